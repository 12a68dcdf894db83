import { hatchLines } from './hatch-lines.ts';
import type { Fill } from './fill.ts';

/** A lift takes as long as this much drawing: until then it is quicker to stay on the paper. */
const liftAsDrawingMm = 14;

/** Longer links save hardly any time more, and edges would be inked over and over. */
const longestSolidLink = 10;

/** Where paper shows between lines, links show, too: only from one line to the next. */
const longestOpenLink = 2;

/** With lines this close, in pen widths, the one nearest to an edge still meets the outline from `inner`. */
const closeToEdge = 0.9;

/** Parallel lines, joined at their ends: in `inner` where that leaves no gap along edges, else in the outline's middle. */
export const hatch: Fill = (rings, { widthMm }, { pitchMm, angleRadians, inner }) => {
  const solid = pitchMm <= widthMm;
  const area = pitchMm <= closeToEdge * widthMm ? inner : rings;
  const longestLinkMm = Math.min(liftAsDrawingMm, (solid ? longestSolidLink : longestOpenLink) * pitchMm);
  return hatchLines(area, { pitchMm, angleRadians, longestLinkMm }).map((points) => ({
    points,
    closed: false,
  }));
};
