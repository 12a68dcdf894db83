import type { Rgb } from '../palette/colour.ts';

/**
 * Prices about drawing, on the probabilities [pens, height, width] of the pens at each pixel. Each returns its
 * value before weighting and adds its gradient, times `weight`, to `into`.
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
  probabilities: Float32Array,
  width: number,
  height: number,
  weight: number,
  into: Float32Array,
): number {
  const unit = 1 / (2 * Math.min(width, height)); // half: an unlike pair is counted by both of its pens
  const rowPairs = (top: number, stride: number, from: number, to: number, share: number): number =>
    share * unit * addPairs(probabilities, into, weight * share * unit, top + from, top + to, stride);
  let sum = 0;
  for (let top = 0; top < probabilities.length; top += width) {
    sum += rowPairs(top, 1, 0, width - 1, straight);
    if ((top / width + 1) % height === 0) continue; // the last row has none below
    sum += rowPairs(top, width, 0, width, straight);
    sum += rowPairs(top, width + 1, 0, width - 1, slanted);
    sum += rowPairs(top, width - 1, 1, width, slanted);
  }
  return sum;
}

/** sum |p_i - p_j| over pairs (i, i + stride), i in [from, to); its gradient times `step` is added to `into`. */
function addPairs(
  p: Float32Array,
  into: Float32Array,
  step: number,
  from: number,
  to: number,
  stride: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const difference = p[i]! - p[i + stride]!;
    if (difference === 0) continue;
    const push = difference > 0 ? step : -step;
    sum += difference > 0 ? difference : -difference;
    into[i]! += push;
    into[i + stride]! -= push;
  }
  return sum;
}

/** sum_n max(0, floor - mean p_n)^2: no pen of the palette is left in its box. */
export function addUsagePrice(
  probabilities: Float32Array,
  pens: number,
  floor: number,
  weight: number,
  into: Float32Array,
): number {
  const plane = probabilities.length / pens;
  let sum = 0;
  for (let n = 0; n < pens; n++) {
    let total = 0;
    for (let i = n * plane; i < (n + 1) * plane; i++) total += probabilities[i]!;
    const lack = Math.max(0, floor - total / plane);
    sum += lack ** 2;
    const push = (-2 * weight * lack) / plane;
    if (lack > 0) for (let i = n * plane; i < (n + 1) * plane; i++) into[i]! += push;
  }
  return sum;
}

/** The seed's penalty: sum over pixels and pens of sqrt(p), a sum and not a mean. d sqrt(p) = 1 / (2 sqrt(p)). */
export function addSpreadPrice(probabilities: Float32Array, weight: number, into: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const root = Math.sqrt(probabilities[i]!);
    sum += root;
    into[i]! += weight / (2 * Math.max(root, 1e-8)); // p times this stays finite in the softmax
  }
  return sum;
}

/** sum over pairs of max(0, distance - |c_i - c_j|)^2 in RGB: pens that are nearly alike are one pen wasted. */
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
