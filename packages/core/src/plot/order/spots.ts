import type { Path } from '../drawing.ts';
import { lengthOf } from '../geometry/polyline.ts';

/** Where strokes may be entered and left: both ends of an open one, places along a closed one; home is the last. */
export interface Spots {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The stroke of each spot; home is a stroke of its own, after the others. */
  readonly owner: Int32Array;
  /** First spot of each stroke, of home, and one past that. */
  readonly starts: Int32Array;
  readonly closed: Uint8Array;
}

/** From spot to spot along a closed stroke, mm, unless it is so long that they would be too many. */
const stepMm = 2;
const mostPerLoop = 24;

/** The spots of strokes, which have at least one point each; home is at (0, 0). */
export function spotsOf(paths: readonly Path[]): Spots {
  const counts = paths.map(({ points, closed }) => (closed ? loopSpots(points) : 2));
  const starts = new Int32Array(paths.length + 2);
  counts.forEach((count, stroke) => (starts[stroke + 1] = starts[stroke]! + count));
  const total = starts[paths.length]! + 1;
  starts[paths.length + 1] = total;
  const spots: Spots = {
    x: new Float64Array(total),
    y: new Float64Array(total),
    owner: new Int32Array(total).fill(paths.length),
    starts,
    closed: Uint8Array.from(paths, ({ closed }) => Number(closed)),
  };
  paths.forEach(({ points, closed }, stroke) => {
    const [from, to] = [starts[stroke]!, starts[stroke + 1]!];
    spots.owner.fill(stroke, from, to);
    if (closed) spreadAlong(points, spots, from, to);
    else {
      setSpot(spots, from, points[0]!, points[1]!);
      setSpot(spots, from + 1, points[points.length - 2]!, points[points.length - 1]!);
    }
  });
  return spots;
}

function setSpot({ x, y }: Spots, spot: number, xMm: number, yMm: number): void {
  x[spot] = xMm;
  y[spot] = yMm;
}

function loopSpots(ring: Float64Array): number {
  return Math.min(mostPerLoop, Math.max(1, Math.ceil(lengthOf(ring, true) / stepMm)));
}

/** Spots at even steps around a ring. */
function spreadAlong(ring: Float64Array, spots: Spots, from: number, to: number): void {
  const step = lengthOf(ring, true) / (to - from);
  let [way, spot] = [0, from];
  for (let i = 0; i < ring.length && spot < to; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const length = Math.hypot(dx, dy);
    for (; spot < to && (spot - from) * step <= way + length; spot++) {
      const t = length > 0 ? ((spot - from) * step - way) / length : 0;
      setSpot(spots, spot, ring[i]! + t * dx, ring[i + 1]! + t * dy);
    }
    way += length;
  }
  // Rounding may leave the last one over.
  for (; spot < to; spot++) setSpot(spots, spot, ring[0]!, ring[1]!);
}
