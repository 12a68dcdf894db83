import { bytes, total } from './lanes';

// One pen's plane of probabilities p [height, width]. Every pixel looks at its eight neighbours:
// price = sum over pairs of share |p_i - p_j|, and d/dp_i = sum over neighbours j of share sign(p_i - p_j).

/** How many of `p > q` less how many of `p < q`, so far: comparisons give -1 where they hold. */
function count(signs: v128, p: v128, q: v128): v128 {
  return i32x4.add(signs, i32x4.sub(f32x4.lt(p, q), f32x4.gt(p, q)));
}

function apart(sum: v128, p: v128, q: v128): v128 {
  return f32x4.add(sum, f32x4.abs(f32x4.sub(p, q)));
}

function sign(p: f32, q: f32): f32 {
  return <f32>i32(p > q) - <f32>i32(p < q);
}

let width: i32 = 0;
let height: i32 = 0;
let straight: f32 = 0;
let slanted: f32 = 0;
let push: f32 = 0;
let price: f64 = 0;

/** A pixel at the border or at the end of a row, on its own. Its price counts pairs to the right and below. */
function pixel(p: usize, into: usize, x: i32, y: i32): void {
  const own = load<f32>(p);
  let gradient: f32 = 0;
  for (let dy = -1; dy <= 1; dy++) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || x + dx >= width || (dx === 0 && dy === 0)) continue;
      const other = load<f32>(p + <usize>((dy * width + dx) << 2));
      const share = dx !== 0 && dy !== 0 ? slanted : straight;
      gradient += share * sign(own, other);
      if (dy > 0 || (dy === 0 && dx > 0)) price += share * abs(own - other);
    }
  }
  store<f32>(into, load<f32>(into) + push * gradient);
}

/** The pixels of a row whose eight neighbours are all there, four at a time; returns where it stopped. */
function inner(p: usize, into: usize): i32 {
  const row = bytes(width);
  let near = f32x4.splat(0);
  let far = f32x4.splat(0);
  let x = 1;
  for (; x + 4 < width; x += 4) {
    const at = p + bytes(x);
    const own = v128.load(at);
    const right = v128.load(at, 4);
    const below = v128.load(at + row);
    const belowLeft = v128.load(at + row - 4);
    const belowRight = v128.load(at + row, 4);
    near = apart(apart(near, own, right), own, below);
    far = apart(apart(far, own, belowLeft), own, belowRight);
    let beside = count(i32x4.splat(0), own, right);
    beside = count(beside, own, below);
    beside = count(beside, own, v128.load(at - 4));
    beside = count(beside, own, v128.load(at - row));
    let across = count(i32x4.splat(0), own, belowLeft);
    across = count(across, own, belowRight);
    across = count(across, own, v128.load(at - row - 4));
    across = count(across, own, v128.load(at - row, 4));
    const ofBeside = f32x4.mul(f32x4.convert_i32x4_s(beside), f32x4.splat(push * straight));
    const ofAcross = f32x4.mul(f32x4.convert_i32x4_s(across), f32x4.splat(push * slanted));
    const to = into + bytes(x);
    v128.store(to, f32x4.add(v128.load(to), f32x4.add(ofBeside, ofAcross)));
  }
  price += straight * total(near) + slanted * total(far);
  return x;
}

/**
 * Returns sum of share |p_i - p_j| over pairs of neighbours and adds its gradient, times `weight`, to `into`;
 * `beside` is the share of pairs across or down, `across` that of diagonal ones.
 */
export function boundaryPrice(
  p: usize,
  columns: i32,
  rows: i32,
  beside: f32,
  across: f32,
  weight: f32,
  into: usize,
): f64 {
  width = columns;
  height = rows;
  straight = beside;
  slanted = across;
  push = weight;
  price = 0;
  for (let y = 0; y < height; y++) {
    const row = bytes(y * width);
    let x = 0;
    if (y > 0 && y < height - 1 && width > 5) {
      pixel(p + row, into + row, 0, y);
      x = inner(p + row, into + row);
    }
    for (; x < width; x++) pixel(p + row + bytes(x), into + row + bytes(x), x, y);
  }
  return price;
}
