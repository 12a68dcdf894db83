import type { TrueStroke } from '../canvas/canvas.ts';
import { cutStroke, type Depth } from '../canvas/strokes/cut.ts';
import { groupsOf } from '../canvas/strokes/groups.ts';
import { rangesOf, shiftsOnto } from '../canvas/strokes/range.ts';
import { InkceptionError } from '../error.ts';
import { usualLayout, type Layout } from './layout.ts';

/** Strokes that can be put in order within some seconds. */
const mostStrokes = 100_000;

/** A picture of strokes: its size in shorter picture sides, and whether it goes on across its borders. */
export interface StrokesExtent {
  readonly width: number;
  readonly height: number;
  readonly endless: boolean;
  /** How wide a pen is: strokes keep half of it off the border of an endless picture's copies together. */
  readonly widthOf: (pen: number) => number;
  /** Parts shorter than this that are left there are not drawn, in widths of their pen. */
  readonly leastLength: number;
}

/**
 * The strokes with their copies. Those of an endless picture go from copy to copy, and are cut where the last ones end.
 * Errors: `bad-size` for more than can be plotted.
 */
export function repeatStrokes(
  strokes: readonly TrueStroke[],
  extent: StrokesExtent,
  { repeat }: Layout = usualLayout,
): readonly TrueStroke[] {
  const [columns, rows] = repeat;
  if (columns * rows === 1 && !extent.endless) return strokes;
  if (columns * rows * strokes.length > mostStrokes) {
    throw new InkceptionError(
      'bad-size',
      `${columns} x ${rows} copies of ${strokes.length} strokes, ${mostStrokes} at most: repeat them less often, or give fewer --strokes`,
    );
  }
  return groupsOf(strokes).flatMap((group, copyOf) =>
    group.flatMap((stroke) => copiesOf(stroke, extent, repeat).map((copy) => ({ ...copy, copyOf }))),
  );
}

function copiesOf(
  stroke: TrueStroke,
  { width, height, endless, widthOf, leastLength }: StrokesExtent,
  [columns, rows]: Layout['repeat'],
): readonly TrueStroke[] {
  const moved = (x: number, y: number): TrueStroke => ({
    ...stroke,
    points: stroke.points.map((value, i) => value + (i % 2 === 0 ? x : y)),
  });
  const steps = (count: number, period: number): number[] =>
    Array.from({ length: count }, (_, k) => k * period);
  const grid = (acrosses: readonly number[], downs: readonly number[]): TrueStroke[] =>
    downs.flatMap((y) => acrosses.map((x) => moved(x, y)));
  if (!endless) return grid(steps(columns, width), steps(rows, height));
  const [right, bottom, penWidth] = [columns * width, rows * height, widthOf(stroke.pen)];
  const [x, y] = rangesOf(stroke.points);
  const depth: Depth = (u, v) => Math.min(u, right - u, v, bottom - v) - penWidth / 2;
  return grid(shiftsOnto(x, width, right), shiftsOnto(y, height, bottom)).flatMap((copy) =>
    cutStroke(copy, depth, leastLength * penWidth),
  );
}
