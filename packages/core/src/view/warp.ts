import type { RgbImage } from '../image.ts';
import type { Affine } from './affine.ts';

/** What a view sees beyond the picture's border: black (zero padding), or the border's own colours. */
export type Beyond = 'black' | 'edge';

/**
 * Bilinear samples of `image` at `map`'s positions, written to `out` at `offset` as planar [3, height, width]
 * of the image's own size.
 */
export function warp(image: RgbImage, map: Affine, beyond: Beyond, out: Float32Array, offset: number): void {
  const { width, height, data } = image;
  const plane = width * height;
  forEachSample(width, height, map, beyond, (pixel, corner, weight) => {
    const to = offset + pixel;
    out[to]! += weight * data[corner]!;
    out[to + plane]! += weight * data[corner + plane]!;
    out[to + 2 * plane]! += weight * data[corner + 2 * plane]!;
  });
}

/** The exact adjoint of `warp`: adds what each view's pixel passes back to the pixels it was mixed from. */
export function warpAdjoint(
  gradient: Float32Array,
  offset: number,
  map: Affine,
  beyond: Beyond,
  into: RgbImage,
): void {
  const { width, height, data } = into;
  const plane = width * height;
  forEachSample(width, height, map, beyond, (pixel, corner, weight) => {
    const from = offset + pixel;
    data[corner]! += weight * gradient[from]!;
    data[corner + plane]! += weight * gradient[from + plane]!;
    data[corner + 2 * plane]! += weight * gradient[from + 2 * plane]!;
  });
}

type Visit = (pixel: number, corner: number, weight: number) => void;

/** Both directions walk the same samples with the same weights: that is what makes the adjoint exact. */
function forEachSample(width: number, height: number, map: Affine, beyond: Beyond, visit: Visit): void {
  const { a, b, c, d, e, f } = map;
  const edge = beyond === 'edge';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sx = a * x + b * y + c;
      let sy = d * x + e * y + f;
      if (edge) {
        sx = Math.min(Math.max(sx, 0), width - 1);
        sy = Math.min(Math.max(sy, 0), height - 1);
      }
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      const u = sx - x0;
      const v = sy - y0;
      const pixel = y * width + x;
      const corner = y0 * width + x0;
      const left = x0 >= 0 && x0 < width;
      const right = u > 0 && x0 >= -1 && x0 < width - 1;
      if (y0 >= 0 && y0 < height) {
        if (left) visit(pixel, corner, (1 - u) * (1 - v));
        if (right) visit(pixel, corner + 1, u * (1 - v));
      }
      if (v > 0 && y0 >= -1 && y0 < height - 1) {
        if (left) visit(pixel, corner + width, (1 - u) * v);
        if (right) visit(pixel, corner + width + 1, u * v);
      }
    }
  }
}
