import type { IndexMap, RgbImage } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';
import { eachSide, flipSeconds, type InkCost } from './ink-cost.ts';

/** A pixel at a border that would rather be what lies beyond. */
export interface Flip {
  readonly pixel: number;
  readonly to: number;
  /** By how much excitation per plot second would rise, as a share of it, to first order. */
  readonly gain: number;
}

/** What the picture is worth now. */
export interface Worth {
  readonly excitation: number;
  readonly seconds: number;
}

/**
 * Flips that pay to first order, the best first: gain = g (c_to - c_from) / |E| - dT / T > 0, where `gradient` g is that
 * of the excitation on the true image. Only what has two of its sides or more in common with the new colour flips, so
 * that borders move and no specks are born.
 */
export function payingFlips(
  map: IndexMap,
  colours: readonly Rgb[],
  gradient: RgbImage,
  { excitation, seconds }: Worth,
  cost: InkCost,
): Flip[] {
  const plane = map.width * map.height;
  const { data } = gradient;
  const flips: Flip[] = [];
  map.indices.forEach((own, pixel) => {
    if (isInside(map, pixel)) return;
    let best: Flip | null = null;
    for (const to of beyond(map, pixel, own)) {
      const rise = colours[to]!.reduce(
        (sum, value, c) => sum + data[pixel + c * plane]! * (value - colours[own]![c]!),
        0,
      );
      const gain = rise / Math.abs(excitation) - flipSeconds(map, pixel, to, cost) / seconds;
      if (gain > (best?.gain ?? 0)) best = { pixel, to, gain };
    }
    if (best) flips.push(best);
  });
  return flips.sort((one, other) => other.gain - one.gain || one.pixel - other.pixel);
}

/** Whether all that is beside a pixel has its colour: nearly all pixels, at little cost. */
function isInside({ width, indices }: IndexMap, pixel: number): boolean {
  const own = indices[pixel];
  const same = (other: number | undefined): boolean => other === own || other === undefined;
  const x = pixel % width;
  return (
    (x === 0 || indices[pixel - 1] === own) &&
    (x + 1 === width || indices[pixel + 1] === own) &&
    same(indices[pixel - width]) &&
    same(indices[pixel + width])
  );
}

/** Colours at a pixel's sides that also have three of the eight places around it: as many as a straight border gives. */
function beyond(map: IndexMap, pixel: number, own: number): number[] {
  const sides = new Set<number>();
  eachSide(map, pixel, (label) => {
    if (label !== own) sides.add(label);
  });
  return [...sides].filter((label) => around(map, pixel, label) >= 3);
}

/** How many of the eight places around a pixel have a label. */
function around({ width, height, indices }: IndexMap, pixel: number, label: number): number {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  let count = 0;
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
      if ((u !== x || v !== y) && indices[v * width + u] === label) count++;
  }
  return count;
}
