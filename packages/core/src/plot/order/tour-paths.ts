import type { Path } from '../drawing.ts';
import { staysDown, type Links } from './links.ts';
import type { MachineProfile } from '../machine/machines.ts';
import { hopSeconds } from '../machine/motion.ts';
import { reversedPath } from '../geometry/paths.ts';
import { nearestSeam, reseam, type Seam } from './seam.ts';
import { entryAt, exitAt, type Tour } from './tour.ts';

type Place = readonly [x: number, y: number];

/**
 * The strokes in the order and direction of a tour. Closed ones begin where the ways to and from them take least:
 * at the tour's spot, or where they are nearest to the stroke before or after, anywhere on their line.
 */
export function pathsOf(paths: readonly Path[], tour: Tour, links: Links, machine: MachineProfile): Path[] {
  const { x, y } = tour.spots;
  const placeOf = (spot: number): Place => [x[spot]!, y[spot]!];
  let at: Place = [0, 0];
  return Array.from(tour.order.subarray(0, paths.length), (stroke, place) => {
    const path = paths[stroke]!;
    const { points, closed } = path;
    if (!closed) {
      at = placeOf(exitAt(tour, place));
      return tour.ends[2 * stroke] === tour.spots.starts[stroke] ? path : reversedPath(path);
    }
    const next = placeOf(entryAt(tour, place + 1));
    const seam = bestSeam(points, [placeOf(entryAt(tour, place)), at, next], at, next, links, machine);
    at = [seam.x, seam.y];
    return { points: reseam(points, seam), closed };
  });
}

/** Of the seams nearest to each of some places the one that is best between two. */
function bestSeam(
  ring: Float64Array,
  near: readonly Place[],
  before: Place,
  after: Place,
  links: Links,
  machine: MachineProfile,
): Seam {
  const seconds = (a: Place, b: Place): number =>
    staysDown(links, ...a, ...b) ? 0 : hopSeconds(Math.hypot(a[0] - b[0], a[1] - b[1]), machine);
  const seams = near.map(([x, y]) => nearestSeam(ring, x, y));
  const costs = seams.map(({ x, y }) => seconds(before, [x, y]) + seconds([x, y], after));
  return seams[costs.indexOf(Math.min(...costs))]!;
}
