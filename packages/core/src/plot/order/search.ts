import type { Hop } from './hop.ts';
import type { Neighbours } from './neighbours.ts';
import { moveSeam, placeIn, reverse, type Tour } from './tour.ts';

/** A tour that is being improved. */
export interface Search {
  readonly tour: Tour;
  readonly hop: Hop;
  readonly near: Neighbours;
  /** Strokes whose surroundings changed. */
  readonly queue: Queue;
  /** What was done since it was last emptied, so that it can be taken back; null when that is not wanted. */
  readonly journal: number[] | null;
  /** Strokes that one exchange moves at most. */
  readonly mostMoved: number;
  /** Seconds gained, negative when lost. */
  gained: number;
  /** Exchanges still to be weighed and strokes to be moved: bounds the search without a clock. */
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

/** Gains less than this are rounding, s. */
export const leastGain = 1e-9;

/** Puts a stroke into the queue. */
export function touch({ queue }: Search, stroke: number): void {
  if (queue.waiting[stroke] === 1) return;
  queue.waiting[stroke] = 1;
  let slot = queue.head + queue.size++;
  if (slot >= queue.strokes.length) slot -= queue.strokes.length;
  queue.strokes[slot] = stroke;
}

/** Takes the stroke that waits longest. */
export function takeWaiting({ queue }: Search): number {
  const stroke = queue.strokes[queue.head]!;
  queue.head = queue.head + 1 < queue.strokes.length ? queue.head + 1 : 0;
  queue.size--;
  queue.waiting[stroke] = 0;
  return stroke;
}

/** Touches the strokes on both sides of the hop that arrives at a place. */
export function touchHop(search: Search, place: number): void {
  const { tour } = search;
  touch(search, tour.order[placeIn(tour, place - 1)]!);
  touch(search, tour.order[place]!);
}

/** Seconds of the hop that arrives at a place. */
export function hopTo({ tour, hop }: Search, place: number): number {
  const { order, ends } = tour;
  const before = place > 0 ? place - 1 : order.length - 1;
  return hop(ends[2 * order[before]! + 1]!, ends[2 * order[place]!]!);
}

/** Reverses so many places from `from` on, and writes it down. */
export function turn(search: Search, from: number, count: number): void {
  if (count < 1) return;
  reverse(search.tour, from, count);
  search.journal?.push(from, count);
  search.work -= count / 8;
}

/** Moves a seam, and writes down where it was. */
export function reseam({ tour, journal }: Search, stroke: number, spot: number): void {
  journal?.push(-1 - stroke, tour.ends[2 * stroke]!);
  moveSeam(tour, stroke, spot);
}

/** Two runs of places that follow each other change places. */
export function exchangeRuns(search: Search, from: number, first: number, second: number): void {
  const { tour } = search;
  turn(search, from, first + second);
  turn(search, from, second);
  turn(search, placeIn(tour, from + second), first);
}

/** Takes back what the journal says. */
export function takeBack({ tour, journal }: Search): void {
  while (journal && journal.length > 0) {
    const [second, first] = [journal.pop()!, journal.pop()!];
    if (first < 0) moveSeam(tour, -1 - first, second);
    else reverse(tour, first, second);
  }
}
