import type { IndexMap } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';

/** What a canvas begins as, instead of noise alone. */
export interface Start {
  /** Stretched over the canvas; indices of the palette. */
  readonly map: IndexMap;
  /** Of the whole palette; learned ones begin as these. */
  readonly colours: readonly Rgb[];
  /** How far the logits of a pixel's pen begin above those of the others. */
  readonly strength: number;
}

/** Added to the knots of a level [pens, rows, columns]: the share of each pen around a knot, as logits. */
export function startKnots(
  { map, strength }: Start,
  pens: number,
  columns: number,
  rows: number,
): Float32Array {
  const counts = new Float32Array(pens * columns * rows);
  const totals = new Float32Array(columns * rows);
  for (let y = 0, i = 0; y < map.height; y++) {
    const row = Math.floor((y * rows) / map.height);
    for (let x = 0; x < map.width; x++, i++) {
      const knot = row * columns + Math.floor((x * columns) / map.width);
      counts[map.indices[i]! * columns * rows + knot]! += 1;
      totals[knot]! += 1;
    }
  }
  return counts.map((count, i) => (strength * count) / Math.max(1, totals[i % totals.length]!));
}

/** Colours before the sigmoid, [pens, 3]. */
export function startColours({ colours }: Pick<Start, 'colours'>): number[] {
  const inside = (value: number): number => Math.min(0.995, Math.max(0.005, value));
  return colours.flat().map((value) => Math.log(inside(value) / (1 - inside(value))));
}
