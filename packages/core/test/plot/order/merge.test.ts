import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePaths } from '../../../src/plot/order/merge.ts';
import { lengthOf } from '../../../src/plot/geometry/polyline.ts';
import { linePath, pathLists, ringPath } from '../examples.ts';

describe('mergePaths', () => {
  it('makes one stroke of those that meet, whichever way they run', () => {
    const merged = mergePaths([
      linePath(1, 0, 2, 0),
      linePath(9, 9, 8, 8),
      linePath(1, 0, 0, 0),
      linePath(3, 0, 2, 0),
    ]);
    expect(merged.map(({ points }) => [...points])).toEqual([
      [0, 0, 1, 0, 2, 0, 3, 0],
      [9, 9, 8, 8],
    ]);
  });

  it('closes a ring of strokes', () => {
    const [ring, ...others] = mergePaths([linePath(0, 0, 4, 0), linePath(0, 3, 0, 0), linePath(4, 0, 0, 3)]);
    expect(others).toEqual([]);
    expect(ring).toMatchObject({ closed: true });
    expect(lengthOf(ring!.points, true)).toBeCloseTo(12);
  });

  it('leaves alone where three strokes meet, and closed ones', () => {
    const paths = [
      linePath(0, 0, 1, 0),
      linePath(1, 0, 2, 1),
      linePath(1, 0, 2, -1),
      ringPath(0, 0, -1, 0, -1, -1),
    ];
    expect(mergePaths(paths)).toEqual(paths);
  });

  it('keeps every length of line, but for gaps that are none', () => {
    const gapMm = 0.005;
    const corner = fc.integer({ min: 0, max: 4 });
    const onGrid = fc.array(
      fc.tuple(corner, corner, corner, corner).map((points) => linePath(...points)),
      { maxLength: 20 },
    );
    const total = (paths: readonly { points: Float64Array; closed: boolean }[]): number =>
      paths.reduce((sum, { points, closed }) => sum + lengthOf(points, closed), 0);
    fc.assert(
      fc.property(fc.oneof(onGrid, pathLists), (paths) => {
        expect(Math.abs(total(mergePaths(paths)) - total(paths))).toBeLessThanOrEqual(
          gapMm * paths.length + 1e-6,
        );
      }),
    );
  });
});
