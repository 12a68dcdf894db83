import type { Path } from '../drawing.ts';
import type { Fill } from './fill.ts';
import { dotsInGaps } from './gaps.ts';
import { ringsWithin } from './rings-within.ts';

/** Closed rings within rings, each a pitch further in; where they are close enough to be solid, dots on what they leave. */
export const concentric: Fill = (rings, pen, { pitchMm, outlined }) => {
  const { levels, middles } = ringsWithin(rings, pitchMm, pen.widthMm);
  const closed = levels
    .slice(outlined ? 1 : 0)
    .flatMap((level): Path[] => level.map((points) => ({ points, closed: true })));
  const drawn = [...closed, ...middles];
  return pitchMm <= pen.widthMm ? [...drawn, ...dotsInGaps(rings, drawn, pen.widthMm)] : drawn;
};
