import type { IndexMap } from '../image.ts';

/** What a map costs to plot, seconds, as far as single pixels change it. */
export interface InkCost {
  /** Pens that ink each colour of the palette: none for paper, two for an overprint. */
  readonly pens: readonly number[];
  /** To fill a pixel with one pen. */
  readonly pixelSeconds: number;
  /** To outline a pixel's side with one pen. */
  readonly sideSeconds: number;
}

/** Seconds for a whole map: fills, and outlines on both sides of every border. */
export function inkSeconds({ width, height, indices }: IndexMap, cost: InkCost): number {
  const { pens, pixelSeconds, sideSeconds } = cost;
  let [filled, sides] = [0, 0];
  const border = (one: number, other: number): number => (one === other ? 0 : pens[one]! + pens[other]!);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = indices[i]!;
      filled += pens[own]!;
      if (x + 1 < width) sides += border(own, indices[i + 1]!);
      if (y + 1 < height) sides += border(own, indices[i + width]!);
    }
  }
  return filled * pixelSeconds + sides * sideSeconds;
}

/** What it adds to them when one pixel changes its colour and all others stay. */
export function flipSeconds(map: IndexMap, pixel: number, to: number, cost: InkCost): number {
  const { pens, pixelSeconds, sideSeconds } = cost;
  const own = map.indices[pixel]!;
  let sides = 0;
  eachSide(map, pixel, (other) => {
    sides += (other === to ? 0 : pens[to]! + pens[other]!) - (other === own ? 0 : pens[own]! + pens[other]!);
  });
  return (pens[to]! - pens[own]!) * pixelSeconds + sides * sideSeconds;
}

/** The colours beside a pixel, across and down. */
export function eachSide(
  { width, height, indices }: IndexMap,
  pixel: number,
  visit: (label: number) => void,
): void {
  const x = pixel % width;
  if (x > 0) visit(indices[pixel - 1]!);
  if (x + 1 < width) visit(indices[pixel + 1]!);
  if (pixel >= width) visit(indices[pixel - width]!);
  if (pixel + width < width * height) visit(indices[pixel + width]!);
}
