import { seededRandom } from '../../random.ts';
import type { Path } from '../drawing.ts';
import { alongCurve } from './along-curve.ts';
import { chainedTour } from './chains.ts';
import { improve } from './exchanges.ts';
import { greedyTour } from './greedy.ts';
import { hopsBetween, type Hop } from './hop.ts';
import { kickTour } from './kicks.ts';
import type { Links } from './links.ts';
import { machines, type MachineProfile } from '../machine/machines.ts';
import { findNeighbours } from './neighbours.ts';
import { fullQueue, type Search } from './search.ts';
import { spotsOf, type Spots } from './spots.ts';
import { pathsOf } from './tour-paths.ts';
import { endAtHome, entryAt, exitAt, plainTour, reverse, type Tour } from './tour.ts';

/** What ordering aims at. */
export interface OrderOptions extends Links {
  /** Whose time counts; an AxiDraw V3 unless said. */
  readonly machine?: MachineProfile;
  /** How much is done to improve the order; 1 unless said. 0: from home always on to the nearest, and no more. */
  readonly effort?: number;
  /** Whether the strokes come in an order that is only to be improved; without effort it is lost. */
  readonly ordered?: boolean;
  /** Whether exchanges are followed by kicks; they are unless said. */
  readonly kicks?: boolean;
}

/**
 * The strokes in an order, and each in a direction, that keeps the pen up for the shortest time, from home (0, 0) and
 * back: greedy edges (the quickest hops of all first), then improved by exchanges (2-opt, Or-opt, seams of closed
 * strokes) and by kicks out of what exchanges cannot leave. Bounded by a count of exchanges, not by a clock:
 * deterministic. Memory grows with the strokes. Returns the same strokes but for direction and beginning, without those
 * that have no point. Source: J. Bentley, "Fast algorithms for geometric traveling salesman problems" (1992).
 */
export function orderPaths(paths: readonly Path[], options: OrderOptions): Path[] {
  const { machine = machines['axidraw-v3'], effort = 1, ordered = false, kicks = true } = options;
  const some = paths.filter(({ points }) => points.length >= 2);
  const drawn = ordered ? some : alongCurve(some);
  const spots = spotsOf(drawn);
  const hop = hopsBetween(spots, options, machine);
  const tour = effort > 0 ? bestTour(spots, hop, { effort, ordered, kicks }) : greedyTour(spots);
  return pathsOf(drawn, tour, options, machine);
}

/** Work for exchanges by stroke; for kicks at least, by stroke, and at most. */
const exchangeWork = 3000;
const leastKickWork = 5000;
const kickWork = 25;
const mostKickWork = 300_000;

/** Strokes moved by one exchange at most, before there are kicks and after one: what lies between is moved, too. */
const mostMoved = 50_000;
const mostMovedByKicks = 1000;

function bestTour(
  spots: Spots,
  hop: Hop,
  { effort, ordered, kicks }: Required<Pick<OrderOptions, 'effort' | 'ordered' | 'kicks'>>,
): Tour {
  const near = findNeighbours(spots, hop);
  const tour = ordered ? plainTour(spots) : chainedTour(spots, hop, near);
  const count = tour.order.length - 1;
  const search: Search = {
    tour,
    hop,
    near,
    queue: fullQueue(tour.order),
    journal: null,
    mostMoved,
    gained: 0,
    work: effort * exchangeWork * count,
  };
  improve(search);
  search.work = kicks ? effort * Math.min(mostKickWork, leastKickWork + kickWork * count) : 0;
  kickTour(search, mostMovedByKicks, seededRandom(count));
  endAtHome(tour);
  startAtNearEnd(tour);
  return tour;
}

/** Both ways round take the same time: a person expects the pen to begin near home. */
function startAtNearEnd(tour: Tour): void {
  const { x, y } = tour.spots;
  const count = tour.order.length - 1;
  if (count === 0) return;
  const [first, last] = [entryAt(tour, 0), exitAt(tour, count - 1)];
  if (Math.hypot(x[last]!, y[last]!) < Math.hypot(x[first]!, y[first]!)) reverse(tour, 0, count);
}
