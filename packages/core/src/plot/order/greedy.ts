import { findNearest, forgetPoint, nearest, pointGrid } from '../geometry/point-grid.ts';
import type { Spots } from './spots.ts';
import { exitAt, flip, moveSeam, plainTour, type Tour } from './tour.ts';

/** From home always on to the nearest spot of a stroke that is left. */
export function greedyTour(spots: Spots): Tour {
  const tour = plainTour(spots);
  const { order, places } = tour;
  const strokeSpots = spots.x.length - 1;
  const grid = pointGrid(
    spots.x.subarray(0, strokeSpots),
    spots.y.subarray(0, strokeSpots),
    spots.owner.subarray(0, strokeSpots),
  );
  const found = nearest(1);
  let at = strokeSpots;
  for (let place = 0; place < order.length - 1; place++) {
    findNearest(grid, found, spots.x[at]!, spots.y[at]!);
    const spot = found.points[0]!;
    const stroke = spots.owner[spot]!;
    for (let i = spots.starts[stroke]!; i < spots.starts[stroke + 1]!; i++) forgetPoint(grid, i);
    if (spots.closed[stroke] === 1) moveSeam(tour, stroke, spot);
    else if (spot !== tour.ends[2 * stroke]) flip(tour, stroke);
    order[place] = stroke;
    places[stroke] = place;
    at = exitAt(tour, place);
  }
  return tour;
}
