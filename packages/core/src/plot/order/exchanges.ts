import { tryInsertLoop, tryReseam } from './loop-exchanges.ts';
import { neighboursPerSpot } from './neighbours.ts';
import { hopTo, leastGain, takeWaiting, touch, touchHop, turn, type Search } from './search.ts';
import { shift } from './shift.ts';
import { entryAt, exitAt, placeIn } from './tour.ts';

/** Looks at each waiting stroke until nothing can be gained there, or the work is done. */
export function improve(search: Search): void {
  const home = search.tour.order.length - 1;
  while (search.queue.size > 0 && search.work > 0) {
    const stroke = takeWaiting(search);
    if (stroke !== home && improveAt(search, stroke)) touch(search, stroke);
  }
}

/** The first exchange around a stroke that gains, made; whether there was one. */
function improveAt(search: Search, stroke: number): boolean {
  const { spots, ends } = search.tour;
  if (spots.closed[stroke] === 1 && tryReseam(search, stroke)) return true;
  return (
    improveSide(search, stroke, ends[2 * stroke]!, true) ||
    improveSide(search, stroke, ends[2 * stroke + 1]!, false)
  );
}

/**
 * Tries what puts near spots next to a side of a stroke, where it is entered or left. Of an exchange that gains one of
 * the new hops is shorter than one it replaces beside it, so nothing that is farther than the hop there now is looked at.
 * Source: J. Bentley, "Fast algorithms for geometric traveling salesman problems" (1992).
 */
function improveSide(search: Search, stroke: number, spot: number, enters: boolean): boolean {
  const { tour, near } = search;
  const place = tour.places[stroke]!;
  const now = hopTo(search, enters ? place : placeIn(tour, place + 1));
  const end = (spot + 1) * neighboursPerSpot;
  for (let k = spot * neighboursPerSpot; k < end; k++) {
    const other = near.spots[k]!;
    if (other < 0 || near.seconds[k]! >= now) return false;
    search.work -= 1;
    if (tryNear(search, place, enters, other)) return true;
  }
  return false;
}

/** Tries whatever makes a spot of another stroke the next one from a side. */
function tryNear(search: Search, place: number, enters: boolean, other: number): boolean {
  const { spots, ends, places } = search.tour;
  const stroke = spots.owner[other]!;
  const at = places[stroke]!;
  if (spots.closed[stroke] === 0) return tryPair(search, place, enters, at, ends[2 * stroke] === other);
  return (
    tryInsertLoop(search, enters ? place : placeIn(search.tour, place + 1), stroke) ||
    tryPair(search, place, enters, at, true) ||
    tryPair(search, place, enters, at, false)
  );
}

/** Tries to make two sides neighbours: by a reversal, or by moving strokes of either side to the other. */
function tryPair(
  search: Search,
  place: number,
  enters: boolean,
  other: number,
  otherEnters: boolean,
): boolean {
  if (enters === otherEnters && tryReversal(search, place, other, enters)) return true;
  return (
    tryMoves(search, place, enters, other, otherEnters) || tryMoves(search, other, otherEnters, place, enters)
  );
}

/** Makes two entries, or two exits, neighbours by reversing what lies between them, on the shorter way round (2-opt). */
function tryReversal(search: Search, one: number, other: number, enters: boolean): boolean {
  const { tour, hop } = search;
  const size = tour.order.length;
  const from = enters ? one : placeIn(tour, one + 1);
  const to = enters ? other : placeIn(tour, other + 1);
  const [fromExit, toExit] = [exitAt(tour, placeIn(tour, from - 1)), exitAt(tour, placeIn(tour, to - 1))];
  const [fromEntry, toEntry] = [entryAt(tour, from), entryAt(tour, to)];
  const gain =
    hop(fromExit, fromEntry) + hop(toExit, toEntry) - hop(fromExit, toExit) - hop(fromEntry, toEntry);
  if (gain < leastGain) return false;
  const count = placeIn(tour, to - from);
  if (Math.min(count, size - count) > search.mostMoved) return false;
  touchHop(search, from);
  touchHop(search, to);
  if (2 * count <= size) turn(search, from, count);
  else turn(search, to, size - count);
  search.gained += gain;
  return true;
}

const longestSegment = 3;

/**
 * Moves the stroke of a side, alone or with up to two behind it, so that the side comes next to the other (Or-opt). Two of
 * the three old hops and one of the new are the same whatever the length.
 */
function tryMoves(
  search: Search,
  place: number,
  enters: boolean,
  other: number,
  otherEnters: boolean,
): boolean {
  const { tour, hop } = search;
  const size = tour.order.length;
  const gap = otherEnters ? other : placeIn(tour, other + 1);
  const before = exitAt(tour, placeIn(tour, gap - 1));
  const beyond = entryAt(tour, gap);
  const side = enters ? entryAt(tour, place) : exitAt(tour, place);
  const saved =
    hopTo(search, enters ? place : placeIn(tour, place + 1)) +
    hop(before, beyond) -
    hop(side, otherEnters ? beyond : before);
  for (let length = 1; length <= longestSegment && length < size - 1; length++) {
    const from = enters ? place : placeIn(tour, place - length + 1);
    // Neither the gap before the segment, nor one in it, nor that after it.
    if (placeIn(tour, gap - from) <= length) return false;
    const gain = saved - costOfFarEnd(search, from, length, enters, otherEnters ? before : beyond);
    // As it is, the segment is entered at its side; next to an entry it has to be left there, and is reversed.
    if (gain < leastGain || !shift(search, from, length, gap, enters === otherEnters)) continue;
    search.gained += gain;
    return true;
  }
  return false;
}

/** What it costs to close the hole that a segment leaves and to reach a spot from its far end, less the hop there now. */
function costOfFarEnd(
  { tour, hop }: Search,
  from: number,
  length: number,
  enters: boolean,
  spot: number,
): number {
  const last = placeIn(tour, from + length - 1);
  const before = exitAt(tour, placeIn(tour, from - 1));
  const beyond = entryAt(tour, placeIn(tour, last + 1));
  const far = enters ? exitAt(tour, last) : entryAt(tour, from);
  return hop(before, beyond) + hop(far, spot) - (enters ? hop(far, beyond) : hop(before, far));
}
