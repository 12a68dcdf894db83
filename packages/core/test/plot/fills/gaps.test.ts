import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotsInGaps } from '../../../src/plot/fills/gaps.ts';
import { isInside, sideGrid } from '../../../src/plot/fills/side-grid.ts';
import type { Ring } from '../../../src/plot/geometry/polyline.ts';
import { inkMask, liesInInk } from '../../../src/plot/order/ink-mask.ts';
import { linePath } from '../examples.ts';
import { areas } from '../shapes.ts';

const square: Ring = Float64Array.of(5, 5, 25, 5, 25, 25, 5, 25);
const lines = (skipped: number): ReturnType<typeof linePath>[] =>
  Array.from({ length: 50 }, (_, i) => linePath(5, 5.2 + 0.4 * i, 25, 5.2 + 0.4 * i)).filter(
    (_, i) => i !== skipped,
  );

describe('dotsInGaps', () => {
  it('has nothing to do in solid ink', () => {
    expect(dotsInGaps([square], lines(-1), 0.45)).toEqual([]);
  });

  it('puts a dot on what a pen left open', () => {
    const half = [...lines(20), linePath(5, 13.2, 14, 13.2), linePath(14.7, 13.2, 25, 13.2)];
    const [dot, ...others] = dotsInGaps([square], half, 0.45);
    expect(others).toEqual([]);
    expect(dot!.points[0]).toBeCloseTo(14.35, 1);
    expect(dot!.points[1]).toBeCloseTo(13.2, 1);
  });

  it('puts every dot inside, where there was no ink', () => {
    fc.assert(
      fc.property(areas, fc.double({ min: 0.6, max: 2, noNaN: true }), (rings, widthMm) => {
        const paths = lines(-1).filter((_, i) => i % 3 === 0);
        const ink = inkMask([...paths, ...rings.map((points) => ({ points, closed: true }))], widthMm);
        const area = sideGrid(rings, 1);
        for (const { points } of dotsInGaps(rings, paths, widthMm)) {
          const [x, y] = [points[0]!, points[1]!];
          expect(liesInInk(ink, x, y, x, y)).toBe(false);
          expect(isInside(area, x, y)).toBe(true);
        }
      }),
      { numRuns: 8, seed: 4 },
    );
  });
});
