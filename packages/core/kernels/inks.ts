import { bytes, total } from './lanes';

/*
 * Inks on paper. Of each pen there is a plane of how much of a pixel it leaves blank. Pens draw one after the other;
 * ink multiplies with what is below it, opaque ink covers it: with coverage A = 1 - blank and what is below, X,
 * X' = X + A (o c + (1 - o) c X - X), o = 1 for opaque ink.
 *
 * `order` holds the pens' numbers in the order in which they draw; `inks` four numbers a pen: red, green, blue, o.
 */

/** What is seen: planar [3, plane] from the pens' blanks. `paper` is three numbers. */
export function see(
  blanks: usize,
  pens: i32,
  stride: usize,
  plane: i32,
  order: usize,
  inks: usize,
  paper: usize,
  image: usize,
): void {
  const size = bytes(plane);
  for (let i: usize = 0; i < size; i += 16) {
    if (isBare(blanks + i, pens, stride)) {
      for (let c = 0; c < 3; c++)
        v128.store(image + <usize>c * size + i, v128.load_splat<f32>(paper + bytes(c)));
      continue;
    }
    for (let c = 0; c < 3; c++) {
      let x = v128.load_splat<f32>(paper + bytes(c));
      for (let k = 0; k < pens; k++) {
        const n = load<i32>(order + bytes(k));
        x = inked(x, v128.load(blanks + <usize>n * stride + i), inks + ((<usize>n) << 4), c);
      }
      v128.store(image + <usize>c * size + i, x);
    }
  }
}

/** Whether no pen has drawn in any of four pixels: most of a page is so. */
function isBare(blanks: usize, pens: i32, stride: usize): bool {
  const all = f32x4.splat(1);
  let bare = f32x4.eq(v128.load(blanks), all);
  for (let n = 1; n < pens; n++) bare = v128.and(bare, f32x4.eq(v128.load(blanks + <usize>n * stride), all));
  return i32x4.all_true(bare);
}

/** How the light that an ink leaves depends on what is below: o c + (1 - o) c X - X. */
function change(x: v128, ink: usize, c: i32): v128 {
  const colour = load<f32>(ink + bytes(c));
  const opaque = load<f32>(ink, 12);
  const constant = f32x4.splat(opaque * colour);
  return f32x4.add(constant, f32x4.mul(f32x4.splat((1 - opaque) * colour - 1), x));
}

function inked(x: v128, blank: v128, ink: usize, c: i32): v128 {
  return f32x4.add(x, f32x4.mul(f32x4.sub(f32x4.splat(1), blank), change(x, ink, c)));
}

/**
 * The adjoint of `see`: writes the gradient of each pen's blank, and adds to `colours` (doubles, [pens, 3]) that of
 * its ink. `gradient` [3, plane] counts `weight` times. `scratch` has room for 10 vectors a pen.
 */
export function seeBackward(
  gradient: usize,
  weight: f32,
  blanks: usize,
  pens: i32,
  stride: usize,
  plane: i32,
  order: usize,
  inks: usize,
  paper: usize,
  scratch: usize,
  blanksGradient: usize,
  colours: usize,
): void {
  const size = bytes(plane);
  const sums = scratch + ((<usize>(4 * pens)) << 4);
  clear(sums, 3 * pens);
  const changes = scratch + ((<usize>(7 * pens)) << 4);
  for (let n = 0; n < pens; n++)
    for (let c = 0; c < 3; c++)
      v128.store(
        changes + ((<usize>(3 * n + c)) << 4),
        change(v128.load_splat<f32>(paper + bytes(c)), inks + ((<usize>n) << 4), c),
      );
  for (let i: usize = 0; i < size; i += 16) {
    if ((i & 4095) == 0) flush(sums, 3 * pens, colours);
    if (isBare(blanks + i, pens, stride)) {
      bareBackward(gradient + i, size, weight, pens, changes, blanksGradient + i, stride);
      continue;
    }
    for (let k = 0; k < pens; k++) v128.store(scratch + ((<usize>(3 * pens + k)) << 4), f32x4.splat(0));
    for (let c = 0; c < 3; c++) {
      let x = v128.load_splat<f32>(paper + bytes(c));
      for (let k = 0; k < pens; k++) {
        v128.store(scratch + ((<usize>k) << 4), x);
        const n = load<i32>(order + bytes(k));
        x = inked(x, v128.load(blanks + <usize>n * stride + i), inks + ((<usize>n) << 4), c);
      }
      let g = f32x4.mul(f32x4.splat(weight), v128.load(gradient + <usize>c * size + i));
      for (let k = pens - 1; k >= 0; k--) {
        const n = load<i32>(order + bytes(k));
        const ink = inks + ((<usize>n) << 4);
        const below = v128.load(scratch + ((<usize>k) << 4));
        const covered = f32x4.sub(f32x4.splat(1), v128.load(blanks + <usize>n * stride + i));
        const push = scratch + ((<usize>(3 * pens + k)) << 4);
        v128.store(push, f32x4.sub(v128.load(push), f32x4.mul(g, change(below, ink, c))));
        const opaque = load<f32>(ink, 12);
        const light = f32x4.add(f32x4.splat(opaque), f32x4.mul(f32x4.splat(1 - opaque), below));
        const sum = sums + ((<usize>(3 * n + c)) << 4);
        v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(g, f32x4.mul(covered, light))));
        const through = (<f32>1 - opaque) * load<f32>(ink + bytes(c)) - 1;
        g = f32x4.mul(g, f32x4.add(f32x4.splat(1), f32x4.mul(covered, f32x4.splat(through))));
      }
    }
    for (let k = 0; k < pens; k++) {
      const n = load<i32>(order + bytes(k));
      v128.store(blanksGradient + <usize>n * stride + i, v128.load(scratch + ((<usize>(3 * pens + k)) << 4)));
    }
  }
  flush(sums, 3 * pens, colours);
}

/** Where nothing is drawn, every pen would draw on paper alone: dblank_n = -sum_c g_c (change of the paper by n). */
function bareBackward(
  gradient: usize,
  size: usize,
  weight: f32,
  pens: i32,
  changes: usize,
  blanksGradient: usize,
  stride: usize,
): void {
  const times = f32x4.splat(weight);
  const red = f32x4.mul(times, v128.load(gradient));
  const green = f32x4.mul(times, v128.load(gradient + size));
  const blue = f32x4.mul(times, v128.load(gradient + 2 * size));
  for (let n = 0; n < pens; n++) {
    const own = changes + ((<usize>(3 * n)) << 4);
    let push = f32x4.mul(red, v128.load(own));
    push = f32x4.add(push, f32x4.mul(green, v128.load(own, 16)));
    push = f32x4.add(push, f32x4.mul(blue, v128.load(own, 32)));
    v128.store(blanksGradient + <usize>n * stride, f32x4.neg(push));
  }
}

function clear(vectors: usize, count: i32): void {
  for (let i = 0; i < count; i++) v128.store(vectors + ((<usize>i) << 4), f32x4.splat(0));
}

/** Sums in four lanes go on in double precision. */
function flush(vectors: usize, count: i32, into: usize): void {
  for (let i = 0; i < count; i++) {
    const to = into + ((<usize>i) << 3);
    store<f64>(to, load<f64>(to) + total(v128.load(vectors + ((<usize>i) << 4))));
  }
  clear(vectors, count);
}
