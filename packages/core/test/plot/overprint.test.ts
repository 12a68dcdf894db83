import { describe, expect, it } from 'vitest';
import type { PaletteEntry } from '../../src/palette/pen.ts';
import { measureCoverage } from '../../src/plot/ink/coverage.ts';
import { centredPlacement, plotIndexMap } from '../../src/plot/plot.ts';
import { drawMap, sheet } from './examples.ts';

const pen = (name: string, hex: string): PaletteEntry => ({ kind: 'pen', pen: { name, hex, widthMm: 0.4 } });
const palette: readonly PaletteEntry[] = [
  { kind: 'paper', paper: { name: 'white', hex: '#ffffff' } },
  pen('yellow', '#f4d21f'),
  pen('blue', '#2450a4'),
  pen('red', '#cc2b36'),
  { kind: 'overprint', of: [1, 2] },
];
// a yellow and a blue disc, green where they meet
const map = drawMap(90, 60, (x, y) => {
  const [yellow, blue] = [Math.hypot(x - 34, y - 30) < 20, Math.hypot(x - 56, y - 30) < 20];
  return yellow && blue ? 4 : yellow ? 1 : blue ? 2 : 0;
});
const placement = centredPlacement(map, sheet);

describe('an overprinted area', () => {
  it('is inked by both of its pens and by no other', () => {
    const drawing = plotIndexMap(map, palette, sheet);
    expect(drawing.layers.map(({ pen: { name }, paths }) => [name, paths.length > 0])).toEqual([
      ['yellow', true],
      ['red', false],
      ['blue', true],
    ]);
    expect(measureCoverage(drawing, map, palette, placement).error).toBeLessThan(0.02);
  });

  it('is hatched by its pens in different directions', () => {
    const { layers } = plotIndexMap(map, palette, sheet, {
      outline: false,
      hatchAnglesDegrees: [0, 0, 90, 0],
    });
    const [yellow, , blue] = layers.map(({ paths }) => paths.map(({ points }) => points));
    const spans = (all: readonly Float64Array[] | undefined, at: 0 | 1): number =>
      all!.reduce((sum, points) => sum + Math.abs(points[2 + at]! - points[at]!), 0);
    expect(spans(yellow, 0)).toBeGreaterThan(10 * spans(yellow, 1));
    expect(spans(blue, 1)).toBeGreaterThan(10 * spans(blue, 0));
  });

  it('is no area of its own for its pens: each outlines all that it inks, once', () => {
    const { layers } = plotIndexMap(map, palette, sheet, { fill: 'outline' });
    expect(layers.map(({ paths }) => paths.length)).toEqual([1, 0, 1]);
  });
});
