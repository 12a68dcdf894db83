import { addKnots, addSurface, splineGrid, type SplineGrid } from './spline.ts';

/**
 * A sum of smooth surfaces from fine to coarse: a knot every `cells[i]` pixels. Each level is laid onto the knots of
 * the next finer one, so that only the finest ever meets the pixels.
 */
export interface Pyramid {
  /** From fine to coarse; the first spans pixels, the others the knots of the level before. */
  readonly grids: readonly SplineGrid[];
}

/** The pyramid behind a width x height surface; `cells` ascend, each a multiple of the one before. */
export function pyramid(width: number, height: number, cells: readonly number[]): Pyramid {
  const grids: SplineGrid[] = [];
  cells.forEach((cell, level) => {
    const finer = grids[level - 1];
    grids.push(
      finer
        ? splineGrid(finer.columns, finer.rows, cell / cells[level - 1]!)
        : splineGrid(width, height, cell),
    );
  });
  return { grids };
}

/** Adds the surface of all levels' knots to `out` [height, width]. */
export function addPyramid({ grids }: Pyramid, knots: readonly Float32Array[], out: Float32Array): void {
  let sum: Float32Array | null = null; // of the coarser levels, at this level's knots
  for (let level = grids.length - 1; level >= 0; level--) {
    const own = knots[level]!;
    const total: Float32Array = sum ? own.map((value, i) => value + sum![i]!) : own;
    const { width, height } = grids[level]!;
    const target = level === 0 ? out : new Float32Array(width * height);
    addSurface(grids[level]!, total, target);
    sum = target;
  }
}

/** The adjoint of `addPyramid`: adds the gradient of the surface to that of every level's knots. */
export function addPyramidKnots(
  { grids }: Pyramid,
  gradient: Float32Array,
  into: readonly Float32Array[],
): void {
  let passed = gradient;
  grids.forEach((grid, level) => {
    const own = new Float32Array(grid.columns * grid.rows);
    addKnots(grid, passed, own);
    own.forEach((value, i) => (into[level]![i]! += value));
    passed = own;
  });
}
