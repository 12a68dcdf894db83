import fc from 'fast-check';

// Property tests look at the same examples every time: a failure is a change's, never the day's.
fc.configureGlobal({ seed: 2021 });
