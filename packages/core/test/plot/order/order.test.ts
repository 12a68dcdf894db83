import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/plot/drawing.ts';
import { plotTime } from '../../../src/plot/machine/machine-time.ts';
import { travelOf } from '../../../src/plot/order/order-quality.ts';
import { orderPaths } from '../../../src/plot/order/order.ts';
import { lengthOf, reversed } from '../../../src/plot/geometry/polyline.ts';
import { seededRandom } from '../../../src/random.ts';
import { black, linePath, pathLists, ringPath, sheet } from '../examples.ts';

/** A name for a stroke that does not change with its direction or, if it is closed, its beginning. */
function nameOf({ points, closed }: Path): string {
  if (closed) return `closed ${lengthOf(points, true).toFixed(6)} ${momentOf(points)}`;
  const forward = [...points].join();
  const backward = [...points].map((_, i) => points[points.length - 2 - (i - (i % 2)) + (i % 2)]).join();
  return forward < backward ? forward : backward;
}

/** Of all sides, their middle times their length: the same however often sides are cut. */
function momentOf(ring: Float64Array): string {
  let [x, y] = [0, 0];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const length = Math.hypot(ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!);
    x += length * (ring[i]! + ring[j]!);
    y += length * (ring[i + 1]! + ring[j + 1]!);
  }
  return `${x.toFixed(4)} ${y.toFixed(4)}`;
}

function secondsOf(paths: readonly Path[]): number {
  return plotTime({ sheet, layers: [{ pen: black, paths }] }).seconds;
}

/** Every order of strokes, and every way through each. */
function orders(paths: readonly Path[]): Path[][] {
  if (paths.length === 0) return [[]];
  return paths.flatMap((path, i) =>
    orders(paths.filter((_, j) => j !== i)).flatMap((rest) => [
      [path, ...rest],
      [{ ...path, points: reversed(path.points) }, ...rest],
    ]),
  );
}

function scatter(count: number, seed = 5): Path[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [x, y, angle] = [random.between(0, 200), random.between(0, 200), random.between(0, 7)];
    return linePath(x, y, x + 3 * Math.cos(angle), y + 3 * Math.sin(angle));
  });
}

describe('orderPaths', () => {
  it('returns the same strokes but for direction and beginning', () => {
    fc.assert(
      fc.property(pathLists, (paths) => {
        const ordered = orderPaths(paths, { joinMm: 0.2, effort: 0.05 });
        expect(ordered.map(nameOf).sort()).toEqual(paths.map(nameOf).sort());
      }),
      { numRuns: 40 },
    );
  });

  it('starts near home and goes on to what is near', () => {
    const ordered = orderPaths([linePath(90, 0, 80, 0), linePath(20, 0, 10, 0), linePath(50, 0, 30, 0)], {
      joinMm: 0.2,
    });
    expect(ordered.map(({ points }) => points[0]).slice(0, 2)).toEqual([10, 30]);
  });

  it('begins a closed stroke where it is nearest, within a side if need be', () => {
    const [square] = orderPaths([ringPath(10, -10, 30, -10, 30, 10, 10, 10)], { joinMm: 0.2 });
    expect([...square!.points.subarray(0, 2)]).toEqual([10, 0]);
    expect(lengthOf(square!.points, true)).toBeCloseTo(80);
  });

  it('travels less than the greedy order', () => {
    const paths = scatter(400);
    const greedy = travelOf(orderPaths(paths, { joinMm: 0.2, effort: 0 }));
    expect(travelOf(orderPaths(paths, { joinMm: 0.2 }))).toBeLessThan(0.78 * greedy);
  });

  it('does the same every time', () => {
    const paths = scatter(60);
    expect(orderPaths(paths, { joinMm: 0.2 })).toEqual(orderPaths(paths, { joinMm: 0.2 }));
  });

  it('begins closed strokes where the way through them is short', () => {
    const rings = [30, 60, 90, 120].map((x) => ringPath(x, 20, x + 10, 20, x + 10, 30, x, 30));
    const ordered = orderPaths(rings, { joinMm: 0.2 });
    // From ring to ring over the gaps of 20 mm, and along their tops: to the last one's corner and back home.
    expect(travelOf(ordered)).toBeLessThan(2 * Math.hypot(125, 20) + 15);
  });

  it('is as good as any order of a few strokes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 1e6 }), (count, seed) => {
        const paths = scatter(count, seed);
        const found = secondsOf(orderPaths(paths, { joinMm: 0 }));
        const least = Math.min(...orders(paths).map(secondsOf));
        expect(found).toBeLessThan(1.02 * least);
      }),
      { numRuns: 4 },
    );
  });

  it('takes many strokes in one place', () => {
    const paths = Array.from({ length: 500 }, () => linePath(5, 5, 5, 5));
    expect(orderPaths(paths, { joinMm: 0.2 })).toHaveLength(500);
  });

  it('takes no strokes', () => {
    expect(orderPaths([], { joinMm: 0.2 })).toEqual([]);
  });
});
