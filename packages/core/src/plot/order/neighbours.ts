import { findNearest, nearest, pointGrid } from '../geometry/point-grid.ts';
import type { Hop } from './hop.ts';
import type { Spots } from './spots.ts';

/** Strokes that are looked at from each spot. */
export const neighboursPerSpot = 8;

/** Spots that are near each spot, `neighboursPerSpot` each, and seconds to them, the least first. */
export interface Neighbours {
  /** -1 where there are fewer. */
  readonly spots: Int32Array;
  readonly seconds: Float32Array;
}

/** The nearest spots of the nearest other strokes. */
export function findNeighbours({ x, y, owner }: Spots, hop: Hop): Neighbours {
  const count = x.length - 1;
  const grid = pointGrid(x.subarray(0, count), y.subarray(0, count), owner.subarray(0, count));
  const spots = new Int32Array(count * neighboursPerSpot).fill(-1);
  const seconds = new Float32Array(spots.length);
  const found = nearest(neighboursPerSpot);
  // Cell by cell, as what is near in place is then near in memory.
  for (const spot of grid.slots) {
    findNearest(grid, found, x[spot]!, y[spot]!, owner[spot]);
    const start = spot * neighboursPerSpot;
    for (let i = 0; i < found.size; i++) {
      const other = found.points[i]!;
      spots[start + i] = other;
      seconds[start + i] = hop(spot, other);
      sink(spots, seconds, start, start + i);
    }
  }
  return { spots, seconds };
}

/** Moves the neighbour at `i` down to where it belongs among those from `start` on. */
function sink(spots: Int32Array, seconds: Float32Array, start: number, i: number): void {
  const [other, least] = [spots[i]!, seconds[i]!];
  for (; i > start && seconds[i - 1]! > least; i--) {
    spots[i] = spots[i - 1]!;
    seconds[i] = seconds[i - 1]!;
  }
  spots[i] = other;
  seconds[i] = least;
}
