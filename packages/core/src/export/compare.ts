import type { RgbImage } from '../image.ts';

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
