import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/plot/drawing.ts';
import { inkLoad, inkWarnings } from '../../../src/plot/ink/ink-load.ts';
import { reorderLayers } from '../../../src/plot/finish/layer-order.ts';
import { overlapRegions } from '../../../src/plot/regions/overlap.ts';
import { offsetPens, parseOffsets } from '../../../src/plot/finish/pen-offset.ts';
import { plotIndexMap } from '../../../src/plot/plot.ts';
import { areaOf, boundsOf } from '../../../src/plot/geometry/polyline.ts';
import type { Region } from '../../../src/plot/regions/regions.ts';
import { addRegistration } from '../../../src/plot/finish/registration.ts';
import { linePath } from '../examples.ts';

const sheet = { widthMm: 100, heightMm: 80, marginMm: 15 };
const pens = ['#e0c020', '#d02030', '#101010'].map((hex, i) => ({
  name: ['yellow', 'red', 'black'][i]!,
  hex,
  widthMm: 0.5,
}));
const drawing: Drawing = {
  sheet,
  layers: pens.map((pen, i) => ({ pen, paths: i === 1 ? [] : [linePath(20, 20 + i, 60, 20 + i)] })),
};
const names = ({ layers }: Drawing): string[] => layers.map(({ pen }) => pen.name);

describe('reorderLayers', () => {
  it('puts pens first by name or number, the others after as they were', () => {
    expect(names(reorderLayers(drawing, ['Black']))).toEqual(['black', 'yellow', 'red']);
    expect(names(reorderLayers(drawing, ['3', '2', 'yellow']))).toEqual(['black', 'red', 'yellow']);
    expect(names(reorderLayers(drawing, []))).toEqual(names(drawing));
  });

  it.each([[['blak']], [['0']], [['4']], [['1', 'yellow']]])('refuses %j', (order) => {
    expect(() => reorderLayers(drawing, order)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});

describe('offsetPens', () => {
  it('moves one pen, and says how much margin is left', () => {
    const moved = offsetPens(drawing, parseOffsets('3:0.3,-0.1'));
    expect(moved.layers[2]!.paths[0]!.points).toEqual(Float64Array.of(20.3, 21.9, 60.3, 21.9));
    expect(moved.layers[0]).toEqual(drawing.layers[0]);
    expect(moved.sheet.marginMm).toBeCloseTo(14.7, 9);
  });

  it.each(['', '2', '2:1', '2:a,1', '2:NaN,0', '2:1,30', '2:1,2,3'])('refuses %j', (text) => {
    expect(() => parseOffsets(text)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });

  it('refuses unknown pens and offsets that leave the sheet', () => {
    expect(() => offsetPens(drawing, [{ pen: 'blue', xMm: 0, yMm: 1 }])).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
    expect(() => offsetPens(drawing, [{ pen: '1', xMm: 16, yMm: 0 }])).toThrow(
      expect.objectContaining({ code: 'paper-too-small' }),
    );
  });
});

describe('addRegistration', () => {
  it('lets every pen that draws make the same four crosses and its number, inside the margin', () => {
    const marked = addRegistration(drawing);
    const marksOf = (i: number): Float64Array[] =>
      marked.layers[i]!.paths.slice(0, -1).map(({ points }) => points);
    expect(marked.layers[1]!.paths).toEqual([]);
    const crosses = (i: number): string[] =>
      marksOf(i)
        .filter(
          (points) =>
            points.length === 4 && Math.hypot(points[2]! - points[0]!, points[3]! - points[1]!) === 5,
        )
        .map(String);
    expect(crosses(0)).toHaveLength(8);
    expect(crosses(2)).toEqual(crosses(0));
    expect(marksOf(0).map(String)).not.toEqual(marksOf(2).map(String));
    const free = marked.sheet.marginMm + 0.25;
    for (const points of [...marksOf(0), ...marksOf(2)]) {
      const box = boundsOf([points])!;
      expect(Math.min(box.leftMm, box.topMm, 100 - box.rightMm, 80 - box.bottomMm)).toBeGreaterThanOrEqual(
        free - 1e-9,
      );
      expect(box.rightMm <= 15 || box.bottomMm <= 15 || box.leftMm >= 85 || box.topMm >= 65).toBe(true);
    }
  });

  it('needs a margin to stand in', () => {
    const narrow = { ...drawing, sheet: { ...sheet, marginMm: 7 } };
    expect(() => addRegistration(narrow)).toThrow(
      expect.objectContaining({
        code: 'paper-too-small',
        message: expect.stringContaining('7.5 mm') as string,
      }),
    );
  });
});

describe('inkLoad', () => {
  const hatched = (pitch: number, passes: number): Drawing => ({
    sheet,
    layers: [
      {
        pen: pens[2]!,
        paths: Array.from({ length: Math.floor((passes * 30) / pitch) }, (_, i) =>
          linePath(20, 20 + ((i * pitch) % 30), 80, 20 + ((i * pitch) % 30)),
        ),
      },
    ],
  });

  it('is pen width over pitch, times how often', () => {
    const { passes, width } = inkLoad(hatched(0.4, 3));
    for (const [x, y] of [
      [50, 35],
      [30, 40],
      [70, 30],
    ] as const)
      expect(passes[y * width + x]).toBeCloseTo((3 * 0.5) / 0.4, 0);
    expect(passes[5 * width + 5]).toBe(0);
  });

  it('warns of too much ink with pen and place, and only then', () => {
    const heavy = hatched(0.4, 6);
    const [warning] = inkWarnings(inkLoad(heavy), heavy);
    expect(warning).toMatch(/pen 1 black lays 7\.\d passes at \d+, \d+ mm, more than 5/);
    const fair = hatched(0.4, 2);
    expect(inkWarnings(inkLoad(fair), fair)).toEqual([]);
  });
});

describe('overlapRegions', () => {
  const box = (label: number, left: number, right: number): Region => ({
    label,
    rings: [Float64Array.of(left, 20, right, 20, right, 40, left, 40)],
  });
  // Paper 9, pen 0 (first), pen 1 (last), paper.
  const regions = [box(9, 15, 20), box(0, 20, 40), box(1, 40, 60), box(9, 60, 65)];
  const edges = (overlapMm: number): (readonly [number, number])[] =>
    overlapRegions(regions, [0, 1], overlapMm).map(({ rings }) => {
      const bounds = boundsOf(rings)!;
      return [bounds.leftMm, bounds.rightMm];
    });

  it('lets what is drawn first reach under what is drawn later, not onto the paper', () => {
    expect(edges(0.2)).toEqual([
      [15, 20],
      [20, 40.2],
      [40, 60],
      [60, 65],
    ]);
    const [, grown] = overlapRegions(regions, [0, 1], 0.2);
    expect(grown!.rings.reduce((sum, ring) => sum + areaOf(ring), 0)).toBeCloseTo(20.2 * 20, 1);
  });

  it('leaves a gap, from what is drawn first', () => {
    expect(edges(-0.3)).toEqual([
      [15, 20],
      [20, 39.7],
      [40, 60],
      [60, 65],
    ]);
  });

  it('changes nothing at 0, and is refused beyond 5 mm', () => {
    expect(overlapRegions(regions, [0, 1], 0)).toBe(regions);
    const map = { width: 2, height: 1, indices: Uint8Array.of(0, 1) };
    const palette = pens.map((pen) => ({ kind: 'pen', pen }) as const);
    expect(() => plotIndexMap(map, palette, sheet, { overlapMm: 6 })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
    expect(plotIndexMap(map, palette, sheet, { overlapMm: 0.2 }).layers).toHaveLength(3);
  });
});
