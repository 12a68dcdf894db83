import type { Address, Kernels } from '../kernels/kernels.ts';
import type { Rgb } from '../palette/colour.ts';
import type { Planes } from './raster.ts';

/**
 * Prices about drawing, on the probabilities of the pens at each pixel. Each returns its value before weighting and
 * adds its gradient, times `weight`, to `into`.
 */

// A boundary of 1 px counts as `straight` x its pairs across or down + `slanted` x its diagonal pairs, exactly so
// at 0, 45 and 90 degrees and 8 % too long at most between (Cauchy-Crofton on eight neighbours). Without the
// diagonals slanted borders turn into stairs.
const straight = Math.SQRT2 - 1;
const slanted = 1 - Math.SQRT1_2;

/**
 * Expected length of the boundaries between pens, in shorter picture sides: over neighbours i, j the
 * total-variation distance 1/2 sum_n |p_n(i) - p_n(j)|, the chance that they differ.
 */
export function addBoundaryPrice(
  kernels: Kernels,
  { at, pens, stride, plane }: Planes,
  width: number,
  weight: number,
  into: Address,
): number {
  const height = plane / width;
  const unit = 1 / (2 * Math.min(width, height)); // half: an unlike pair is counted by both of its pens
  let sum = 0;
  for (let n = 0; n < pens * stride; n += stride)
    sum += kernels.boundaryPrice(at + n, width, height, straight, slanted, weight * unit, into + n);
  return unit * sum;
}

/** sum_n max(0, floor_n - mean p_n)^2: no pen of the palette is left in its box. The gradient is one number a pen. */
export function addUsagePrice(
  kernels: Kernels,
  { at, pens, stride, plane }: Planes,
  floors: readonly number[],
  weight: number,
  into: Float32Array, // [pens]
): number {
  let sum = 0;
  for (let n = 0; n < pens; n++) {
    const lack = Math.max(0, floors[n]! - kernels.sum(at + n * stride, plane) / plane);
    sum += lack ** 2;
    into[n]! -= (2 * weight * lack) / plane;
  }
  return sum;
}

/** sum_n passes_n mean p_n: what the pens fill, as a share of the picture, what they fill twice counted twice. */
export function addInkPrice(
  kernels: Kernels,
  { at, pens, stride, plane }: Planes,
  passes: readonly number[],
  weight: number,
  into: Float32Array, // [pens]
): number {
  let sum = 0;
  for (let n = 0; n < pens; n++) {
    if (passes[n] === 0) continue;
    sum += (passes[n]! * kernels.sum(at + n * stride, plane)) / plane;
    into[n]! += (weight * passes[n]!) / plane;
  }
  return sum;
}

/**
 * sum over pairs of max(0, distance - |c_i - c_j|)^2 in RGB: pens that are nearly alike are one pen wasted, and so is
 * one that is like the paper.
 */
export function addLikenessPrice(
  colours: readonly Rgb[],
  distance: number,
  weight: number,
  into: Float32Array, // [colours, 3]
): number {
  let sum = 0;
  colours.forEach((one, i) => {
    for (let j = 0; j < i; j++) {
      const apart = one.map((value, c) => value - colours[j]![c]!);
      const length = Math.hypot(...apart);
      const lack = Math.max(0, distance - length);
      sum += lack ** 2;
      apart.forEach((value, c) => {
        const push = (-2 * weight * lack * value) / Math.max(length, 1e-6);
        into[3 * i + c]! += push;
        into[3 * j + c]! -= push;
      });
    }
  });
  return sum;
}
