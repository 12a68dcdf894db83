import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/plot/drawing.ts';
import { joinPaths } from '../../../src/plot/order/join.ts';
import { lengthOf } from '../../../src/plot/geometry/polyline.ts';
import { linePath, pathLists, ringPath } from '../examples.ts';

const total = (paths: readonly Path[]): number =>
  paths.reduce((sum, { points, closed }) => sum + lengthOf(points, closed), 0);

describe('joinPaths', () => {
  it('keeps the pen down over short gaps', () => {
    const joined = joinPaths([linePath(0, 0, 1, 0), linePath(1.1, 0, 2, 0), linePath(3, 0, 4, 0)], {
      joinMm: 0.2,
    });
    expect(joined.map(({ points }) => [...points])).toEqual([
      [0, 0, 1, 0, 1.1, 0, 2, 0],
      [3, 0, 4, 0],
    ]);
  });

  it('goes around a closed stroke before it goes on', () => {
    const [path] = joinPaths([ringPath(0, 0, 1, 0, 1, 1), linePath(0, 0.1, 5, 5)], { joinMm: 0.2 });
    expect(path!.closed).toBe(false);
    expect([...path!.points]).toEqual([0, 0, 1, 0, 1, 1, 0, 0, 0, 0.1, 5, 5]);
  });

  it('loses no ink', () => {
    fc.assert(
      fc.property(pathLists, fc.double({ min: 0, max: 50, noNaN: true }), (paths, joinMm) => {
        const joined = joinPaths(paths, { joinMm });
        expect(total(joined)).toBeGreaterThanOrEqual(total(paths) - 1e-6);
        expect(total(joined)).toBeLessThanOrEqual(
          total(paths) + joinMm * (paths.length - joined.length) + 1e-6,
        );
      }),
    );
  });
});
