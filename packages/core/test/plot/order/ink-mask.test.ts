import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inkMask, liesInInk } from '../../../src/plot/order/ink-mask.ts';
import { linePath, ringPath } from '../examples.ts';

const widthMm = 0.6;
const hatch = Array.from({ length: 40 }, (_, i) => linePath(10, 10 + i / 2, 30, 10 + i / 2));

describe('liesInInk', () => {
  it.each([
    ['along a stroke', [12, 15, 28, 15], true],
    ['across lines that overlap', [15, 11, 20, 29], true],
    ['out of the ink and in again', [5, 15, 40, 15], false],
    ['beside the ink', [10, 5, 30, 5], false],
    ['along its edge, half outside', [12, 9.7, 28, 9.7], false],
  ] as const)('knows a way %s', (_, [ax, ay, bx, by], expected) => {
    expect(liesInInk(inkMask(hatch, widthMm), ax, ay, bx, by)).toBe(expected);
  });

  it('does not cross gaps between lines', () => {
    const gaps = Array.from({ length: 10 }, (_, i) => linePath(10, 10 + i, 30, 10 + i));
    expect(liesInInk(inkMask(gaps, widthMm), 15, 10, 15, 11)).toBe(false);
  });

  it('follows the closing side of a ring', () => {
    expect(liesInInk(inkMask([ringPath(0, 0, 9, 0, 9, 9)], widthMm), 7, 7, 2, 2)).toBe(true);
  });

  it('finds no ink without strokes', () => {
    expect(liesInInk(inkMask([], widthMm), 0, 0, 1, 0)).toBe(false);
  });

  it('agrees with the distance to a stroke', () => {
    const place = fc.double({ min: 0, max: 8, noNaN: true });
    fc.assert(
      fc.property(place, place, place, place, place, place, (ax, ay, bx, by, x, y) => {
        const mask = inkMask([linePath(ax, ay, bx, by)], 2);
        const squared = (bx - ax) ** 2 + (by - ay) ** 2;
        const t =
          squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared)) : 0;
        const distance = Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
        const inked = liesInInk(mask, x, y, x, y);
        if (distance < 1 - mask.pixelMm) expect(inked).toBe(true);
        if (distance > 1 + mask.pixelMm) expect(inked).toBe(false);
      }),
    );
  });
});
