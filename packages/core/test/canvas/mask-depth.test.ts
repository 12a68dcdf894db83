import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf, depthAt, depthOf, movedInside, reachOf } from '../../src/canvas/mask-depth.ts';

const circle = depthOf({ kind: 'shape', shape: 'circle' }, 60, 40);
/** Of the circle around the middle, shorter sides: it reaches 0.97 of the way to the border. */
const depthInCircle = (x: number, y: number): number => 0.97 / 2 - Math.hypot(x - 0.75, y - 0.5);
const anywhere = fc.tuple(
  fc.double({ min: 0, max: 1.5, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe('the depth of a mask', () => {
  it('is the distance to its border, below 0 outside', () => {
    fc.assert(
      fc.property(anywhere, ([x, y]) => {
        expect(Math.abs(depthAt(circle, x, y) - depthInCircle(x, y))).toBeLessThan(1.5 / circle.cells);
      }),
    );
  });

  it('leads points inside by the shortest way, and leaves those that are', () => {
    fc.assert(
      fc.property(anywhere, ([x, y]) => {
        const [u, v] = movedInside(circle, [x, y], 0.1);
        expect(depthInCircle(u, v)).toBeGreaterThan(0.1 - 2 / circle.cells);
        const missing = Math.max(0, 0.1 - depthInCircle(x, y));
        expect(Math.abs(Math.hypot(u - x, v - y) - missing)).toBeLessThan(3 / circle.cells);
      }),
    );
  });

  it('covers as much of a picture as the mask does', () => {
    const cover = coverOf(circle, 60, 40);
    const area = cover.reduce((sum, share) => sum + share, 0);
    expect(area).toBeCloseTo(Math.PI * (20 * 0.97) ** 2, -1);
    expect([cover[0], cover[20 * 60 + 30]]).toEqual([0, 1]);
  });

  it('leaves room as far as places so deep are apart', () => {
    for (const depth of [0, 0.2, 0.4]) expect(reachOf(circle, depth)).toBeCloseTo(2 * (0.485 - depth), 2);
    expect(reachOf(circle, 0.5)).toBeLessThan(0);
    const diagonal = { kind: 'picture', width: 2, height: 2, inside: Uint8Array.of(1, 0, 0, 1) } as const;
    expect(reachOf(depthOf(diagonal, 40, 40), 0.02)).toBeGreaterThan(1.3);
  });

  it('is of one sign where all is inside or outside', () => {
    for (const [value, sign] of [
      [1, 1],
      [0, -1],
    ] as const) {
      const all = depthOf({ kind: 'picture', width: 1, height: 1, inside: Uint8Array.of(value) }, 8, 8);
      expect(Math.sign(depthAt(all, 0.3, 0.9))).toBe(sign);
      expect(movedInside(all, [0.3, 0.9], 0.1).every(Number.isFinite)).toBe(true);
    }
  });
});
