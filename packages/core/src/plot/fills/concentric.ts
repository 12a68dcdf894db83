import type { Fill } from './fill.ts';
import { ringsWithin } from './rings-within.ts';

/** Closed rings within rings, each a pitch further in. */
export const concentric: Fill = (rings, pen, { pitchMm, outlined }) => {
  const { levels, middles } = ringsWithin(rings, pitchMm, pen.widthMm);
  return [
    ...levels.slice(outlined ? 1 : 0).flatMap((level) => level.map((points) => ({ points, closed: true }))),
    ...middles,
  ];
};
