import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderQuality, travelOf } from '../../../src/plot/order/order-quality.ts';
import { travelBound } from '../../../src/plot/order/travel-bound.ts';
import { orderPaths } from '../../../src/plot/order/order.ts';
import { linePath, pathLists } from '../examples.ts';

describe('travelBound', () => {
  it('is not above what an order takes', () => {
    fc.assert(
      fc.property(pathLists, (paths) => {
        const ordered = orderPaths(paths.slice(0, 10), { joinMm: 0, effort: 0.05 });
        const travelMm = travelOf(ordered);
        expect(travelBound(ordered, travelMm)).toBeLessThanOrEqual(travelMm + 1e-6);
      }),
      { numRuns: 8 },
    );
  });

  it('comes near what a row of strokes takes', () => {
    const row = Array.from({ length: 20 }, (_, i) => linePath(5 * i + 1, 0, 5 * i + 4, 0));
    const { travelMm, greedyMm, boundMm } = orderQuality(row);
    expect(travelMm).toBeCloseTo(1 + 19 * 2 + 99, 9);
    expect(greedyMm).toBeCloseTo(travelMm, 9);
    expect(boundMm).toBeGreaterThan(0.75 * travelMm);
  });

  it('takes no strokes, one, and says when they are too many', () => {
    expect(travelBound([], 0)).toBe(0);
    expect(travelBound([linePath(3, 4, 0, 9)], 14)).toBeLessThanOrEqual(14);
    expect(
      travelBound(
        Array.from({ length: 300_000 }, () => linePath(1, 1, 2, 2)),
        9,
      ),
    ).toBeNull();
  });
});
