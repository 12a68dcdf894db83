import { exp } from './exp';
import { block, bytes, keep, total } from './lanes';

// Below this share of the largest, a pen's probability is nothing that a picture shows: no exponential is spent.
const nothing: f32 = -20;

/** The largest over `pens` planes, `stride` bytes apart. */
function largest(x: usize, pens: i32, stride: usize): v128 {
  let most = v128.load(x);
  for (let n = 1; n < pens; n++) most = f32x4.pmax(most, v128.load(x + <usize>n * stride));
  return most;
}

/** exp(power), exactly 1 at 0 and 0 below `nothing`. */
function share(power: v128): v128 {
  const alive = f32x4.ge(power, f32x4.splat(nothing));
  return v128.any_true(alive) ? v128.and(exp(power), alive) : f32x4.splat(0);
}

/** p_n = exp(s x_n) / sum_m exp(s x_m) over `pens` planes, `stride` bytes apart; `out` may be `x`. */
export function softmax(x: usize, pens: i32, stride: usize, plane: i32, sharpness: f32, out: usize): void {
  const s = f32x4.splat(sharpness);
  const end = bytes(plane);
  for (let i: usize = 0; i < end; i += 16) {
    const most = largest(x + i, pens, stride);
    let sum = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const at = i + <usize>n * stride;
      const e = share(f32x4.mul(s, f32x4.sub(v128.load(x + at), most)));
      v128.store(out + at, e);
      sum = f32x4.add(sum, e);
    }
    const scale = f32x4.div(f32x4.splat(1), sum);
    for (let n = 0; n < pens; n++) {
      const at = out + i + <usize>n * stride;
      v128.store(at, f32x4.mul(v128.load(at), scale));
    }
  }
}

/** dx_n = s p_n (dp_n - sum_m p_m dp_m), in place of dp */
export function softmaxBackward(
  p: usize,
  pens: i32,
  stride: usize,
  plane: i32,
  sharpness: f32,
  gradient: usize,
): void {
  const s = f32x4.splat(sharpness);
  const end = bytes(plane);
  for (let i: usize = 0; i < end; i += 16) {
    let mean = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const at = i + <usize>n * stride;
      mean = f32x4.add(mean, f32x4.mul(v128.load(p + at), v128.load(gradient + at)));
    }
    for (let n = 0; n < pens; n++) {
      const at = i + <usize>n * stride;
      const off = f32x4.sub(v128.load(gradient + at), mean);
      v128.store(gradient + at, f32x4.mul(f32x4.mul(s, v128.load(p + at)), off));
    }
  }
}

/**
 * The seed's penalty: sum over pixels and pens of sqrt(p), p = softmax(x); returned. Its gradient times `weight` is
 * added to `into`: dx_n = p_n (dp_n - sum_m p_m dp_m), dp = 1 / (2 sqrt(p)), p dp = sqrt(p) / 2.
 * `scratch` holds 4 numbers a pen.
 */
export function spreadPrice(
  x: usize,
  pens: i32,
  stride: usize,
  plane: i32,
  weight: f32,
  into: usize,
  scratch: usize,
): f64 {
  let price: f64 = 0;
  let lanes = f32x4.splat(0);
  for (let i = 0; i < plane; i += 4) {
    const most = largest(x + bytes(i), pens, stride);
    let sum = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const e = share(f32x4.sub(v128.load(x + bytes(i) + <usize>n * stride), most));
      v128.store(scratch + ((<usize>n) << 4), e);
      sum = f32x4.add(sum, e);
    }
    let roots = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const p = f32x4.div(v128.load(scratch + ((<usize>n) << 4)), sum);
      v128.store(scratch + ((<usize>n) << 4), p);
      roots = f32x4.add(roots, f32x4.sqrt(p));
    }
    lanes = f32x4.add(lanes, keep(roots, plane - i));
    const half = f32x4.splat(0.5 * weight);
    for (let n = 0; n < pens; n++) {
      const at = into + bytes(i) + <usize>n * stride;
      const p = v128.load(scratch + ((<usize>n) << 4));
      const push = f32x4.mul(half, f32x4.sub(f32x4.sqrt(p), f32x4.mul(p, roots)));
      v128.store(at, f32x4.add(v128.load(at), push));
    }
    if (i % block === 0) {
      price += total(lanes);
      lanes = f32x4.splat(0);
    }
  }
  return price + total(lanes);
}
