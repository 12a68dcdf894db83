import { seededRandom } from '../../random.ts';
import type { Path } from '../drawing.ts';
import { chainedTour } from './chains.ts';
import { greedyTour } from './greedy.ts';
import { hopsBetween, type Hop } from './hop.ts';
import { kickTour } from './kicks.ts';
import type { Links } from './links.ts';
import { machines, type MachineProfile } from '../machine/machines.ts';
import { findNeighbours } from './neighbours.ts';
import { fullQueue, improve, type Search } from './search.ts';
import { spotsOf, type Spots } from './spots.ts';
import { pathsOf } from './tour-paths.ts';
import { entryAt, exitAt, plainTour, reverse, type Tour } from './tour.ts';

/** What ordering aims at. */
export interface OrderOptions extends Links {
  /** Whose time counts; an AxiDraw V3 unless said. */
  readonly machine?: MachineProfile;
  /** How much is done beyond the greedy order; 1 unless said, 0 for that order itself. */
  readonly effort?: number;
  /** Whether the strokes come in an order that is only to be improved. */
  readonly ordered?: boolean;
}

/**
 * The strokes in an order, and each in a direction, that keeps the pen up for the shortest time: greedily from home
 * (0, 0) to whatever is nearest, then improved by exchanges (2-opt, Or-opt, seams of closed strokes) and by kicks out
 * of what exchanges cannot leave. Bounded by a count of exchanges, not by a clock: deterministic. Memory grows with
 * the strokes. Returns as many strokes as it was given, the same but for direction and beginning.
 */
export function orderPaths(paths: readonly Path[], options: OrderOptions): Path[] {
  const { machine = machines['axidraw-v3'], effort = 1, ordered = false } = options;
  const drawn = paths.filter(({ points }) => points.length >= 2);
  const spots = spotsOf(drawn);
  const tour =
    effort > 0 ? bestTour(spots, hopsBetween(spots, options, machine), effort, ordered) : greedyTour(spots);
  return pathsOf(drawn, tour, options, machine);
}

/** Work for exchanges by stroke, and for kicks by stroke and in all. */
const exchangeWork = 3000;
const kickWork = 2000;
const mostKickWork = 5_000_000;

function bestTour(spots: Spots, hop: Hop, effort: number, ordered: boolean): Tour {
  const near = findNeighbours(spots);
  const tour = ordered ? plainTour(spots) : chainedTour(spots, near);
  const count = tour.order.length;
  const search: Search = {
    tour,
    hop,
    near,
    queue: fullQueue(tour.order),
    journal: null,
    gained: 0,
    work: effort * exchangeWork * count,
  };
  improve(search);
  search.work = effort * Math.min(mostKickWork, kickWork * count);
  kickTour(search, seededRandom(count));
  startAtNearEnd(tour);
  return tour;
}

/** Both ways round take the same time: a person expects the pen to begin near home. */
function startAtNearEnd(tour: Tour): void {
  const { x, y } = tour.spots;
  const [first, last] = [entryAt(tour, 0), exitAt(tour, tour.order.length - 1)];
  if (Math.hypot(x[last]!, y[last]!) < Math.hypot(x[first]!, y[first]!)) {
    reverse(tour, 0, tour.order.length - 1);
  }
}
