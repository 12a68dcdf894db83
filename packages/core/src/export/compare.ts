import { InkceptionError } from '../error.ts';
import type { IndexMap, RgbImage } from '../image.ts';

/**
 * Two pictures beside each other, the true one left and the relaxed one right; white in the gap and below the
 * shorter one.
 */
export function sideBySide(left: RgbImage, right: RgbImage, gapPixels = 8): RgbImage {
  const width = left.width + gapPixels + right.width;
  const height = Math.max(left.height, right.height);
  const data = new Float32Array(3 * width * height).fill(1);
  const sheet = { width, height, data };
  paste(left, sheet, 0);
  paste(right, sheet, left.width + gapPixels);
  return sheet;
}

function paste(image: RgbImage, onto: RgbImage, atX: number): void {
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < image.height; y++) {
      const from = (c * image.height + y) * image.width;
      onto.data.set(image.data.subarray(from, from + image.width), (c * onto.height + y) * onto.width + atX);
    }
  }
}

/** Every pixel as a square of `factor` x `factor` pixels, so that a small picture can be looked at. */
export function upscaleNearest(picture: RgbImage, factor: number): RgbImage;
export function upscaleNearest(picture: IndexMap, factor: number): IndexMap;
export function upscaleNearest(picture: RgbImage | IndexMap, factor: number): RgbImage | IndexMap {
  if (!Number.isInteger(factor) || factor < 1) {
    throw new InkceptionError('bad-option', `factor is ${factor}, expected a whole number from 1`);
  }
  const size = { width: picture.width * factor, height: picture.height * factor };
  if ('indices' in picture) {
    const indices = new Uint8Array(size.width * size.height);
    repeatPixels(picture.indices, indices, picture.width, factor);
    return { ...size, indices };
  }
  const data = new Float32Array(3 * size.width * size.height);
  repeatPixels(picture.data, data, picture.width, factor);
  return { ...size, data };
}

/** Planes are rows below rows, so one pass does them all. */
function repeatPixels<Pixels extends Float32Array | Uint8Array>(
  from: Pixels,
  to: Pixels,
  width: number,
  factor: number,
): void {
  const wide = width * factor;
  for (let i = 0; i < to.length; i++) {
    const [x, y] = [i % wide, Math.floor(i / wide)];
    to[i] = from[Math.floor(y / factor) * width + Math.floor(x / factor)]!;
  }
}
