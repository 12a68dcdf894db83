import { hatchLines } from './hatch-lines.ts';
import { insetRings } from '../geometry/inset.ts';
import type { Fill } from './fill.ts';

/** A lift takes as long as this much drawing: until then it is quicker to stay on the paper. */
const liftAsDrawingMm = 14;

/** Longer links save hardly any time more, and edges would be inked over and over. */
const longestSolidLink = 10;

/** Where paper shows between lines, links show, too: only from one line to the next. */
const longestOpenLink = 2;

/**
 * Parallel lines, joined at their ends. They end on the inner half of the outline where they would else leave gaps
 * along edges that run their way; wider pitches, which leave gaps anyway, end in the outline's middle.
 */
export const hatch: Fill = (rings, { widthMm }, { pitchMm, angleRadians }) => {
  const solid = pitchMm <= widthMm;
  const area = solid ? insetRings(rings, widthMm - pitchMm) : rings;
  const longestLinkMm = Math.min(liftAsDrawingMm, (solid ? longestSolidLink : longestOpenLink) * pitchMm);
  return hatchLines(area, { pitchMm, angleRadians, longestLinkMm }).map((points) => ({
    points,
    closed: false,
  }));
};
