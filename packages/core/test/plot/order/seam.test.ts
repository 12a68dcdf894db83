import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, lengthOf } from '../../../src/plot/geometry/polyline.ts';
import { nearestSeam, reseam } from '../../../src/plot/order/seam.ts';

const square = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10);
const place = fc.double({ min: -30, max: 30, noNaN: true });

describe('reseam', () => {
  it('begins at the nearest place, which becomes a point', () => {
    expect([...reseam(square, nearestSeam(square, 4, -3))]).toEqual([4, 0, 10, 0, 10, 10, 0, 10, 0, 0]);
  });

  it('begins at a corner without doubling it', () => {
    expect([...reseam(square, nearestSeam(square, 12, 12))]).toEqual([10, 10, 0, 10, 0, 0, 10, 0]);
  });

  it('leaves the ring the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 9 }),
        place,
        place,
        (points, x, y) => {
          const ring = Float64Array.from(points.flat());
          const turned = reseam(ring, nearestSeam(ring, x, y));
          expect(lengthOf(turned, true)).toBeCloseTo(lengthOf(ring, true), 6);
          expect(areaOf(turned)).toBeCloseTo(areaOf(ring), 6);
        },
      ),
    );
  });
});
