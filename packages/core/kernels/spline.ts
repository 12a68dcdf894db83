import { bytes, put } from './lanes';

/*
 * Cubic B-spline surfaces: a pixel is mixed from four knots in a row, along either axis. Tables: `first` [pixels]
 * says where the four begin in a row of knots that goes on for two more at both ends, `weights` [pixels, 4] how
 * much each counts; for the way back `from` and `weightsBack` say which pixels pass to a knot, and how much.
 */

/** sum of four products for each of four pixels, by turning four vectors of products on their sides */
function fourSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

function product(row: usize, first: usize, weights: usize, x: i32): v128 {
  const knots = v128.load(row + bytes(load<i32>(first + bytes(x))));
  return f32x4.mul(knots, v128.load(weights + ((<usize>x) << 4)));
}

/** knots [rows, columns] -> wide [rows, width]; `padded` is room for a row and four more. */
export function stretch(
  knots: usize,
  rows: i32,
  columns: i32,
  width: i32,
  first: usize,
  weights: usize,
  padded: usize,
  wide: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const from = knots + bytes(row * columns);
    const to = wide + bytes(row * width);
    const last = load<f32>(from + bytes(columns - 1));
    store<f32>(padded, load<f32>(from));
    store<f32>(padded + 4, load<f32>(from));
    memory.copy(padded + 8, from, bytes(columns));
    store<f32>(padded + 8 + bytes(columns), last);
    store<f32>(padded + 12 + bytes(columns), last);
    for (let x = 0; x < width; x += 4) {
      const a = product(padded, first, weights, x);
      const b = product(padded, first, weights, x + 1);
      const c = product(padded, first, weights, x + 2);
      const d = product(padded, first, weights, x + 3);
      put(to + bytes(x), fourSums(a, b, c, d), width - x);
    }
  }
}

/** out [height, width] = base + rows of `wide` mixed by fours; `rows` [height, 4] names them, `base` 0 is none. */
export function lay(
  wide: usize,
  width: i32,
  height: i32,
  rows: usize,
  weights: usize,
  base: usize,
  out: usize,
): void {
  for (let y = 0; y < height; y++) {
    const k = (<usize>y) << 4;
    const a = wide + bytes(load<i32>(rows + k) * width);
    const b = wide + bytes(load<i32>(rows + k, 4) * width);
    const c = wide + bytes(load<i32>(rows + k, 8) * width);
    const d = wide + bytes(load<i32>(rows + k, 12) * width);
    const wa = v128.load_splat<f32>(weights + k);
    const wb = v128.load_splat<f32>(weights + k, 4);
    const wc = v128.load_splat<f32>(weights + k, 8);
    const wd = v128.load_splat<f32>(weights + k, 12);
    const at = bytes(y * width);
    for (let x = 0; x < width; x += 4) {
      const i = bytes(x);
      const ab = f32x4.add(f32x4.mul(wa, v128.load(a + i)), f32x4.mul(wb, v128.load(b + i)));
      const cd = f32x4.add(f32x4.mul(wc, v128.load(c + i)), f32x4.mul(wd, v128.load(d + i)));
      let value = f32x4.add(ab, cd);
      if (base) value = f32x4.add(value, v128.load(base + at + i));
      put(out + at + i, value, width - x);
    }
  }
}

/**
 * The adjoint of mixing rows: wide [rows, width] from gradient [height, width]. Knot k takes from the pixels
 * first[k] .. first[k] + starts[k + 1] - starts[k], with the weights from starts[k] on.
 */
export function gatherRows(
  gradient: usize,
  width: i32,
  rows: i32,
  first: usize,
  starts: usize,
  weights: usize,
  wide: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const from = gradient + bytes(load<i32>(first + bytes(row)) * width);
    const start = load<i32>(starts + bytes(row));
    const count = load<i32>(starts + bytes(row + 1)) - start;
    const w = weights + bytes(start);
    for (let x = 0; x < width; x += 4) {
      let sum = f32x4.splat(0);
      let at = from + bytes(x);
      for (let k = 0; k < count; k++) {
        sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w + bytes(k)), v128.load(at)));
        at += bytes(width);
      }
      put(wide + bytes(row * width + x), sum, width - x);
    }
  }
}

/** What a knot takes from a row of pixels, in four lanes that are still to be added up. */
function taken(row: usize, first: usize, starts: usize, weights: usize, knot: i32): v128 {
  const from = row + bytes(load<i32>(first + bytes(knot)));
  const start = load<i32>(starts + bytes(knot));
  const count = load<i32>(starts + bytes(knot), 4) - start;
  const w = weights + bytes(start);
  let lanes = f32x4.splat(0);
  for (let k = 0; k < count; k += 4) {
    const products = f32x4.mul(v128.load(w + bytes(k)), v128.load(from + bytes(k)));
    lanes = f32x4.add(lanes, products);
  }
  return lanes;
}

/** The adjoint of `stretch`: knots [rows, columns] from wide [rows, width]; tables as in `gatherRows`, weights by fours. */
export function squeeze(
  wide: usize,
  rows: i32,
  width: i32,
  columns: i32,
  first: usize,
  starts: usize,
  weights: usize,
  knots: usize,
): void {
  for (let y = 0; y < rows; y++) {
    const row = wide + bytes(y * width);
    for (let x = 0; x < columns; x += 4) {
      const a = taken(row, first, starts, weights, x);
      const b = taken(row, first, starts, weights, min(x + 1, columns - 1));
      const c = taken(row, first, starts, weights, min(x + 2, columns - 1));
      const d = taken(row, first, starts, weights, min(x + 3, columns - 1));
      put(knots + bytes(y * columns + x), fourSums(a, b, c, d), columns - x);
    }
  }
}

/** out = a + b; `b` 0 is none. */
export function add(a: usize, b: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 4) {
    const at = bytes(i);
    let value = v128.load(a + at);
    if (b) value = f32x4.add(value, v128.load(b + at));
    put(out + at, value, length - i);
  }
}
