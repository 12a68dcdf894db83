import { bytes, put } from './lanes';

/*
 * Views of a picture. It lies here as RGBx, four numbers a pixel, with a border of one pixel to the left and above and
 * two to the right and below, all 0: `padded` [height + 3, width + 3, 4]. One vector is one pixel, and a view's pixel
 * is mixed from four of them without asking where the picture ends.
 */

/** Four numbers of each of four vectors, turned on their sides: lane k of all of them. */
function lane01(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}
function lane23(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}
function lows(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
}
function highs(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 3, 6, 7);
}

/** Planar [3, height, width] -> the inside of `padded`. */
export function interleave(image: usize, width: i32, height: i32, padded: usize): void {
  const plane = bytes(width * height);
  const zero = f32x4.splat(0);
  for (let y = 0; y < height; y++) {
    const from = image + bytes(y * width);
    const to = padded + ((<usize>((y + 1) * (width + 3) + 1)) << 4);
    for (let x = 0; x < width; x += 4) {
      const red = v128.load(from + bytes(x));
      const green = v128.load(from + plane + bytes(x));
      const blue = v128.load(from + 2 * plane + bytes(x));
      const at = to + ((<usize>x) << 4);
      const left = width - x;
      v128.store(at, lows(lane01(red, green), lane01(blue, zero)));
      if (left > 1) v128.store(at, highs(lane01(red, green), lane01(blue, zero)), 16);
      if (left > 2) v128.store(at, lows(lane23(red, green), lane23(blue, zero)), 32);
      if (left > 3) v128.store(at, highs(lane23(red, green), lane23(blue, zero)), 48);
    }
  }
}

/** The inside of `padded` -> planar [3, height, width]. */
export function planar(padded: usize, width: i32, height: i32, image: usize): void {
  for (let y = 0; y < height; y++) {
    const from = padded + ((<usize>((y + 1) * (width + 3) + 1)) << 4);
    const to = image + bytes(y * width);
    for (let x = 0; x < width; x += 4) {
      const at = from + ((<usize>x) << 4);
      putPixels(
        v128.load(at),
        v128.load(at, 16),
        v128.load(at, 32),
        v128.load(at, 48),
        to + bytes(x),
        bytes(width * height),
        width - x,
      );
    }
  }
}

/** Four RGBx pixels -> three planes. */
function putPixels(a: v128, b: v128, c: v128, d: v128, to: usize, plane: usize, count: i32): void {
  const redGreenOfAb = lane01(a, b);
  const redGreenOfCd = lane01(c, d);
  put(to, lows(redGreenOfAb, redGreenOfCd), count);
  put(to + plane, highs(redGreenOfAb, redGreenOfCd), count);
  put(to + 2 * plane, lows(lane23(a, b), lane23(c, d)), count);
}

// Added to a whole number from 0 on, it leaves that number in the lowest bits.
const whole: f32 = 8388608;
const wholeBits: i32 = 0x4b000000;

/** x + 1 of whole numbers from -1 on, as integers. */
function next(x: v128): v128 {
  return i32x4.sub(f32x4.add(x, f32x4.splat(whole + 1)), i32x4.splat(wholeBits));
}

/**
 * Where the pixels of a view's row come from, written to `places`: for each the offset of the upper left of its four
 * pixels in `padded`, bytes, then the share of the right ones, then that of the lower ones, [3, width + 4].
 * Positions beyond [low, width - 1 - low] (and so down) are moved there: low is 0 where the border's colours go on,
 * -1 where it is black. Both directions come here: that makes the adjoint exact.
 */
function locate(
  a: f32,
  d: f32,
  startX: f64,
  startY: f64,
  low: f32,
  width: i32,
  height: i32,
  places: usize,
): void {
  const least = f32x4.splat(low);
  const right = f32x4.splat(<f32>(width - 1) - low);
  const bottom = f32x4.splat(<f32>(height - 1) - low);
  const size = bytes(width + 4);
  let xs = f32x4(0, 1, 2, 3);
  for (let x = 0; x < width; x += 4) {
    const anyX = f32x4.add(f32x4.mul(f32x4.splat(a), xs), f32x4.splat(<f32>startX));
    const anyY = f32x4.add(f32x4.mul(f32x4.splat(d), xs), f32x4.splat(<f32>startY));
    const sx = f32x4.pmin(right, f32x4.pmax(least, anyX));
    const sy = f32x4.pmin(bottom, f32x4.pmax(least, anyY));
    const x0 = f32x4.floor(sx);
    const y0 = f32x4.floor(sy);
    const pixel = i32x4.add(i32x4.mul(next(y0), i32x4.splat(width + 3)), next(x0));
    v128.store(places + bytes(x), i32x4.shl(pixel, 4));
    v128.store(places + size + bytes(x), f32x4.sub(sx, x0));
    v128.store(places + 2 * size + bytes(x), f32x4.sub(sy, y0));
    xs = f32x4.add(xs, f32x4.splat(4));
  }
}

