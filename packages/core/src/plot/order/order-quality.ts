import type { Path } from '../drawing.ts';
import { orderPaths } from './order.ts';
import { travelBound } from './travel-bound.ts';

/** How good the order of strokes is: travel with the pen up, from home and back, mm. */
export interface OrderQuality {
  readonly travelMm: number;
  /** Of the same strokes, going always to the nearest. */
  readonly greedyMm: number;
  /** No order of them takes less; null where there are too many to say. See `travelBound`. */
  readonly boundMm: number | null;
}

/** Measures strokes in the order they are in. */
export function orderQuality(paths: readonly Path[]): OrderQuality {
  const travelMm = travelOf(paths);
  return {
    travelMm,
    greedyMm: travelOf(orderPaths(paths, { joinMm: 0, effort: 0 })),
    boundMm: travelBound(paths, travelMm),
  };
}

/** From home (0, 0) to each stroke in turn and back, mm. */
export function travelOf(paths: readonly Path[]): number {
  let [x, y, travel] = [0, 0, 0];
  for (const { points, closed } of paths) {
    const end = closed ? 0 : points.length - 2;
    travel += Math.hypot(points[0]! - x, points[1]! - y);
    [x, y] = [points[end]!, points[end + 1]!];
  }
  return travel + Math.hypot(x, y);
}
