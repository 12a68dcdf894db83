import type { Address, Kernels } from '../kernels/kernels.ts';
import type { Block, MemoryPlan } from '../kernels/memory.ts';

/**
 * Smooth surfaces from coarse grids: a uniform cubic B-spline with one knot per cell x cell pixels.
 * A cell of 1 is a value per pixel, taken as it is.
 */
export interface SplineGrid {
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  /** Null where a knot is a pixel. */
  readonly tables: Tables | null;
}

/** Which knots a pixel is mixed from and how much of each, for both axes and both directions. */
interface Tables {
  readonly across: Axis;
  readonly down: Axis;
  /** Room for a row of knots and two more at both ends. */
  readonly padded: Block;
  /** Room for the knots' rows at the width of pixels. */
  readonly wide: Block;
}

interface Axis {
  /** Of the four knots around each pixel, the first in a row with two more at both ends. */
  readonly first: Block;
  /** The four themselves, clamped at the ends. */
  readonly knots: Block;
  readonly weights: Block;
  readonly back: Back;
}

/**
 * The way back: knot k takes from pixels `first[k]` on, with the weights from `starts[k]` to `starts[k + 1]`; across,
 * weights of 0 fill them up to whole vectors.
 */
interface Back {
  readonly first: Block;
  readonly starts: Block;
  readonly weights: Block;
}

/** How far a surface and its knots go on beyond the picture at each end: `before` of its points, `beyond` knots. */
export interface Overhang {
  readonly before: number;
  readonly beyond: number;
}

const noOverhang: Overhang = { before: 0, beyond: 0 };

/** The grid behind a width x height surface; cells above 1 where anything overhangs. */
export function planSpline(
  plan: MemoryPlan,
  width: number,
  height: number,
  cell: number,
  overhang = noOverhang,
): SplineGrid {
  if (cell === 1) return { columns: width, rows: height, width, height, tables: null };
  const [across, down] = [taps(width, cell, overhang), taps(height, cell, overhang)];
  const [columns, rows] = [across.count, down.count];
  const tables = {
    across: planAxis(plan, across, 4),
    down: planAxis(plan, down, 1),
    padded: plan.reserve(columns + 4),
    wide: plan.reserve(rows * width),
  };
  return { columns, rows, width, height, tables };
}

/** For each pixel of an axis: the four knots around it (clamped at the ends) and their weights. */
interface Taps {
  readonly count: number;
  /** [pixels] */
  readonly first: Int32Array;
  /** [pixels, 4] */
  readonly knots: Int32Array;
  /** [pixels, 4] */
  readonly weights: Float32Array;
}

function taps(pixels: number, cell: number, { before, beyond }: Overhang): Taps {
  const count = Math.ceil((pixels - 2 * before) / cell) + 2 * beyond;
  const first = new Int32Array(pixels);
  const knots = new Int32Array(pixels * 4);
  const weights = new Float32Array(pixels * 4);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = (pixel - before + 0.5) / cell - 0.5 + beyond;
    const base = Math.floor(at);
    first[pixel] = base + 1;
    cubicWeights(at - base).forEach((weight, k) => {
      knots[pixel * 4 + k] = Math.min(Math.max(base - 1 + k, 0), count - 1);
      weights[pixel * 4 + k] = weight;
    });
  }
  return { count, first, knots, weights };
}

/** Weights of the four knots around a point at t in [0, 1) between the second and the third. */
function cubicWeights(t: number): readonly number[] {
  const u = 1 - t;
  return [u ** 3 / 6, (4 - 6 * t ** 2 + 3 * t ** 3) / 6, (4 - 6 * u ** 2 + 3 * u ** 3) / 6, t ** 3 / 6];
}

function planAxis(plan: MemoryPlan, table: Taps, lanes: number): Axis {
  return {
    first: plan.hold(table.first),
    knots: plan.hold(table.knots),
    weights: plan.hold(table.weights),
    back: planBack(plan, table, lanes),
  };
}

function planBack(plan: MemoryPlan, { count, knots, weights }: Taps, lanes: number): Back {
  const passes = Array.from({ length: count }, () => new Map<number, number>()); // pixel -> weight, pixels ascend
  knots.forEach((knot, k) => {
    const pixel = Math.floor(k / 4);
    passes[knot]!.set(pixel, (passes[knot]!.get(pixel) ?? 0) + weights[k]!);
  });
  const padded = passes.map((pixels) => padTo(lanes, [...pixels.values()]));
  const starts = new Int32Array(count + 1);
  padded.forEach(({ length }, knot) => (starts[knot + 1] = starts[knot]! + length));
  return {
    first: plan.hold(Int32Array.from(passes, (pixels) => pixels.keys().next().value ?? 0)),
    starts: plan.hold(starts),
    weights: plan.hold(Float32Array.from(padded.flat())),
  };
}

/** Zeros after the values, up to a whole number of vectors. */
function padTo(lanes: number, values: readonly number[]): number[] {
  const length = Math.ceil(values.length / lanes) * lanes;
  return Array.from({ length }, (_, i) => values[i] ?? 0);
}

/** out [height, width] = base + the surface of `knots` [rows, columns]; `base` 0 is none. */
export function laySurface(
  kernels: Kernels,
  grid: SplineGrid,
  knots: Address,
  base: Address,
  out: Address,
): void {
  const { tables, rows, columns, width, height } = grid;
  if (!tables) {
    kernels.add(knots, base, width * height, out);
    return;
  }
  const { across, down, padded, wide } = tables;
  kernels.stretch(knots, rows, columns, width, across.first.at, across.weights.at, padded.at, wide.at);
  kernels.lay(wide.at, width, height, down.knots.at, down.weights.at, base, out);
}

/** The adjoint of `laySurface`: the gradient of the knots from that of the surface. */
export function gatherKnots(kernels: Kernels, grid: SplineGrid, gradient: Address, knots: Address): void {
  const { tables, rows, columns, width, height } = grid;
  if (!tables) {
    kernels.add(gradient, 0, width * height, knots);
    return;
  }
  const { wide } = tables;
  const [across, down] = [tables.across.back, tables.down.back];
  kernels.gatherRows(gradient, width, rows, down.first.at, down.starts.at, down.weights.at, wide.at);
  kernels.squeeze(wide.at, rows, width, columns, across.first.at, across.starts.at, across.weights.at, knots);
}
