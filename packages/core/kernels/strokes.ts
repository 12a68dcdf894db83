import { bytes, total } from './lanes';

/*
 * Strokes on a page. A page's planes have rows of a multiple of four pixels; four pixels side by side are a quad, the
 * unit of all work, named by the number of its first pixel. Pixel (x, y) has its centre at (x + 1/2, y + 1/2).
 *
 * A stroke is a polyline, x0, y0, x1, y1, ... in pixels. `distances` and `places` are planes for one stroke at a
 * time: the squared distance to its nearest point, `far` where there is none, and where on the line that point is:
 * segment + share.
 */
const far: f32 = 1e30;

/**
 * Finds the pixels within `radius` of a polyline: writes their quads to `quads` and fills the two planes there.
 * Returns how many quads there are, or -1 when there is room for fewer.
 */
export function reach(
  points: usize,
  segments: i32,
  radius: f32,
  width: i32,
  height: i32,
  distances: usize,
  places: usize,
  quads: usize,
  room: i32,
): i32 {
  const most = f32x4.splat(radius * radius);
  const wide = <f32>width;
  const high = <f32>height;
  let count = 0;
  for (let i = 0; i < segments; i++) {
    const at = points + ((<usize>i) << 3);
    const ax = load<f32>(at);
    const ay = load<f32>(at, 4);
    const dx = load<f32>(at, 8) - ax;
    const dy = load<f32>(at, 12) - ay;
    const squared = dx * dx + dy * dy;
    const length = sqrt(squared);
    const inverse: f32 = squared > 1e-12 ? 1 / squared : 0;
    // How far, along a row, pixels may be from where it meets the line: radius / sin of the angle between them.
    const steep = length > 1e-6 ? abs(dy) / length : <f32>0;
    const reachOfRow: f32 = steep > 1e-3 ? radius / steep : far;
    const slope: f32 = steep > 1e-3 ? dx / dy : 0;
    const left = min(ax, ax + dx) - radius;
    const right = max(ax, ax + dx) + radius;
    const top = min<f32>(high, max<f32>(0, ceil(min(ay, ay + dy) - radius - 0.5)));
    const bottom = max<f32>(-1, min<f32>(high - 1, floor(max(ay, ay + dy) + radius - 0.5)));
    const vdx = f32x4.splat(dx);
    const vdy = f32x4.splat(dy);
    const toShare = f32x4.splat(inverse);
    const segment = f32x4.splat(<f32>i);
    for (let y = <i32>top; y <= <i32>bottom; y++) {
      const ry = <f32>y + 0.5 - ay;
      const middle = ax + ry * slope;
      const from = <i32>min<f32>(wide, max<f32>(0, ceil(max(left, middle - reachOfRow) - 0.5)));
      const to = <i32>max<f32>(-1, min<f32>(wide - 1, floor(min(right, middle + reachOfRow) - 0.5)));
      const ryDy = f32x4.splat(ry * dy);
      const vry = f32x4.splat(ry);
      for (let x = from & ~3; x <= to; x += 4) {
        const quad = y * width + x;
        const rx = f32x4.sub(f32x4.add(f32x4.splat(<f32>x), f32x4(0.5, 1.5, 2.5, 3.5)), f32x4.splat(ax));
        const along = f32x4.mul(f32x4.add(f32x4.mul(rx, vdx), ryDy), toShare);
        const share = f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), along));
        const ex = f32x4.sub(rx, f32x4.mul(share, vdx));
        const ey = f32x4.sub(vry, f32x4.mul(share, vdy));
        const now = f32x4.add(f32x4.mul(ex, ex), f32x4.mul(ey, ey));
        const before = v128.load(distances + bytes(quad));
        const nearer = f32x4.lt(now, f32x4.pmin(before, most));
        if (!v128.any_true(nearer)) continue;
        if (!v128.any_true(f32x4.lt(before, f32x4.splat(far)))) {
          if (count == room) {
            forget(quads, count, distances);
            return -1;
          }
          store<i32>(quads + bytes(count), quad);
          count++;
        }
        v128.store(distances + bytes(quad), v128.bitselect(now, before, nearer));
        const place = v128.load(places + bytes(quad));
        v128.store(places + bytes(quad), v128.bitselect(f32x4.add(segment, share), place, nearer));
      }
    }
  }
  return count;
}

