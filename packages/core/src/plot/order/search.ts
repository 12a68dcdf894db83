import type { Hop } from './hop.ts';
import { neighboursPerSpot } from './neighbours.ts';
import { entryAt, exitAt, moveSeam, reverse, type Tour } from './tour.ts';

/** A tour that is being improved. */
export interface Search {
  readonly tour: Tour;
  readonly hop: Hop;
  /** Spots of other strokes near each spot; see `findNeighbours`. */
  readonly near: Int32Array;
  /** Strokes whose surroundings changed. */
  readonly queue: Queue;
  /** What was done since it was last emptied, so that it can be taken back; null when that is not wanted. */
  readonly journal: number[] | null;
  /** Seconds gained, negative when lost. */
  gained: number;
  /** Hops still to be weighed and strokes to be moved: bounds the search without a clock. */
  work: number;
}

/** Strokes waiting, each once. */
export interface Queue {
  readonly strokes: Int32Array;
  readonly waiting: Uint8Array;
  head: number;
  size: number;
}

/** All strokes in the order of the tour. */
export function fullQueue(order: Int32Array): Queue {
  return {
    strokes: order.slice(),
    waiting: new Uint8Array(order.length).fill(1),
    head: 0,
    size: order.length,
  };
}

/** Puts the stroke at a place into the queue. */
export function touch({ tour: { order }, queue }: Search, place: number): void {
  if (place < 0 || place >= order.length) return;
  const stroke = order[place]!;
  if (queue.waiting[stroke] === 1) return;
  queue.waiting[stroke] = 1;
  queue.strokes[(queue.head + queue.size++) % order.length] = stroke;
}

/** Looks at each waiting stroke until nothing can be gained there, or the work is done. */
export function improve(search: Search): void {
  const { queue, tour } = search;
  while (queue.size > 0 && search.work > 0) {
    const stroke = queue.strokes[queue.head]!;
    queue.head = (queue.head + 1) % tour.order.length;
    queue.size--;
    queue.waiting[stroke] = 0;
    if (improveAt(search, stroke)) touch(search, tour.places[stroke]!);
  }
}

/** Gains less than this are rounding, s. */
const leastGain = 1e-9;

/** A side of the stroke at a place: where it is entered, or where it is left. */
interface Side {
  readonly place: number;
  readonly enters: boolean;
}

/** The first exchange around a stroke that gains, made; whether there was one. */
function improveAt(search: Search, stroke: number): boolean {
  const { tour } = search;
  const { spots, ends, flipped, places } = tour;
  if (spots.closed[stroke] === 1 && tryReseam(search, stroke)) return true;
  for (const end of [0, 1]) {
    const spot = ends[2 * stroke + end]!;
    const enters = end === flipped[stroke];
    for (let k = spot * neighboursPerSpot; k < (spot + 1) * neighboursPerSpot; k++) {
      const other = search.near[k]!;
      if (other < 0) break;
      if (tryNear(search, { place: places[stroke]!, enters }, spot, other)) return true;
    }
  }
  return false;
}

/** Tries whatever makes a spot of another stroke the next one from a side of this. */
function tryNear(search: Search, side: Side, spot: number, other: number): boolean {
  const { tour } = search;
  const { spots, ends, flipped, places } = tour;
  const stroke = spots.owner[other]!;
  const place = places[stroke]!;
  search.work -= 2;
  const now = hopBeside(search, side);
  const gain = now - search.hop(spot, other);
  if (spots.closed[stroke] === 0) {
    const enters = ends[2 * stroke + flipped[stroke]!] === other;
    return tryBoth(search, side, { place, enters }, gain);
  }
  if (tryInsertLoop(search, side, stroke)) return true;
  const really = now - search.hop(spot, ends[2 * stroke]!);
  return [true, false].some((enters) => tryBoth(search, side, { place, enters }, really));
}

/** The hop that arrives at a side, or leaves from it. */
function hopBeside(search: Search, { place, enters }: Side): number {
  return hopTo(search, enters ? place : place + 1);
}

function hopTo({ tour, hop }: Search, place: number): number {
  return hop(exitAt(tour, place - 1), entryAt(tour, place));
}

/** Exchanges that put a hop between two sides; `gain` is what that hop saves over the one at the first side now. */
function tryBoth(search: Search, side: Side, other: Side, gain: number): boolean {
  if (gain > leastGain && side.enters === other.enters && tryReversal(search, side, other)) return true;
  const saved = gain + hopBeside(search, other);
  return saved > leastGain && tryMoves(search, side, other);
}

/** Strokes moved at once at most: what lies between is moved, too. */
const mostMoved = 50_000;

/** Makes two entries, or two exits, neighbours by reversing what lies between them (2-opt). */
function tryReversal(search: Search, one: Side, other: Side): boolean {
  const { tour, hop } = search;
  const shift = one.enters ? 0 : 1;
  const from = Math.min(one.place, other.place) + shift;
  const to = Math.max(one.place, other.place) - 1 + shift;
  if (to < from || to - from >= mostMoved) return false;
  search.work -= 4;
  const gain =
    hopTo(search, from) +
    hopTo(search, to + 1) -
    hop(exitAt(tour, from - 1), exitAt(tour, to)) -
    hop(entryAt(tour, from), entryAt(tour, to + 1));
  if (gain < leastGain) return false;
  turn(search, from, to);
  search.gained += gain;
  for (const place of [from - 1, from, to, to + 1]) touch(search, place);
  return true;
}

