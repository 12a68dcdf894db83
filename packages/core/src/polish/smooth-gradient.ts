import type { RgbImage } from '../image.ts';

/**
 * A gradient that is the same all over each block of `factor` x `factor` pixels, as what the network sees as one has, with
 * the blocks' edges blurred over their width: borders that follow it have no stairs.
 */
export function smoothGradient({ width, height, data }: RgbImage, factor: number): RgbImage {
  if (factor <= 1) return { width, height, data };
  const out = new Float32Array(data.length);
  const rows = new Float32Array(data.length);
  for (let row = 0; row < 3 * height; row++) meanAlong(data, row * width, 1, width, factor, rows);
  for (let plane = 0; plane < 3; plane++) {
    for (let x = 0; x < width; x++) meanAlong(rows, plane * width * height + x, width, height, factor, out);
  }
  return { width, height, data: out };
}

/** Running means of `span` numbers of a line, fewer at its ends. */
function meanAlong(
  from: Float32Array,
  start: number,
  stride: number,
  length: number,
  span: number,
  out: Float32Array,
): void {
  const [before, after] = [Math.floor(span / 2), Math.ceil(span / 2)];
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = sums[i]! + from[start + i * stride]!;
  for (let i = 0; i < length; i++) {
    const [first, last] = [Math.max(0, i - before), Math.min(length, i + after)];
    out[start + i * stride] = (sums[last]! - sums[first]!) / (last - first);
  }
}
