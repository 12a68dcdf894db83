import type { RgbImage } from '../image.ts';
import type { Affine } from './affine.ts';

/** What a view sees beyond the picture's border: black (zero padding), or the border's own colours. */
export type Beyond = 'black' | 'edge';

/**
 * For each pixel of a view, the four pixels it is mixed from and their weights. Both directions walk the same
 * table: that is what makes the adjoint exact.
 */
export interface Samples {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] */
  readonly from: Int32Array;
  /** [height, width, 4]; 0 beyond a black border. */
  readonly weights: Float32Array;
}

/** Bilinear samples of a width x height picture at `map`'s positions. */
export function sampleAt(map: Affine, width: number, height: number, beyond: Beyond): Samples {
  const from = new Int32Array(4 * width * height);
  const weights = new Float32Array(4 * width * height);
  const [right, bottom] = [width - 1, height - 1];
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k += 4) {
      let sx = map.a * x + map.b * y + map.c;
      let sy = map.d * x + map.e * y + map.f;
      if (beyond === 'edge') {
        sx = sx < 0 ? 0 : sx > right ? right : sx;
        sy = sy < 0 ? 0 : sy > bottom ? bottom : sy;
      }
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      // beyond the border: weight 0, at an index that is inside
      const left = x0 >= 0 && x0 <= right ? 1 - (sx - x0) : 0;
      const next = x0 >= -1 && x0 < right ? sx - x0 : 0;
      const top = y0 >= 0 && y0 <= bottom ? 1 - (sy - y0) : 0;
      const below = y0 >= -1 && y0 < bottom ? sy - y0 : 0;
      const [xa, xb] = [left > 0 ? x0 : 0, next > 0 ? x0 + 1 : 0];
      const [ya, yb] = [top > 0 ? y0 * width : 0, below > 0 ? (y0 + 1) * width : 0];
      from[k] = ya + xa;
      from[k + 1] = ya + xb;
      from[k + 2] = yb + xa;
      from[k + 3] = yb + xb;
      weights[k] = top * left;
      weights[k + 1] = top * next;
      weights[k + 2] = below * left;
      weights[k + 3] = below * next;
    }
  }
  return { width, height, from, weights };
}

/** Writes the view of `image` to `out` at `offset`, planar [3, height, width]. */
export function warp({ data }: RgbImage, samples: Samples, out: Float32Array, offset: number): void {
  const { from, weights } = samples;
  const plane = samples.width * samples.height;
  for (let c = 0; c < 3; c++) {
    const channel = data.subarray(c * plane, (c + 1) * plane);
    for (let i = 0, k = 0, to = offset + c * plane; i < plane; i++, k += 4, to++) {
      out[to] =
        weights[k]! * channel[from[k]!]! +
        weights[k + 1]! * channel[from[k + 1]!]! +
        weights[k + 2]! * channel[from[k + 2]!]! +
        weights[k + 3]! * channel[from[k + 3]!]!;
    }
  }
}

/** The exact adjoint of `warp`: adds what each view's pixel passes back to the pixels it was mixed from. */
export function warpAdjoint(gradient: Float32Array, offset: number, samples: Samples, into: RgbImage): void {
  const { from, weights } = samples;
  const plane = samples.width * samples.height;
  for (let c = 0; c < 3; c++) {
    const channel = into.data.subarray(c * plane, (c + 1) * plane);
    for (let i = 0, k = 0, at = offset + c * plane; i < plane; i++, k += 4, at++) {
      const g = gradient[at]!;
      channel[from[k]!]! += weights[k]! * g;
      channel[from[k + 1]!]! += weights[k + 1]! * g;
      channel[from[k + 2]!]! += weights[k + 2]! * g;
      channel[from[k + 3]!]! += weights[k + 3]! * g;
    }
  }
}
