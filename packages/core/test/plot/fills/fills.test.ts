import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pen } from '../../../src/palette/pen.ts';
import { directionField, type DirectionField } from '../../../src/plot/regions/direction-field.ts';
import type { Path } from '../../../src/plot/drawing.ts';
import type { FillOptions } from '../../../src/plot/fills/fill.ts';
import { fills, type FillName } from '../../../src/plot/fills/fills.ts';
import { insetRings } from '../../../src/plot/geometry/inset.ts';
import { centredPlacement, cleanIndexMap } from '../../../src/plot/plot.ts';
import { lengthOf, type Ring } from '../../../src/plot/geometry/polyline.ts';
import { traceRegions } from '../../../src/plot/regions/regions.ts';
import { blobs, sheet } from '../examples.ts';
import { areas, distanceOutside, hole, square, stars } from '../shapes.ts';

const pen: Pen = { name: 'black', hex: '#101012', widthMm: 0.5 };
const names = Object.keys(fills) as FillName[];
const drawing = names.filter((name) => name !== 'outline' && name !== 'none');

function optionsFor(rings: readonly Ring[], more: Partial<FillOptions> = {}): FillOptions {
  const frame = { leftMm: 0, topMm: 0, widthMm: 100, heightMm: 100 };
  const field = (): DirectionField => directionField(rings, frame);
  return { pitchMm: 0.45, angleRadians: 0.4, tone: 0.5, field, outlined: true, seed: 3, ...more };
}

/** The farthest that any stroke goes out of an area, looked at in steps of 0.4 mm at most. */
function farthestOutside(rings: readonly Ring[], paths: readonly Path[]): number {
  let farthest = 0;
  for (const { points, closed } of paths) {
    for (let i = 0; i < points.length - (closed ? 0 : 2); i += 2) {
      const j = (i + 2) % points.length;
      const [dx, dy] = [points[j]! - points[i]!, points[j + 1]! - points[i + 1]!];
      const pieces = Math.max(1, Math.ceil(Math.hypot(dx, dy) / 0.4));
      for (let k = 0; k <= pieces; k++) {
        const [x, y] = [points[i]! + (k / pieces) * dx, points[i + 1]! + (k / pieces) * dy];
        farthest = Math.max(farthest, distanceOutside(rings, x, y));
      }
    }
  }
  return farthest;
}

const inked = (paths: readonly Path[]): number =>
  paths.reduce((sum, { points, closed }) => sum + lengthOf(points, closed), 0);

describe('fills', () => {
  it.each(drawing)('%s leaves no area by more than a tenth of a pen width', (name) => {
    fc.assert(
      fc.property(areas, fc.double({ min: 0.3, max: 2, noNaN: true }), fc.nat(99), (rings, pitchMm, seed) => {
        const core = insetRings(rings, pen.widthMm / 2);
        const paths = fills[name](core, pen, optionsFor(rings, { pitchMm, seed }));
        expect(farthestOutside(core, paths)).toBeLessThan(pen.widthMm / 10);
        expect(paths.every(({ points }) => points.length >= 4 && points.every(Number.isFinite))).toBe(true);
      }),
      { numRuns: 6, seed: 5 },
    );
  });

  const picture = blobs(90, 70, 4, [
    { at: [0.4, 0.5], radius: 30, label: 1 },
    { at: [0.5, 0.4], radius: 14, label: 2 },
    { at: [0.8, 0.8], radius: 22, label: 3 },
    { at: [0.45, 0.42], radius: 6, label: 1 },
  ]);
  const regions = traceRegions(cleanIndexMap(picture, 4), centredPlacement(picture, sheet), 0.03);

  it.each(drawing)('%s leaves no region of a map', (name) => {
    const options = optionsFor(regions.flatMap(({ rings }) => rings));
    for (const { rings } of regions) {
      const core = insetRings(rings, pen.widthMm / 2);
      expect(farthestOutside(core, fills[name](core, pen, options))).toBeLessThan(pen.widthMm / 10);
    }
  });

  it.each(drawing)('%s draws the same each time, and something in every area with room', (name) => {
    fc.assert(
      fc.property(stars, (ring) => {
        const core = insetRings([ring], pen.widthMm / 2);
        const draw = (): Path[] => fills[name](core, pen, optionsFor([ring]));
        expect(draw()).toEqual(draw());
        expect(draw().length).toBeGreaterThan(0);
      }),
      { numRuns: 3, seed: 6 },
    );
  });

  it.each(names)('%s draws nothing in nothing', (name) => {
    expect(fills[name]([], pen, optionsFor([]))).toEqual([]);
  });

  it.each(['cross-hatch', 'flow', 'stipple', 'stipple-line', 'scribble'] as const)(
    '%s draws more the darker the tone, and less the wider the pitch',
    (name) => {
      const draw = (more: Partial<FillOptions>): number =>
        inked(fills[name]([square, hole], pen, optionsFor([square, hole], more)));
      const plain = draw({});
      expect(draw({ tone: 0.9 })).toBeGreaterThan(1.2 * plain);
      expect(draw({ pitchMm: 0.9 })).toBeLessThan(0.7 * plain);
    },
  );

  it.each(['stipple', 'stipple-line', 'scribble'] as const)('%s is another with another seed', (name) => {
    const draw = (seed: number): Path[] => fills[name]([square], pen, optionsFor([square], { seed }));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it.each(['hatch', 'spiral', 'stipple-line', 'scribble'] as const)(
    '%s is one line in a simple area',
    (name) => {
      expect(
        fills[name]([square], pen, optionsFor([square])).filter(({ points }) => points.length > 12),
      ).toHaveLength(1);
    },
  );

  it('hatches in as many directions as the tone asks for', () => {
    const directions = (tone: number): number => {
      const found = fills['cross-hatch']([square], pen, optionsFor([square], { tone })).flatMap(
        ({ points }) => {
          const angles: number[] = [];
          for (let i = 0; i + 3 < points.length; i += 2) {
            const [dx, dy] = [points[i + 2]! - points[i]!, points[i + 3]! - points[i + 1]!];
            if (Math.hypot(dx, dy) > 12)
              angles.push(Math.round((100 * Math.atan2(dy, dx)) / Math.PI + 100) % 100);
          }
          return angles;
        },
      );
      return new Set(found).size;
    };
    expect([0.2, 0.5, 0.7, 1].map(directions)).toEqual([1, 2, 3, 4]);
  });
});
