/** Of the whole workspace; written into every report. */
export const version = '0.1.0';
