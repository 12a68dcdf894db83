import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNearest, forgetPoint, nearest, pointGrid } from '../../../src/plot/geometry/point-grid.ts';

const place = fc.double({ min: -20, max: 150, noNaN: true });
const places = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 60 });

describe('pointGrid', () => {
  it('finds the nearest point of each near owner that are left, as a search through all of them does', () => {
    fc.assert(
      fc.property(
        places,
        fc.array(fc.nat(59)),
        fc.tuple(place, place),
        fc.integer({ min: 1, max: 5 }),
        (points, forgotten, [x, y], count) => {
          const grid = pointGrid(
            Float64Array.from(points, (point) => point[0]),
            Float64Array.from(points, (point) => point[1]),
            Int32Array.from(points, (_, i) => i >> 1),
          );
          const gone = new Set(forgotten.filter((i) => i < points.length));
          gone.forEach((i) => {
            forgetPoint(grid, i);
          });
          const distance = (i: number): number => (points[i]![0] - x) ** 2 + (points[i]![1] - y) ** 2;
          const expected = points
            .map((_, i) => i)
            .filter((i) => !gone.has(i) && i >> 1 !== 3)
            .sort((a, b) => distance(a) - distance(b) || a - b)
            .filter((i, k, all) => all.findIndex((other) => other >> 1 === i >> 1) === k)
            .slice(0, count);
          const found = nearest(count);
          findNearest(grid, found, x, y, 3);
          expect([...found.points.subarray(0, found.size)]).toEqual(expected);
        },
      ),
    );
  });
});
