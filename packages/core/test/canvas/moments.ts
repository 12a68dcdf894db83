import type { Moment } from '../../src/canvas/canvas.ts';

/** Undecided pens, nothing priced. */
export const plainMoment: Moment = {
  temperature: 1,
  straightThrough: false,
  prices: { boundary: 0, usage: 0, likeness: 0, spread: 0 },
};