/** Makes the plane of distances ready for the next stroke. */
function forget(quads: usize, count: i32, distances: usize): void {
  for (let i = 0; i < count; i++) {
    const quad = load<i32>(quads + bytes(i));
    v128.store(distances + bytes(quad), f32x4.splat(far));
  }
}

/** A plane in which nothing is near. */
export function forgetAll(distances: usize, length: i32): void {
  for (let i = 0; i < length; i += 4) v128.store(distances + bytes(i), f32x4.splat(far));
}

/** x clamped to [-1, 1] */
function clamped(x: v128): v128 {
  return f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(-1), x));
}

/** x (1 - |x| / 2): the integral of the tent 1 - |x|, less 1/2. */
function smooth(x: v128): v128 {
  return f32x4.sub(x, f32x4.mul(f32x4.mul(f32x4.abs(x), x), f32x4.splat(0.5)));
}

/** 1 - |x| */
function tent(x: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.abs(x));
}

/**
 * Lays a stroke's ink: coverage a = a bar of the pen's width, smoothed by a tent of radius `softness`, at the
 * distance from the middle line; every pen's plane of blank paper is multiplied by 1 - share a, and a times `presence`
 * is added to `load`. `records` keeps of each quad distance, place and each pen's blank before.
 */
export function layInk(
  quads: usize,
  count: i32,
  distances: usize,
  places: usize,
  half: f32,
  softness: f32,
  shares: usize,
  pens: i32,
  stride: usize,
  blanks: usize,
  presence: f32,
  ink: usize,
  records: usize,
): void {
  const size = (<usize>(2 + pens)) << 4;
  const perSoftness = f32x4.splat(1 / softness);
  const vhalf = f32x4.splat(half);
  const beyond = f32x4.splat(half + softness);
  for (let i = 0; i < count; i++) {
    const quad = bytes(load<i32>(quads + bytes(i)));
    const record = records + <usize>i * size;
    const d = f32x4.pmin(beyond, f32x4.sqrt(v128.load(distances + quad)));
    v128.store(distances + quad, f32x4.splat(far));
    v128.store(record, d);
    v128.store(record, v128.load(places + quad), 16);
    const outer = clamped(f32x4.mul(f32x4.add(vhalf, d), perSoftness));
    const inner = clamped(f32x4.mul(f32x4.sub(vhalf, d), perSoftness));
    const a = f32x4.add(smooth(outer), smooth(inner));
    v128.store(ink + quad, f32x4.add(v128.load(ink + quad), f32x4.mul(f32x4.splat(presence), a)));
    for (let n = 0; n < pens; n++) {
      const at = blanks + <usize>n * stride + quad;
      const blank = v128.load(at);
      v128.store(record + ((<usize>n) << 4), blank, 32);
      const left = f32x4.sub(f32x4.splat(1), f32x4.mul(v128.load_splat<f32>(shares + bytes(n)), a));
      v128.store(at, f32x4.mul(blank, left));
    }
  }
}

/**
 * The adjoint of `layInk`, for strokes in reverse order: `gradient` holds, for each pen, that of its blank paper after
 * this stroke, and afterwards that before it. Adds to the gradients of the polyline's points and the pens' shares.
 * `overdraw` is the weight of the price on ink that lies where other ink is: presence a (ink - presence a).
 * `sums` (doubles) takes the gradient of half the width, that of the presence, the unweighted price, and what the
 * stroke is worth: the sum of the coverage times its gradient.
 */
