import type { RgbImage } from '../image.ts';
import type { Affine } from './affine.ts';

/** What a view sees beyond the picture's border: black (zero padding), or the border's own colours. */
export type Beyond = 'black' | 'edge';

/**
 * Bilinear samples of `image` at `map`'s positions, added to `out` at `offset` as planar [3, height, width] of the
 * image's own size.
 */
export function warp(image: RgbImage, map: Affine, beyond: Beyond, out: Float32Array, offset: number): void {
  const { width, height, data } = image;
  const plane = width * height;
  const at = sampler(width, height, beyond);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      at.move(map, x, y);
      for (let c = 0, from = 0, to = offset + i; c < 3; c++, from += plane, to += plane) {
        out[to]! +=
          at.w00 * data[from + at.i00]! +
          at.w01 * data[from + at.i01]! +
          at.w10 * data[from + at.i10]! +
          at.w11 * data[from + at.i11]!;
      }
    }
  }
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
  const at = sampler(width, height, beyond);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      at.move(map, x, y);
      for (let c = 0, to = 0, from = offset + i; c < 3; c++, to += plane, from += plane) {
        const g = gradient[from]!;
        data[to + at.i00]! += at.w00 * g;
        data[to + at.i01]! += at.w01 * g;
        data[to + at.i10]! += at.w10 * g;
        data[to + at.i11]! += at.w11 * g;
      }
    }
  }
}

/**
 * The four pixels around a position and their weights; both directions walk the same samples, which is what makes
 * the adjoint exact. Pixels beyond the border have weight 0 (black) or are those of the border (edge).
 */
interface Sampler {
  i00: number;
  i01: number;
  i10: number;
  i11: number;
  w00: number;
  w01: number;
  w10: number;
  w11: number;
  move(map: Affine, x: number, y: number): void;
}

function sampler(width: number, height: number, beyond: Beyond): Sampler {
  const edge = beyond === 'edge';
  const [right, bottom] = [width - 1, height - 1];
  return {
    i00: 0,
    i01: 0,
    i10: 0,
    i11: 0,
    w00: 0,
    w01: 0,
    w10: 0,
    w11: 0,
    move(map, x, y) {
      let sx = map.a * x + map.b * y + map.c;
      let sy = map.d * x + map.e * y + map.f;
      if (edge) {
        sx = sx < 0 ? 0 : sx > right ? right : sx;
        sy = sy < 0 ? 0 : sy > bottom ? bottom : sy;
      }
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      // a weight of 0 beyond the border, at an index that is inside
      const left = x0 >= 0 && x0 <= right ? 1 - (sx - x0) : 0;
      const next = x0 >= -1 && x0 < right ? sx - x0 : 0;
      const top = y0 >= 0 && y0 <= bottom ? 1 - (sy - y0) : 0;
      const below = y0 >= -1 && y0 < bottom ? sy - y0 : 0;
      const xa = left > 0 ? x0 : 0;
      const xb = next > 0 ? x0 + 1 : 0;
      const ya = top > 0 ? y0 * width : 0;
      const yb = below > 0 ? (y0 + 1) * width : 0;
      this.i00 = ya + xa;
      this.i01 = ya + xb;
      this.i10 = yb + xa;
      this.i11 = yb + xb;
      this.w00 = top * left;
      this.w01 = top * next;
      this.w10 = below * left;
      this.w11 = below * next;
    },
  };
}
