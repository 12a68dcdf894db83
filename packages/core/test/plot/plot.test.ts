import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexMap } from '../../src/image.ts';
import { boundsOf } from '../../src/plot/geometry/polyline.ts';
import { centredPlacement, cleanIndexMap, fills, plotIndexMap, type FillName } from '../../src/plot/plot.ts';
import { traceRegions } from '../../src/plot/regions/regions.ts';
import { coverageError, labelOfMap, labelOfRegions, overreach } from './ink/coverage.ts';
import { blobMaps, blobs, drawMap, mapOf, noiseMaps, palette, sheet } from './examples.ts';

const picture = blobs(128, 96, 4, [
  { at: [0.5, 0.5], radius: 40, label: 1 },
  { at: [0.35, 0.4], radius: 12, label: 0 },
  { at: [0.62, 0.4], radius: 15, label: 2 },
  { at: [0.62, 0.4], radius: 6, label: 3 },
  { at: [0.1, 0.9], radius: 20, label: 3 },
  { at: [0.9, 0.1], radius: 3, label: 2 },
]);

const labelOf = (name: string): number =>
  palette.findIndex((entry) => entry.kind === 'pen' && entry.pen.name === name);

describe('plotIndexMap', () => {
  it('has a layer for every pen, light ones first, also for those that draw nothing', () => {
    const { layers } = plotIndexMap(mapOf('1100', '1100'), palette, sheet);
    expect(layers.map(({ pen, paths }) => [pen.name, paths.length > 0])).toEqual([
      ['yellow', false],
      ['red', false],
      ['black', true],
    ]);
  });

  it('draws opaque inks last', () => {
    const white = {
      kind: 'pen',
      pen: { name: 'gel white', hex: '#ffffff', widthMm: 0.5, opaque: true },
    } as const;
    const { layers } = plotIndexMap(mapOf('14'), [...palette, white], sheet);
    expect(layers.map(({ pen }) => pen.name)).toEqual(['yellow', 'red', 'black', 'gel white']);
  });

  it.each([
    ['one pixel', mapOf('1'), 1],
    ['one colour', drawMap(30, 20, () => 2), 1],
    ['all paper', drawMap(30, 20, () => 0), 0],
  ])('takes a map of %s', (_, map, drawn) => {
    const { layers } = plotIndexMap(map, palette, sheet);
    expect(layers.filter(({ paths }) => paths.length > 0)).toHaveLength(drawn);
  });

  it('draws a simple shape in one stroke', () => {
    const map = drawMap(60, 60, (x, y) => (Math.hypot(x - 30, y - 30) < 20 ? 1 : 0));
    expect(plotIndexMap(map, palette, sheet).layers.map(({ paths }) => paths.length)).toEqual([0, 0, 1]);
  });

  it('draws a speck that is large enough as a dot', () => {
    const map = drawMap(400, 300, (x, y) => (Math.hypot(x - 200, y - 150) < 2 ? 1 : 0));
    const black = plotIndexMap(map, palette, sheet, { minFeature: 0.5 }).layers[2]!;
    expect(black.paths).toHaveLength(1);
  });

  it('draws lines that are thinner than the pen as lines', () => {
    const map = drawMap(400, 300, (x, y) => (y === 40 + (x >> 2) && x > 20 && x < 380 ? 1 : 0));
    const { paths } = plotIndexMap(map, palette, sheet).layers[2]!;
    expect(paths).toHaveLength(1);
    const { leftMm, rightMm } = boundsOf(paths.map(({ points }) => points))!;
    expect(rightMm - leftMm).toBeGreaterThan(0.2 * 350);
  });

  it('covers what is to be covered, and nothing else', () => {
    const placement = centredPlacement(picture, sheet);
    const regions = traceRegions(cleanIndexMap(picture, 1), placement, 0.03);
    const drawing = plotIndexMap(picture, palette, sheet);
    const expected = labelOfRegions(regions, sheet.widthMm, sheet.heightMm, 20);
    expect(coverageError(drawing, palette, expected, 20)).toBeLessThan(0.003);
    expect(coverageError(drawing, palette, labelOfMap(picture, placement), 20)).toBeLessThan(0.02);
  });

  it.each(['hatch', 'concentric', 'spiral'] as const)(
    'covers with %s lines as well at an odd angle',
    (fill) => {
      const expected = labelOfMap(picture, centredPlacement(picture, sheet));
      const drawing = plotIndexMap(picture, palette, sheet, { fill, hatchAnglesDegrees: [7, 33] });
      expect(coverageError(drawing, palette, expected, 10)).toBeLessThan(0.02);
    },
  );

  it('draws outlines alone, or nothing at all, if asked to', () => {
    const points = (settings: object): number =>
      plotIndexMap(picture, palette, sheet, settings).layers.reduce(
        (sum, { paths }) => sum + paths.length,
        0,
      );
    expect(points({ fill: 'none' })).toBeGreaterThan(3);
    expect(points({ fill: 'none', outline: false })).toBe(0);
    expect(points({ fill: 'outline', outline: false })).toBe(points({ fill: 'none' }));
  });

  it('gives each pen a fill of its own', () => {
    const { layers } = plotIndexMap(picture, palette, sheet, {
      fill: ['none', 'stipple', 'none', 'hatch'],
      outline: false,
    });
    const [yellow, red, black] = layers.map(({ paths }) => paths.length);
    expect(red).toBe(0);
    expect(black).toBeGreaterThan(100);
    expect(yellow).toBeLessThan(20);
  });

  it('does the same every time', () => {
    const settings = { fill: ['hatch', 'scribble', 'flow', 'stipple'] } as const;
    const draw = (): unknown => plotIndexMap(picture, palette, sheet, settings);
    expect(draw()).toEqual(draw());
  });

  it.each([['blobs', blobMaps] as const, ['noise', noiseMaps] as const])(
    'puts no ink of %s into the margin',
    (_, maps) => {
      fc.assert(
        fc.property(
          maps,
          fc.constantFrom(...(Object.keys(fills) as FillName[])),
          fc.double({ min: 0, max: 4, noNaN: true }),
          (map, fill, minFeature) => {
            const { layers } = plotIndexMap(map, palette, sheet, { fill, minFeature });
            for (const { pen, paths } of layers) {
              expect(paths.every(({ points }) => points.length >= 4 && points.every(Number.isFinite))).toBe(
                true,
              );
              const ink = boundsOf(
                paths.map(({ points }) => points),
                pen.widthMm / 2,
              );
              if (!ink) continue;
              expect(Math.min(ink.leftMm, ink.topMm)).toBeGreaterThan(10 - 1e-9);
              expect(ink.rightMm).toBeLessThan(90 + 1e-9);
              expect(ink.bottomMm).toBeLessThan(70 + 1e-9);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('keeps the ink of thick areas within a tenth of a pen width of them', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat(1000)).map((stream) => [...stream.take(12)]),
        (numbers) => {
          const discs = numbers.map((n, i) => ({
            at: [0.15 + ((n * 7) % 70) / 100, 0.15 + ((n * 13 + i) % 70) / 100] as const,
            radius: 5 + (n % 9),
            label: i,
          }));
          const map = blobs(60, 45, 4, discs);
          const placement = centredPlacement(map, sheet);
          const grown = plotIndexMap(map, palette, sheet, { minFeature: 0 }).layers;
          const expected = labelOfRegions(traceRegions(map, placement, 0.03), 100, 80, 20);
          // A tenth of a width less all around: what is left is inside but for the thinnest parts.
          const layers = grown.map((layer) => ({
            ...layer,
            pen: { ...layer.pen, widthMm: 0.8 * layer.pen.widthMm },
          }));
          const outside = layers.map((layer) =>
            overreach(layer, labelOf(layer.pen.name), sheet, expected, 20),
          );
          expect(Math.max(...outside)).toBeLessThan(0.002);
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each([
    [{ width: 0, height: 0, indices: new Uint8Array(0) }, {}, 'bad-size'],
    [{ width: 2, height: 2, indices: new Uint8Array(3) }, {}, 'bad-size'],
    [mapOf('9'), {}, 'bad-image'],
    [mapOf('1'), { hatchPitch: 0 }, 'bad-option'],
    [mapOf('1'), { hatchPitch: NaN }, 'bad-option'],
    [mapOf('1'), { fill: 'glitter' as never }, 'bad-option'],
    [mapOf('1'), { hatchAnglesDegrees: [] }, 'bad-option'],
    [mapOf('1'), { hatchAnglesDegrees: [NaN] }, 'bad-option'],
    [mapOf('1'), { minFeature: -1 }, 'bad-option'],
  ])('refuses %j with %j', (map: IndexMap, settings, code) => {
    expect(() => plotIndexMap(map, palette, sheet, settings, { leftMm: 10, topMm: 10, pixelMm: 1 })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it.each([
    [sheet, { leftMm: 9, topMm: 10, pixelMm: 1 }, 'paper-too-small'],
    [sheet, { leftMm: 10, topMm: 10, pixelMm: 80 }, 'paper-too-small'],
    [sheet, { leftMm: 10, topMm: 10, pixelMm: NaN }, 'bad-size'],
    [{ ...sheet, marginMm: 40 }, { leftMm: 40, topMm: 40, pixelMm: 1 }, 'paper-too-small'],
    [{ ...sheet, marginMm: 39.8 }, { leftMm: 39.8, topMm: 39.8, pixelMm: 0.1 }, 'paper-too-small'],
  ])('refuses the sheet %j with %j', (own, placement, code) => {
    expect(() => plotIndexMap(mapOf('1'), palette, own, {}, placement)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