export function layInkBackward(
  quads: usize,
  count: i32,
  records: usize,
  points: usize,
  segments: i32,
  half: f32,
  softness: f32,
  shares: usize,
  pens: i32,
  width: i32,
  stride: usize,
  gradient: usize,
  presence: f32,
  ink: usize,
  overdraw: f32,
  pointsGradient: usize,
  sharesGradient: usize,
  sums: usize,
): void {
  const size = (<usize>(2 + pens)) << 4;
  const perSoftness = f32x4.splat(1 / softness);
  const vhalf = f32x4.splat(half);
  const here = f32x4.splat(presence);
  const price = f32x4.splat(overdraw);
  const priceHere = f32x4.splat(overdraw * presence);
  const perWidth = 1 / <f64>width;
  let ofHalf = f32x4.splat(0);
  let ofPresence = f32x4.splat(0);
  let overlaps = f32x4.splat(0);
  let worth = f32x4.splat(0);
  for (let i = 0; i < count; i++) {
    const pixel = load<i32>(quads + bytes(i));
    const quad = bytes(pixel);
    const record = records + <usize>i * size;
    const d = v128.load(record);
    const outer = clamped(f32x4.mul(f32x4.add(vhalf, d), perSoftness));
    const inner = clamped(f32x4.mul(f32x4.sub(vhalf, d), perSoftness));
    const a = f32x4.add(smooth(outer), smooth(inner));
    const others = f32x4.sub(v128.load(ink + quad), f32x4.mul(here, a));
    const crossing = f32x4.mul(a, others);
    overlaps = f32x4.add(overlaps, f32x4.mul(here, crossing));
    ofPresence = f32x4.add(ofPresence, f32x4.mul(price, crossing));
    let push = f32x4.splat(0);
    for (let n = 0; n < pens; n++) {
      const at = gradient + <usize>n * stride + quad;
      const g = v128.load(at);
      const passed = f32x4.mul(g, v128.load(record + ((<usize>n) << 4), 32));
      const share = v128.load_splat<f32>(shares + bytes(n));
      push = f32x4.sub(push, f32x4.mul(share, passed));
      const into = sharesGradient + ((<usize>n) << 4);
      v128.store(into, f32x4.sub(v128.load(into), f32x4.mul(a, passed)));
      v128.store(at, f32x4.mul(g, f32x4.sub(f32x4.splat(1), f32x4.mul(share, a))));
    }
    worth = f32x4.add(worth, f32x4.mul(push, a));
    push = f32x4.add(push, f32x4.mul(priceHere, others));
    const up = tent(outer);
    const down = tent(inner);
    ofHalf = f32x4.add(ofHalf, f32x4.mul(push, f32x4.add(up, down)));
    // da/dd = (up - down) / softness, and it is 0 on the line itself, where the direction is nowhere
    const fall = f32x4.mul(f32x4.mul(push, f32x4.sub(up, down)), perSoftness);
    const pull = f32x4.div(fall, f32x4.pmax(d, f32x4.splat(1e-6)));
    const row = <i32>((<f64>pixel + 0.5) * perWidth); // pixel / width, without a division
    const y = <f32>row + 0.5;
    const x = <f32>(pixel - row * width) + 0.5;
    const place = v128.load(record, 16);
    scatter(
      f32x4.extract_lane(pull, 0),
      f32x4.extract_lane(place, 0),
      x,
      y,
      points,
      segments,
      pointsGradient,
    );
    scatter(
      f32x4.extract_lane(pull, 1),
      f32x4.extract_lane(place, 1),
      x + 1,
      y,
      points,
      segments,
      pointsGradient,
    );
    scatter(
      f32x4.extract_lane(pull, 2),
      f32x4.extract_lane(place, 2),
      x + 2,
      y,
      points,
      segments,
      pointsGradient,
    );
    scatter(
      f32x4.extract_lane(pull, 3),
      f32x4.extract_lane(place, 3),
      x + 3,
      y,
      points,
      segments,
      pointsGradient,
    );
  }
  store<f64>(sums, load<f64>(sums) + total(ofHalf) / softness);
  store<f64>(sums, load<f64>(sums, 8) + total(ofPresence), 8);
  store<f64>(sums, load<f64>(sums, 16) + total(overlaps), 16);
  store<f64>(sums, load<f64>(sums, 24) + total(worth), 24);
}

/** d = |x - q|, q = (1 - t) A + t B: dd/dA = -(1 - t) (x - q) / d; where q slides along the line, d does not change. */
function scatter(pull: f32, place: f32, x: f32, y: f32, points: usize, segments: i32, gradient: usize): void {
  if (pull == 0) return;
  const segment = min(<i32>place, segments - 1);
  const t = place - <f32>segment;
  const at = points + ((<usize>segment) << 3);
  const ax = load<f32>(at);
  const ay = load<f32>(at, 4);
  const gx = pull * (ax + t * (load<f32>(at, 8) - ax) - x);
  const gy = pull * (ay + t * (load<f32>(at, 12) - ay) - y);
  const to = gradient + ((<usize>segment) << 3);
  store<f32>(to, load<f32>(to) + (1 - t) * gx);
  store<f32>(to, load<f32>(to, 4) + (1 - t) * gy, 4);
  store<f32>(to, load<f32>(to, 8) + t * gx, 8);
  store<f32>(to, load<f32>(to, 12) + t * gy, 12);
}
