/**
 * Smooth surfaces from coarse grids: a uniform cubic B-spline with one knot per cell x cell pixels.
 * A cell of 1 is a value per pixel, taken as it is.
 */
export interface SplineGrid {
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly across: Taps;
  readonly down: Taps;
  readonly raw: boolean;
}

/** For each pixel of an axis: the four knots around it (clamped at the ends) and their weights. */
interface Taps {
  readonly knots: Int32Array;
  readonly weights: Float32Array;
}

/** The grid behind a width x height surface. */
export function splineGrid(width: number, height: number, cell: number): SplineGrid {
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  return {
    columns,
    rows,
    width,
    height,
    across: taps(width, cell),
    down: taps(height, cell),
    raw: cell === 1,
  };
}

function taps(pixels: number, cell: number): Taps {
  const last = Math.ceil(pixels / cell) - 1;
  const knots = new Int32Array(pixels * 4);
  const weights = new Float32Array(pixels * 4);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = (pixel + 0.5) / cell - 0.5;
    const base = Math.floor(at);
    cubicWeights(at - base).forEach((weight, k) => {
      knots[pixel * 4 + k] = Math.min(Math.max(base - 1 + k, 0), last);
      weights[pixel * 4 + k] = weight;
    });
  }
  return { knots, weights };
}

/** Weights of the four knots around a point at t in [0, 1) between the second and the third. */
function cubicWeights(t: number): readonly number[] {
  const u = 1 - t;
  return [u ** 3 / 6, (4 - 6 * t ** 2 + 3 * t ** 3) / 6, (4 - 6 * u ** 2 + 3 * u ** 3) / 6, t ** 3 / 6];
}

/** Adds the surface of `knots` [rows, columns] to `out` [height, width]. */
export function addSurface(grid: SplineGrid, knots: Float32Array, out: Float32Array): void {
  if (grid.raw) {
    for (let i = 0; i < out.length; i++) out[i]! += knots[i]!;
    return;
  }
  const { width, height, down } = grid;
  const wide = stretchRows(grid, knots);
  for (let y = 0; y < height; y++) {
    const [a, b, c, d] = rowsAround(down, y, width);
    const [s, t, u, v] = weightsAround(down, y);
    for (let x = 0, i = y * width; x < width; x++, i++)
      out[i]! += s * wide[a + x]! + t * wide[b + x]! + u * wide[c + x]! + v * wide[d + x]!;
  }
}

/** The adjoint of `addSurface`: adds the gradient of the surface to that of its knots. */
export function addKnots(grid: SplineGrid, gradient: Float32Array, into: Float32Array): void {
  if (grid.raw) {
    for (let i = 0; i < into.length; i++) into[i]! += gradient[i]!;
    return;
  }
  const { width, height, rows, down } = grid;
  const wide = new Float32Array(rows * width);
  for (let y = 0; y < height; y++) {
    const [a, b, c, d] = rowsAround(down, y, width);
    const [s, t, u, v] = weightsAround(down, y);
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const g = gradient[i]!;
      wide[a + x]! += s * g;
      wide[b + x]! += t * g;
      wide[c + x]! += u * g;
      wide[d + x]! += v * g;
    }
  }
  squeezeRows(grid, wide, into);
}

type Four = readonly [number, number, number, number];

function rowsAround({ knots }: Taps, y: number, width: number): Four {
  const k = 4 * y;
  return [knots[k]! * width, knots[k + 1]! * width, knots[k + 2]! * width, knots[k + 3]! * width];
}

function weightsAround({ weights }: Taps, y: number): Four {
  const k = 4 * y;
  return [weights[k]!, weights[k + 1]!, weights[k + 2]!, weights[k + 3]!];
}

function stretchRows({ across, rows, columns, width }: SplineGrid, knots: Float32Array): Float32Array {
  const wide = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 4 * x; k < 4 * x + 4; k++)
        sum += across.weights[k]! * knots[row * columns + across.knots[k]!]!;
      wide[row * width + x] = sum;
    }
  }
  return wide;
}

function squeezeRows(
  { across, rows, columns, width }: SplineGrid,
  wide: Float32Array,
  into: Float32Array,
): void {
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) {
      const value = wide[row * width + x]!;
      for (let k = 4 * x; k < 4 * x + 4; k++)
        into[row * columns + across.knots[k]!]! += across.weights[k]! * value;
    }
  }
}
