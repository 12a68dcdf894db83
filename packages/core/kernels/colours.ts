import { block, bytes, keep, put, total } from './lanes';

/** image_c = sum_n p_n colour_nc: planes of p are `stride` bytes apart, colours [pens, 3], image planar [3, plane]. */
export function mix(p: usize, pens: i32, stride: usize, plane: i32, colours: usize, image: usize): void {
  for (let i = 0; i < plane; i += 4) {
    let red = f32x4.splat(0);
    let green = f32x4.splat(0);
    let blue = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const share = v128.load(p + bytes(i) + <usize>n * stride);
      const colour = colours + <usize>n * 12;
      red = f32x4.add(red, f32x4.mul(share, v128.load_splat<f32>(colour)));
      green = f32x4.add(green, f32x4.mul(share, v128.load_splat<f32>(colour, 4)));
      blue = f32x4.add(blue, f32x4.mul(share, v128.load_splat<f32>(colour, 8)));
    }
    const at = image + bytes(i);
    put(at, red, plane - i);
    put(at + bytes(plane), green, plane - i);
    put(at + 2 * bytes(plane), blue, plane - i);
  }
}

/** dp_n = weight * sum_c dimage_c colour_nc + push_n */
export function mixBackward(
  gradient: usize,
  pens: i32,
  stride: usize,
  plane: i32,
  colours: usize,
  weight: f32,
  push: usize,
  out: usize,
): void {
  const w = f32x4.splat(weight);
  for (let i = 0; i < plane; i += 4) {
    const at = gradient + bytes(i);
    const red = f32x4.mul(w, v128.load(at));
    const green = f32x4.mul(w, v128.load(at + bytes(plane)));
    const blue = f32x4.mul(w, v128.load(at + 2 * bytes(plane)));
    for (let n = 0; n < pens; n++) {
      const colour = colours + <usize>n * 12;
      const ofRed = f32x4.mul(red, v128.load_splat<f32>(colour));
      const ofGreen = f32x4.mul(green, v128.load_splat<f32>(colour, 4));
      const ofBlue = f32x4.mul(blue, v128.load_splat<f32>(colour, 8));
      const sum = f32x4.add(f32x4.add(ofRed, ofGreen), ofBlue);
      v128.store(out + bytes(i) + <usize>n * stride, f32x4.add(sum, v128.load_splat<f32>(push + bytes(n))));
    }
  }
}

/** sum_i p_i dimage_ci of one pen's plane, for the three channels: the gradient of its colour, written to `out`. */
export function colourGradient(p: usize, plane: i32, gradient: usize, out: usize): void {
  for (let from = 0; from < plane; from += block) {
    const to = min(from + block, plane);
    let red = f32x4.splat(0);
    let green = f32x4.splat(0);
    let blue = f32x4.splat(0);
    for (let i = from; i < to; i += 4) {
      const at = gradient + bytes(i);
      const share = keep(v128.load(p + bytes(i)), to - i);
      red = f32x4.add(red, f32x4.mul(share, v128.load(at)));
      green = f32x4.add(green, f32x4.mul(share, v128.load(at + bytes(plane))));
      blue = f32x4.add(blue, f32x4.mul(share, v128.load(at + 2 * bytes(plane))));
    }
    addTotals(red, green, blue, from === 0, out);
  }
}

/** The same where a pen is there or not: sum over the pixels that chose `pen`. */
export function chosenGradient(choice: usize, pen: i32, plane: i32, gradient: usize, out: usize): void {
  const n = i32x4.splat(pen);
  for (let from = 0; from < plane; from += block) {
    const to = min(from + block, plane);
    let red = f32x4.splat(0);
    let green = f32x4.splat(0);
    let blue = f32x4.splat(0);
    for (let i = from; i < to; i += 4) {
      const at = gradient + bytes(i);
      const here = keep(i32x4.eq(v128.load(choice + bytes(i)), n), to - i);
      red = f32x4.add(red, v128.and(here, v128.load(at)));
      green = f32x4.add(green, v128.and(here, v128.load(at + bytes(plane))));
      blue = f32x4.add(blue, v128.and(here, v128.load(at + 2 * bytes(plane))));
    }
    addTotals(red, green, blue, from === 0, out);
  }
}

/** Adds the sums of the lanes to three doubles at `out`, or begins them. */
function addTotals(red: v128, green: v128, blue: v128, begin: bool, out: usize): void {
  store<f64>(out, total(red) + (begin ? 0 : load<f64>(out)));
  store<f64>(out, total(green) + (begin ? 0 : load<f64>(out, 8)), 8);
  store<f64>(out, total(blue) + (begin ? 0 : load<f64>(out, 16)), 16);
}

/** The pen with the largest logit at each pixel, the first of equals. */
export function choose(logits: usize, pens: i32, stride: usize, plane: i32, choice: usize): void {
  const end = bytes(plane);
  for (let i: usize = 0; i < end; i += 16) {
    let most = v128.load(logits + i);
    let best = i32x4.splat(0);
    for (let n = 1; n < pens; n++) {
      const x = v128.load(logits + i + <usize>n * stride);
      best = v128.bitselect(i32x4.splat(n), best, f32x4.gt(x, most));
      most = f32x4.pmax(most, x);
    }
    v128.store(choice + i, best);
  }
}

/** Each pixel in the colour of its pen. */
export function paintChoice(choice: usize, pens: i32, plane: i32, colours: usize, image: usize): void {
  for (let i = 0; i < plane; i += 4) {
    const chosen = v128.load(choice + bytes(i));
    let red = f32x4.splat(0);
    let green = f32x4.splat(0);
    let blue = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const here = i32x4.eq(chosen, i32x4.splat(n));
      const colour = colours + <usize>n * 12;
      red = v128.or(red, v128.and(here, v128.load_splat<f32>(colour)));
      green = v128.or(green, v128.and(here, v128.load_splat<f32>(colour, 4)));
      blue = v128.or(blue, v128.and(here, v128.load_splat<f32>(colour, 8)));
    }
    const at = image + bytes(i);
    put(at, red, plane - i);
    put(at + bytes(plane), green, plane - i);
    put(at + 2 * bytes(plane), blue, plane - i);
  }
}
