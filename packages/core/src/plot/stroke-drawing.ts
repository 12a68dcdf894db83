import type { TrueStroke } from '../canvas/canvas.ts';
import { groupsOf, type StrokeGroup } from '../canvas/strokes/groups.ts';
import { bezierOf, flatten, splineBasis } from '../canvas/strokes/spline.ts';
import { InkceptionError } from '../error.ts';
import type { PaletteEntry } from '../palette/pen.ts';
import { plottingOrder } from '../palette/plotting-order.ts';
import type { Drawing, Path, Sheet } from './drawing.ts';
import { plotTime } from './machine/machine-time.ts';
import type { MachineProfile } from './machine/machines.ts';
import { orderLayer } from './order/order-drawing.ts';
import type { Placement } from './placement.ts';

/** Where strokes lie on which sheet, and what draws them. */
export interface StrokePlot {
  readonly palette: readonly PaletteEntry[];
  readonly sheet: Sheet;
  readonly placement: Placement;
  /** The shorter side of the picture. */
  readonly sideMm: number;
  readonly machine: MachineProfile;
  /** null: as long as it takes. */
  readonly budgetSeconds: number | null;
}

/** A drawing of strokes within its time. */
export interface PlottedStrokes {
  readonly drawing: Drawing;
  /** What the time cost, in plain words. */
  readonly gaveUp: readonly string[];
}

/**
 * Strokes, of most use first, as a drawing: each pen of the palette a layer, light pens before dark ones, opaque ones
 * last; in it strokes that meet joined, and all in the order of the least time. Where there is a budget, as many of the
 * first strokes as it allows, each with all its copies. Errors: `over-budget` when it allows none.
 */
export function plotStrokes(strokes: readonly TrueStroke[], plot: StrokePlot): PlottedStrokes {
  const drawing = drawingOf(strokes, plot);
  const { budgetSeconds, machine } = plot;
  if (budgetSeconds === null || strokes.length === 0) return { drawing, gaveUp: [] };
  const { seconds } = plotTime(drawing, machine);
  if (seconds <= budgetSeconds) return { drawing, gaveUp: [] };
  const [kept, first] = mostWithin(groupsOf(strokes), plot, budgetSeconds, seconds);
  const gaveUp = [`${strokes.length - kept} of ${strokes.length} strokes are left out, those of least use`];
  return { drawing: first, gaveUp };
}

type PlottedGroups = readonly [strokes: number, drawing: Drawing];

/** The most strokes, with all copies of each, that fit in the time, found by halving: more take longer, nearly always. */
function mostWithin(
  groups: readonly StrokeGroup[],
  plot: StrokePlot,
  budgetSeconds: number,
  allSeconds: number,
): PlottedGroups {
  let [low, high] = [0, groups.length];
  let best: PlottedGroups | null = null;
  let least = allSeconds;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const strokes = groups.slice(0, middle).flat();
    const drawing = drawingOf(strokes, plot);
    const { seconds } = plotTime(drawing, plot.machine);
    least = Math.min(least, seconds);
    if (seconds <= budgetSeconds) [low, best] = [middle, [strokes.length, drawing]];
    else high = middle;
  }
  if (best) return best;
  throw new InkceptionError(
    'over-budget',
    `the first stroke with its copies takes ${Math.ceil(least)} s, the budget is ${budgetSeconds} s: give more time, a smaller sheet or fewer copies`,
  );
}

function drawingOf(
  strokes: readonly TrueStroke[],
  { palette, sheet, placement, sideMm, machine }: StrokePlot,
): Drawing {
  const layers = plottingOrder(palette).flatMap((index) => {
    const entry = palette[index]!;
    if (entry.kind !== 'pen') return [];
    const paths = strokes
      .filter(({ pen }) => pen === index)
      .map((stroke) => pathOf(stroke, placement, sideMm));
    return [orderLayer({ pen: entry.pen, paths }, { machine })];
  });
  return { sheet, layers };
}

/** Straight lines for each piece of a spline: of a piece of 20 mm that turns by a right angle, off by 0.01 mm. */
const pieceSamples = 24;

function pathOf({ points, closed }: TrueStroke, { leftMm, topMm }: Placement, sideMm: number): Path {
  const basis = splineBasis({ controls: points.length / 2, closed }, pieceSamples);
  const line = new Float32Array(2 * basis.samples);
  flatten(basis, points, 0, sideMm, line, 0);
  const place = (value: number, i: number): number => value + (i % 2 === 0 ? leftMm : topMm);
  // A closed path does not say its first point again.
  if (closed) return { points: Float64Array.from(line.subarray(0, -2), place), closed };
  const curve = bezierOf(points).map((value, i) => place(sideMm * value, i));
  return { points: Float64Array.from(line, place), closed, curve };
}
