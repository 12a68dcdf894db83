// ln 2 in two parts, the first with few digits: n * high is exact.
const high: f32 = 0.693359375;
const low: f32 = -2.12194440054690583e-4;
// Adding it to a number below 2^22 rounds that to a whole one, which then stands in the lowest bits.
const rounder: f32 = 12582912;

function next(sum: v128, r: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(sum, r), f32x4.splat(coefficient));
}

/**
 * e^x for x in [-80, 80], within 2e-7 of it: x = n ln 2 + r with |r| < 0.35, and e^x = 2^n e^r
 * with e^r = 1 + r + ... + r^7 / 7! (the rest is below 6e-9).
 */
export function exp(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(rounder));
  const n = f32x4.sub(shifted, f32x4.splat(rounder));
  const most = f32x4.sub(x, f32x4.mul(n, f32x4.splat(high)));
  const r = f32x4.sub(most, f32x4.mul(n, f32x4.splat(low)));
  let y = f32x4.splat(1.0 / 5040);
  y = next(y, r, 1.0 / 720);
  y = next(y, r, 1.0 / 120);
  y = next(y, r, 1.0 / 24);
  y = next(y, r, 1.0 / 6);
  y = next(y, r, 0.5);
  y = next(y, r, 1);
  y = next(y, r, 1);
  return i32x4.add(y, i32x4.shl(shifted, 23)); // 2^n is n more in the exponent's bits
}

/** e^x of `length` numbers. */
export function exponentials(x: usize, length: i32, out: usize): void {
  for (let i: usize = 0; i < (<usize>length) << 2; i += 16) v128.store(out + i, exp(v128.load(x + i)));
}
