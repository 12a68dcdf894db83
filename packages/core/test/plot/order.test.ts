import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/plot/drawing.ts';
import { orderPaths } from '../../src/plot/order.ts';
import { lengthOf } from '../../src/plot/polyline.ts';
import { seededRandom } from '../../src/random.ts';
import { linePath, pathLists, ringPath } from './examples.ts';

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

function travelOf(paths: readonly Path[]): number {
  let [x, y, travel] = [0, 0, 0];
  for (const { points, closed } of paths) {
    const end = closed ? 0 : points.length - 2;
    travel += Math.hypot(points[0]! - x, points[1]! - y);
    [x, y] = [points[end]!, points[end + 1]!];
  }
  return travel + Math.hypot(x, y);
}

function scatter(count: number): Path[] {
  const random = seededRandom(5);
  return Array.from({ length: count }, () => {
    const [x, y, angle] = [random.between(0, 200), random.between(0, 200), random.between(0, 7)];
    return linePath(x, y, x + 3 * Math.cos(angle), y + 3 * Math.sin(angle));
  });
}

describe('orderPaths', () => {
  it('returns the same strokes but for direction and beginning', () => {
    fc.assert(
      fc.property(pathLists, (paths) => {
        const ordered = orderPaths(paths, { joinMm: 0.2 });
        expect(ordered.map(nameOf).sort()).toEqual(paths.map(nameOf).sort());
      }),
    );
  });

  it('starts near home and goes on to what is near', () => {
    const ordered = orderPaths([linePath(90, 0, 80, 0), linePath(20, 0, 10, 0), linePath(50, 0, 30, 0)], {
      joinMm: 0.2,
    });
    expect(ordered.map(({ points }) => points[0])).toEqual([10, 30, 80]);
  });

  it('begins a closed stroke where it is nearest, within a side if need be', () => {
    const [square] = orderPaths([ringPath(10, -10, 30, -10, 30, 10, 10, 10)], { joinMm: 0.2 });
    expect([...square!.points.subarray(0, 2)]).toEqual([10, 0]);
    expect(lengthOf(square!.points, true)).toBeCloseTo(80);
  });

  it('travels less than the greedy order', () => {
    const paths = scatter(1000);
    const greedy = travelOf(orderPaths(paths, { joinMm: 0.2, rounds: 0 }));
    expect(travelOf(orderPaths(paths, { joinMm: 0.2 }))).toBeLessThan(0.87 * greedy);
  });

  it('does the same every time', () => {
    const paths = scatter(200);
    expect(orderPaths(paths, { joinMm: 0.2 })).toEqual(orderPaths(paths, { joinMm: 0.2 }));
  });

  it('takes many strokes in one place', () => {
    const paths = Array.from({ length: 500 }, () => linePath(5, 5, 5, 5));
    expect(orderPaths(paths, { joinMm: 0.2 })).toHaveLength(500);
  });

  it('takes no strokes', () => {
    expect(orderPaths([], { joinMm: 0.2 })).toEqual([]);
  });
});
