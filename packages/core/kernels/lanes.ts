/** Bytes of a number, and how far `count` of them reach. */
export function bytes(count: i32): usize {
  return (<usize>count) << 2;
}

/** Stores the first `count` lanes: the last vector of a row may reach beyond it. */
export function put(at: usize, value: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, value);
    return;
  }
  v128.store_lane<f32>(at, value, 0);
  if (count > 1) v128.store_lane<f32>(at, value, 1, 4);
  if (count > 2) v128.store_lane<f32>(at, value, 2, 8);
}

/** A mask of the first `count` lanes. */
export function firsts(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** The value in the first `count` lanes, 0 in the others. */
export function keep(value: v128, count: i32): v128 {
  return count >= 4 ? value : v128.and(value, firsts(count));
}

/** The sum of four lanes. */
export function total(value: v128): f64 {
  const low = f64x2.promote_low_f32x4(value);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(value, value, 2, 3, 0, 1));
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

// Sums run in four lanes over so many numbers, then in double precision: no more noise than a scalar sum in doubles.
export const block: i32 = 1024;

/** sum of `length` numbers */
export function sum(at: usize, length: i32): f64 {
  let result: f64 = 0;
  for (let from = 0; from < length; from += block) {
    const to = min(from + block, length);
    let lanes = f32x4.splat(0);
    for (let i = from; i < to; i += 4) lanes = f32x4.add(lanes, keep(v128.load(at + bytes(i)), to - i));
    result += total(lanes);
  }
  return result;
}

/** sum of absolute values of `length` numbers */
export function norm(at: usize, length: i32): f64 {
  let result: f64 = 0;
  for (let from = 0; from < length; from += block) {
    const to = min(from + block, length);
    let lanes = f32x4.splat(0);
    for (let i = from; i < to; i += 4)
      lanes = f32x4.add(lanes, f32x4.abs(keep(v128.load(at + bytes(i)), to - i)));
    result += total(lanes);
  }
  return result;
}
