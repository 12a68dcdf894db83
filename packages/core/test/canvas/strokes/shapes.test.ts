import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcStroke, bezierStroke, strokeThrough } from '../../../src/canvas/strokes/shapes.ts';
import { along } from './along.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('strokes by their shapes', () => {
  it('are arcs that keep their radius, from where they begin to where they end', () => {
    fc.assert(
      fc.property(between(0.05, 0.5), between(-7, 7), between(0.1, 6.2), (radius, from, sweep) => {
        const line = along(arcStroke(1, { middle: [0.5, 0.6], radii: [radius, radius], from, sweep }));
        const off = line.map(([x, y]) => Math.abs(Math.hypot(x - 0.5, y - 0.6) / radius - 1));
        expect(Math.max(...off)).toBeLessThan(1e-3);
        for (const [i, angle] of [
          [0, from],
          [-1, from + sweep],
        ] as const) {
          expect(line.at(i)![0]).toBeCloseTo(0.5 + radius * Math.cos(angle), 5);
          expect(line.at(i)![1]).toBeCloseTo(0.6 + radius * Math.sin(angle), 5);
        }
      }),
    );
  });

  it('are closed ellipses, tilted as they are asked to be', () => {
    const ellipse = arcStroke(2, { middle: [0.5, 0.5], radii: [0.4, 0.1], tilt: Math.PI / 6 });
    expect([ellipse.pen, ellipse.closed]).toEqual([2, true]);
    expect(ellipse.points).toHaveLength(24); // few enough to move as one
    for (const [x, y] of along(ellipse)) {
      const [u, v] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
      const [a, b] = [(u * (x - 0.5) + v * (y - 0.5)) / 0.4, (u * (y - 0.5) - v * (x - 0.5)) / 0.1];
      expect(Math.hypot(a, b)).toBeCloseTo(1, 3);
    }
  });

  it('are straight through two points, and smooth through more', () => {
    expect(strokeThrough(1, [0, 0.1, 1, 0.7]).points).toEqual([0, 0.1, 1, 0.7]);
    const line = along(strokeThrough(1, [0.1, 0.1, 0.5, 0.8, 0.9, 0.2]));
    expect(Math.min(...line.map(([x, y]) => Math.hypot(x - 0.5, y - 0.8)))).toBeLessThan(1e-4);
  });

  it('are chains of Beziers', () => {
    const chain = [0.1, 0.5, 0.1, 0.2, 0.5, 0.2, 0.5, 0.5, 0.5, 0.8, 0.9, 0.8, 0.9, 0.5];
    const line = along(bezierStroke(1, chain));
    for (let k = 0; k < 20; k++) {
      const [piece, t] = [k < 10 ? 0 : 6, (k % 10) / 10];
      const at = (axis: number): number =>
        [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3].reduce(
          (sum, weight, i) => sum + weight * (chain[piece + 2 * i + axis] ?? 0),
          0,
        );
      const nearest = Math.min(...line.map(([x, y]) => Math.hypot(x - at(0), y - at(1))));
      expect(nearest).toBeLessThan(0.01);
    }
  });

  it.each([0, 1, 2, 6, 7, 9, 10, 13])('are no chain of Beziers of %i numbers', (length) => {
    expect(() => bezierStroke(1, new Array<number>(length).fill(0.5))).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: `a chain of Beziers has ${length} numbers, expected 8, 14, 20, ...: x0, y0, then three points for each`,
      }),
    );
  });
});