/** Reverses, and writes it down. */
export function turn(search: Search, from: number, to: number): void {
  if (to < from) return;
  reverse(search.tour, from, to);
  search.journal?.push(from, to);
  search.work -= (to - from + 1) / 4;
}

const longestSegment = 3;

/** Moves the stroke of a side, alone or with up to two behind it, so that the side comes next to the other (Or-opt). */
function tryMoves(search: Search, { place, enters }: Side, other: Side): boolean {
  const { order } = search.tour;
  // As it is, the segment is entered at its side; next to an entry it has to be left there, and is reversed.
  const turned = enters === other.enters;
  const gap = other.enters ? other.place : other.place + 1;
  for (let length = 1; length <= longestSegment; length++) {
    const from = enters ? place : place - length + 1;
    const to = from + length - 1;
    if (from < 0 || to >= order.length || (gap >= from && gap <= to + 1)) return false;
    if (tryMove(search, from, to, gap, turned)) return true;
  }
  return false;
}

/** Moves places from..to before the place `gap`, if that gains. */
function tryMove(search: Search, from: number, to: number, gap: number, turned: boolean): boolean {
  const { tour, hop } = search;
  if (Math.abs(gap - from) + to - from > mostMoved) return false;
  search.work -= 6;
  const [first, last] = turned
    ? [exitAt(tour, to), entryAt(tour, from)]
    : [entryAt(tour, from), exitAt(tour, to)];
  const gain =
    hopTo(search, from) +
    hopTo(search, to + 1) +
    hopTo(search, gap) -
    hop(exitAt(tour, from - 1), entryAt(tour, to + 1)) -
    hop(exitAt(tour, gap - 1), first) -
    hop(last, entryAt(tour, gap));
  if (gain < leastGain) return false;
  search.gained += gain;
  const start = shift(search, from, to, gap, turned);
  const end = start + to - from;
  const left = gap > to ? from : to + 1;
  for (const place of [start - 1, start, end, end + 1, left - 1, left]) touch(search, place);
  return true;
}

/** Puts places from..to before the place `gap` by reversals; where they begin then. */
function shift(search: Search, from: number, to: number, gap: number, turned: boolean): number {
  const length = to - from + 1;
  const [left, right] = gap > to ? [from, gap - 1] : [gap, to];
  const start = gap > to ? gap - length : gap;
  turn(search, left, right);
  if (gap > to) turn(search, left, start - 1);
  else turn(search, start + length, right);
  if (!turned) turn(search, start, start + length - 1);
  return start;
}

/** Takes a closed stroke from where it is to a side of another, begun where that is best. */
function tryInsertLoop(search: Search, { place, enters }: Side, stroke: number): boolean {
  const { tour, hop } = search;
  const at = tour.places[stroke]!;
  const gap = enters ? place : place + 1;
  if (gap === at || gap === at + 1 || Math.abs(gap - at) > mostMoved) return false;
  const [before, after] = [exitAt(tour, gap - 1), entryAt(tour, gap)];
  const saved =
    hopTo(search, at) +
    hopTo(search, at + 1) -
    hop(exitAt(tour, at - 1), entryAt(tour, at + 1)) +
    hop(before, after);
  search.work -= 4;
  if (saved < leastGain) return false;
  const [spot, cost] = bestSeam(search, stroke, before, after);
  if (saved - cost < leastGain) return false;
  search.gained += saved - cost;
  const start = shift(search, at, at, gap, false);
  reseam(search, stroke, spot);
  const left = gap > at ? at : at + 1;
  for (const touched of [start - 1, start, start + 1, left - 1, left]) touch(search, touched);
  return true;
}

/** Lets a closed stroke begin where the ways to it and from it take least. */
function tryReseam(search: Search, stroke: number): boolean {
  const { tour } = search;
  const place = tour.places[stroke]!;
  const [spot, cost] = bestSeam(search, stroke, exitAt(tour, place - 1), entryAt(tour, place + 1));
  const gain = hopTo(search, place) + hopTo(search, place + 1) - cost;
  if (gain < leastGain) return false;
  search.gained += gain;
  reseam(search, stroke, spot);
  for (const touched of [place - 1, place + 1]) touch(search, touched);
  return true;
}

function bestSeam(
  search: Search,
  stroke: number,
  before: number,
  after: number,
): [spot: number, cost: number] {
  const { hop, tour } = search;
  const { starts } = tour.spots;
  let [best, least] = [starts[stroke]!, Infinity];
  for (let spot = starts[stroke]!; spot < starts[stroke + 1]!; spot++) {
    const cost = hop(before, spot) + hop(spot, after);
    if (cost < least) [best, least] = [spot, cost];
  }
  search.work -= 2 * (starts[stroke + 1]! - starts[stroke]!);
  return [best, least];
}

/** Moves a seam, and writes down where it was. */
function reseam({ tour, journal }: Search, stroke: number, spot: number): void {
  journal?.push(-1 - stroke, tour.ends[2 * stroke]!);
  moveSeam(tour, stroke, spot);
}

/** Takes back what the journal says. */
export function takeBack({ tour, journal }: Search): void {
  while (journal && journal.length > 0) {
    const [second, first] = [journal.pop()!, journal.pop()!];
    if (first < 0) moveSeam(tour, -1 - first, second);
    else reverse(tour, first, second);
  }
}
