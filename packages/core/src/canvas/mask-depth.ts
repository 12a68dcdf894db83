import { insideOf, type Mask } from './mask.ts';

/** How deep inside a mask places are: on a raster over the picture, shorter picture sides; below 0 outside. */
export interface MaskDepth {
  readonly columns: number;
  readonly rows: number;
  /** Raster cells in a shorter picture side. */
  readonly cells: number;
  /** [rows, columns], at the middles of cells. */
  readonly depths: Float32Array;
}

/** Cells along the shorter side: of a picture of 85 mm, a fifth of a millimetre. */
const finest = 400;

/** The depths of a mask on a picture of width x height. */
export function depthOf(mask: Mask, width: number, height: number): MaskDepth {
  const cells = finest;
  const side = Math.min(width, height);
  const [columns, rows] = [width, height].map((length) => Math.round((cells * length) / side)) as [
    number,
    number,
  ];
  const inside = insideOf(mask, columns, rows);
  const toOutside = squaredDistances(inside, 0, columns, rows);
  const toInside = squaredDistances(inside, 1, columns, rows);
  // The border lies half a cell before the nearest cell of the other side.
  const depths = Float32Array.from(inside, (isInside, i) =>
    isInside ? (Math.sqrt(toOutside[i]!) - 0.5) / cells : (0.5 - Math.sqrt(toInside[i]!)) / cells,
  );
  return { columns, rows, cells, depths };
}

/** The depth at a point in shorter picture sides, between cells mixed from four. */
export function depthAt({ columns, rows, cells, depths }: MaskDepth, x: number, y: number): number {
  const across = Math.min(columns - 1, Math.max(0, x * cells - 0.5));
  const down = Math.min(rows - 1, Math.max(0, y * cells - 0.5));
  const [x0, y0] = [Math.min(columns - 2, Math.floor(across)), Math.min(rows - 2, Math.floor(down))];
  const [u, v, at] = [across - x0, down - y0, y0 * columns + x0];
  const upper = (1 - u) * depths[at]! + u * depths[at + 1]!;
  const lower = (1 - u) * depths[at + columns]! + u * depths[at + columns + 1]!;
  return (1 - v) * upper + v * lower;
}

/** The depth by the raster from which on a place is so deep for certain: its border is anywhere between two cells. */
export function surely(depth: number, { cells }: MaskDepth): number {
  return depth + 0.5 / cells;
}

/** How far apart places at least so deep are, along the best of some directions; below 0 where there are none. */
export function reachOf({ columns, cells, depths }: MaskDepth, least: number): number {
  let most = -Infinity;
  for (let k = 0; k < directions; k++) {
    const [cos, sin] = [Math.cos((k * Math.PI) / directions), Math.sin((k * Math.PI) / directions)];
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < depths.length; i++) {
      if (depths[i]! < least) continue;
      const place = cos * (i % columns) + sin * Math.floor(i / columns);
      low = Math.min(low, place);
      high = Math.max(high, place);
    }
    most = Math.max(most, high - low);
  }
  return most / cells;
}

/** Between two of them a length is short by less than a two-hundredth. */
const directions = 16;

/** Share of each pixel that is inside, [height, width]. */
export function coverOf(depth: MaskDepth, width: number, height: number): Float32Array {
  const side = Math.min(width, height);
  return Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [((i % width) + 0.5) / side, (Math.floor(i / width) + 0.5) / side];
    return Math.min(1, Math.max(0, 0.5 + depthAt(depth, x, y) * side));
  });
}

/** A point moved until it is `least` deep inside, or nearly: towards where it is deeper, by what is missing. */
export function movedInside(depth: MaskDepth, [x, y]: Point, least: number): Point {
  const step = 1 / depth.cells;
  let at: Point = [x, y];
  for (let round = 0; round < rounds; round++) {
    const [u, v] = at;
    const missing = least - depthAt(depth, u, v);
    if (missing <= 0) break;
    const dx = depthAt(depth, u + step, v) - depthAt(depth, u - step, v);
    const dy = depthAt(depth, u, v + step) - depthAt(depth, u, v - step);
    const slope = Math.hypot(dx, dy);
    if (slope < 1e-6) break; // on a ridge nothing is deeper
    at = [u + (missing * dx) / slope, v + (missing * dy) / slope];
  }
  return at;
}

type Point = readonly [x: number, y: number];
const rounds = 6;

/** Squared distance of each cell to the nearest of a kind, in cells: along columns, then along rows. */
function squaredDistances(inside: Uint8Array, kind: number, columns: number, rows: number): Float64Array {
  const far = (columns + rows) ** 2;
  const out = Float64Array.from(inside, (is) => (is === kind ? 0 : far));
  for (let x = 0; x < columns; x++) lowerEnvelope(out, x, columns, rows);
  for (let y = 0; y < rows; y++) lowerEnvelope(out, y * columns, 1, columns);
  return out;
}

/**
 * f(x) becomes min over q of f(q) + (x - q)^2, along every `step`th number: the lower envelope of parabolas, as
 * Felzenszwalb and Huttenlocher find distances (Theory of Computing 8, 2012).
 */
function lowerEnvelope(values: Float64Array, from: number, step: number, count: number): void {
  const f = Float64Array.from({ length: count }, (_, q) => values[from + q * step]!);
  const apexes = new Int32Array(count);
  const starts = new Float64Array(count); // from where on each is the lowest
  let last = 0;
  starts[0] = -Infinity;
  for (let q = 1; q < count; q++) {
    let meets = meeting(f, apexes[last]!, q);
    while (meets <= starts[last]!) meets = meeting(f, apexes[--last]!, q);
    apexes[++last] = q;
    starts[last] = meets;
  }
  for (let x = 0, k = 0; x < count; x++) {
    while (k < last && starts[k + 1]! < x) k++;
    values[from + x * step] = f[apexes[k]!]! + (x - apexes[k]!) ** 2;
  }
}

/** Where the parabola over q begins to lie below that over p < q. */
function meeting(f: Float64Array, p: number, q: number): number {
  return (f[q]! - f[p]! + q * q - p * p) / (2 * (q - p));
}
