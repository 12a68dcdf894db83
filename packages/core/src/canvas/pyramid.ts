import type { Address, Kernels } from '../kernels/kernels.ts';
import type { Block, MemoryPlan } from '../kernels/memory.ts';
import { gatherKnots, laySurface, planSpline, type SplineGrid } from './spline.ts';

/**
 * A sum of smooth surfaces from fine to coarse: a knot every `cells[i]` pixels. Each level is laid onto the knots of
 * the next finer one, so that only the finest ever meets the pixels.
 */
export interface Pyramid {
  /** From fine to coarse; the first spans pixels, the others the knots of the level before. */
  readonly grids: readonly SplineGrid[];
  /** Room for each level's knots with the coarser levels laid onto them. */
  readonly sums: readonly Block[];
}

/** Knots at each end of a picture that is part of a larger one: with so many, none of those beyond is felt. */
export const knotsBeyond = 3;

/**
 * The pyramid behind a width x height surface; `cells` ascend, each a multiple of the one before. Each level has `beyond`
 * knots more at each end.
 */
export function planPyramid(
  plan: MemoryPlan,
  width: number,
  height: number,
  cells: readonly number[],
  beyond = 0,
): Pyramid {
  const grids: SplineGrid[] = [];
  cells.forEach((cell, level) => {
    const finer = grids[level - 1];
    grids.push(
      finer
        ? planSpline(plan, finer.columns, finer.rows, cell / cells[level - 1]!, { before: beyond, beyond })
        : planSpline(plan, width, height, cell, { before: 0, beyond }),
    );
  });
  return { grids, sums: grids.map(({ columns, rows }) => plan.reserve(columns * rows)) };
}

/** out [height, width] = base + the surface of all levels' knots; `base` 0 is none. */
export function layPyramid(
  kernels: Kernels,
  { grids, sums }: Pyramid,
  knots: readonly Address[],
  base: Address,
  out: Address,
): void {
  let total = knots.at(-1)!;
  for (let level = grids.length - 1; level >= 0; level--) {
    const [onto, target] = level === 0 ? [base, out] : [knots[level - 1]!, sums[level - 1]!.at];
    laySurface(kernels, grids[level]!, total, onto, target);
    total = target;
  }
}

/** The adjoint of `layPyramid`: the gradient of every level's knots from that of the surface. */
export function gatherPyramid(
  kernels: Kernels,
  { grids }: Pyramid,
  gradient: Address,
  knots: readonly Address[],
): void {
  let passed = gradient;
  grids.forEach((grid, level) => {
    gatherKnots(kernels, grid, passed, knots[level]!);
    passed = knots[level]!;
  });
}
