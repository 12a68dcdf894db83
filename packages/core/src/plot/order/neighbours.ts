import { findNearest, nearest, pointGrid } from '../geometry/point-grid.ts';
import type { Spots } from './spots.ts';

/** Strokes that are looked at from each spot. */
export const neighboursPerSpot = 8;

/** The nearest spots of the nearest other strokes, `neighboursPerSpot` each, nearest first; -1 where there are fewer. */
export function findNeighbours({ x, y, owner }: Spots): Int32Array {
  const count = x.length - 1;
  const grid = pointGrid(x.subarray(0, count), y.subarray(0, count), owner.subarray(0, count));
  const near = new Int32Array(count * neighboursPerSpot).fill(-1);
  const found = nearest(neighboursPerSpot);
  // Cell by cell, as what is near in place is then near in memory.
  for (const spot of grid.slots) {
    findNearest(grid, found, x[spot]!, y[spot]!, owner[spot]);
    near.set(found.points.subarray(0, found.size), spot * neighboursPerSpot);
  }
  return near;
}