/** One pixel of a view: (1 - v) ((1 - u) p00 + u p01) + v ((1 - u) p10 + u p11) */
function mixed(padded: usize, row: usize, place: usize, size: usize): v128 {
  const at = padded + load<u32>(place);
  const u = v128.load_splat<f32>(place + size);
  const v = v128.load_splat<f32>(place + 2 * size);
  const p00 = v128.load(at);
  const p10 = v128.load(at + row);
  const upper = f32x4.add(p00, f32x4.mul(u, f32x4.sub(v128.load(at, 16), p00)));
  const lower = f32x4.add(p10, f32x4.mul(u, f32x4.sub(v128.load(at + row, 16), p10)));
  return f32x4.add(upper, f32x4.mul(v, f32x4.sub(lower, upper)));
}

/** A view of `padded`, planar [3, height, width]: its pixel (x, y) comes from (a x + b y + c, d x + e y + f). */
export function look(
  padded: usize,
  width: i32,
  height: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
  low: f32,
  places: usize,
  view: usize,
): void {
  const row = (<usize>(width + 3)) << 4;
  const size = bytes(width + 4);
  for (let y = 0; y < height; y++) {
    locate(<f32>a, <f32>d, b * y + c, e * y + f, low, width, height, places);
    const to = view + bytes(y * width);
    for (let x = 0; x < width; x += 4) {
      const place = places + bytes(x);
      putPixels(
        mixed(padded, row, place, size),
        mixed(padded, row, place + 4, size),
        mixed(padded, row, place + 8, size),
        mixed(padded, row, place + 12, size),
        to + bytes(x),
        bytes(width * height),
        width - x,
      );
    }
  }
}

function addAt(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value));
}

/** What one pixel's gradient passes to the four it was mixed from. */
function passBack(gradient: v128, padded: usize, row: usize, place: usize, size: usize): void {
  const at = padded + load<u32>(place);
  const u = v128.load_splat<f32>(place + size);
  const v = v128.load_splat<f32>(place + 2 * size);
  const lower = f32x4.mul(v, gradient);
  const upper = f32x4.sub(gradient, lower);
  const upperRight = f32x4.mul(u, upper);
  const lowerRight = f32x4.mul(u, lower);
  addAt(at, f32x4.sub(upper, upperRight));
  addAt(at + 16, upperRight);
  addAt(at + row, f32x4.sub(lower, lowerRight));
  addAt(at + row + 16, lowerRight);
}

/** The adjoint of `look`: adds the gradient of a view to that of the padded picture. */
export function lookBack(
  view: usize,
  width: i32,
  height: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
  low: f32,
  places: usize,
  padded: usize,
): void {
  const row = (<usize>(width + 3)) << 4;
  const size = bytes(width + 4);
  const plane = bytes(width * height);
  const zero = f32x4.splat(0);
  for (let y = 0; y < height; y++) {
    locate(<f32>a, <f32>d, b * y + c, e * y + f, low, width, height, places);
    const from = view + bytes(y * width);
    for (let x = 0; x < width; x += 4) {
      const red = v128.load(from + bytes(x));
      const green = v128.load(from + plane + bytes(x));
      const blue = v128.load(from + 2 * plane + bytes(x));
      const place = places + bytes(x);
      const left = width - x;
      passBack(lows(lane01(red, green), lane01(blue, zero)), padded, row, place, size);
      if (left > 1) passBack(highs(lane01(red, green), lane01(blue, zero)), padded, row, place + 4, size);
      if (left > 2) passBack(lows(lane23(red, green), lane23(blue, zero)), padded, row, place + 8, size);
      if (left > 3) passBack(highs(lane23(red, green), lane23(blue, zero)), padded, row, place + 12, size);
    }
  }
}
