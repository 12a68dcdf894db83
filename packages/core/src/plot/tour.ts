import { nearestPoints, pointGrid } from './point-grid.ts';

/**
 * A way through strokes, from home through each of them and back home. Stroke s has the ends 2s and 2s + 1; it is
 * drawn from the first to the second unless it is flipped. The arrays are changed in place while improving.
 */
export interface Tour {
  /** x and y of each end, and of home as the last. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly order: Int32Array;
  readonly flipped: Uint8Array;
  /** Place of each stroke in `order`. */
  readonly places: Int32Array;
}

/** What a hop between strokes costs: its length, and a lift if it is too long to stay on the paper. */
export interface HopCost {
  readonly joinMm: number;
  readonly liftMm: number;
}

const neighboursPerEnd = 8;
const longestSegment = 3;

/** Strokes moved in one exchange, and in all by stroke: bounds the work without a clock. */
const mostMoved = 50_000;
const mostMovedPerStroke = 5_000;

/** Exchanges that gain less are rounding, mm. */
const leastGain = 1e-7;

/** Shortens a tour by reversing stretches (2-opt) and by moving up to three strokes elsewhere (Or-opt). */
export function improveTour(tour: Tour, cost: HopCost): void {
  const count = tour.order.length;
  if (count < 2) return;
  const search: Search = {
    tour,
    cost,
    near: findNeighbours(tour),
    pending: Int32Array.from(tour.order),
    waiting: new Uint8Array(count).fill(1),
    budget: mostMovedPerStroke * count,
  };
  let [head, size] = [0, count];
  const push = (place: number): void => {
    const stroke = tour.order[place];
    if (stroke === undefined || search.waiting[stroke] === 1) return;
    search.waiting[stroke] = 1;
    search.pending[(head + size++) % count] = stroke;
  };
  while (size > 0 && search.budget > 0) {
    const stroke = search.pending[head]!;
    head = (head + 1) % count;
    size--;
    search.waiting[stroke] = 0;
    const touched = improveAt(search, stroke);
    touched.forEach(push);
  }
}

interface Search {
  readonly tour: Tour;
  readonly cost: HopCost;
  /** Ends near each end, `neighboursPerEnd` each; -1 where there are fewer. */
  readonly near: Int32Array;
  readonly pending: Int32Array;
  readonly waiting: Uint8Array;
  budget: number;
}

function findNeighbours({ x, y }: Tour): Int32Array {
  const ends = x.length - 1;
  const owner = Int32Array.from({ length: ends }, (_, end) => end >> 1);
  const grid = pointGrid(x.subarray(0, ends), y.subarray(0, ends), owner);
  const near = new Int32Array(ends * neighboursPerEnd).fill(-1);
  for (let end = 0; end < ends; end++) {
    near.set(nearestPoints(grid, x[end]!, y[end]!, neighboursPerEnd, owner[end]), end * neighboursPerEnd);
  }
  return near;
}

/** Tries every exchange around a stroke; the places to look at again when one was made. */
function improveAt(search: Search, stroke: number): number[] {
  for (const end of [2 * stroke, 2 * stroke + 1]) {
    for (let k = 0; k < neighboursPerEnd; k++) {
      const other = search.near[end * neighboursPerEnd + k]!;
      if (other < 0) break;
      const touched = tryReversal(search, end, other) ?? tryMoves(search, end, other);
      if (touched) return touched;
    }
  }
  return [];
}

/** The end at which the stroke at a place is entered; home beyond both ends of the order. */
export function entryAt({ order, flipped, x }: Tour, place: number): number {
  const stroke = order[place];
  return stroke === undefined ? x.length - 1 : 2 * stroke + flipped[stroke]!;
}

/** The end at which the stroke at a place is left. */
export function exitAt({ order, flipped, x }: Tour, place: number): number {
  const stroke = order[place];
  return stroke === undefined ? x.length - 1 : 2 * stroke + 1 - flipped[stroke]!;
}

function hop({ tour: { x, y }, cost: { joinMm, liftMm } }: Search, from: number, to: number): number {
  const [dx, dy] = [x[from]! - x[to]!, y[from]! - y[to]!];
  const length = Math.sqrt(dx * dx + dy * dy);
  return length > joinMm ? length + liftMm : length;
}

/** Cost of the hop that arrives at a place. */
function hopTo(search: Search, place: number): number {
  return hop(search, exitAt(search.tour, place - 1), entryAt(search.tour, place));
}

/** Makes two entries, or two exits, neighbours by reversing what lies between them. */
function tryReversal(search: Search, one: number, other: number): number[] | null {
  const { tour } = search;
  const [a, b] = [tour.places[one >> 1]!, tour.places[other >> 1]!];
  const entries = entryAt(tour, a) === one;
  if (entries !== (entryAt(tour, b) === other)) return null;
  const shift = entries ? 0 : 1;
  const [from, to] = [Math.min(a, b) + shift, Math.max(a, b) - 1 + shift];
  if (to - from >= mostMoved) return null;
  const gain =
    hopTo(search, from) +
    hopTo(search, to + 1) -
    hop(search, exitAt(tour, from - 1), exitAt(tour, to)) -
    hop(search, entryAt(tour, from), entryAt(tour, to + 1));
  if (gain < leastGain) return null;
  reverse(tour, from, to);
  search.budget -= to - from + 1;
  return [from - 1, from, to, to + 1];
}

function reverse({ order, flipped, places }: Tour, from: number, to: number): void {
  for (let i = from, j = to; i <= j; i++, j--) {
    const [first, last] = [order[i]!, order[j]!];
    order[i] = last;
    order[j] = first;
    flipped[first]! ^= 1;
    if (first !== last) flipped[last]! ^= 1;
    places[last] = i;
    places[first] = j;
  }
}

/** Moves the stroke of `end`, alone or with one or two behind it, so that `end` comes next to `other`. */
function tryMoves(search: Search, end: number, other: number): number[] | null {
  const { tour } = search;
  const [place, target] = [tour.places[end >> 1]!, tour.places[other >> 1]!];
  const enters = entryAt(tour, place) === end;
  const beforeTarget = entryAt(tour, target) === other;
  // As it is, the segment is entered at `end`; next to an entry it has to be left there, and is reversed.
  const turned = enters === beforeTarget;
  const gap = beforeTarget ? target : target + 1;
  for (let length = 1; length <= longestSegment; length++) {
    const from = enters ? place : place - length + 1;
    const to = from + length - 1;
    if (from < 0 || to >= tour.order.length || (gap >= from && gap <= to + 1)) continue;
    const touched = tryMove(search, from, to, gap, turned);
    if (touched) return touched;
  }
  return null;
}

function tryMove(search: Search, from: number, to: number, gap: number, turned: boolean): number[] | null {
  const { tour } = search;
  const [first, last] = turned
    ? [exitAt(tour, to), entryAt(tour, from)]
    : [entryAt(tour, from), exitAt(tour, to)];
  const moved = Math.abs(gap - from) + to - from;
  if (moved > mostMoved) return null;
  const gain =
    hopTo(search, from) +
    hopTo(search, to + 1) +
    hopTo(search, gap) -
    hop(search, exitAt(tour, from - 1), entryAt(tour, to + 1)) -
    hop(search, exitAt(tour, gap - 1), first) -
    hop(search, last, entryAt(tour, gap));
  if (gain < leastGain) return null;
  search.budget -= moved;
  const length = to - from + 1;
  if (turned) reverse(tour, from, to);
  shift(tour, from, to, gap);
  const start = gap > to ? gap - length : gap;
  return [from - 1, from, to, to + 1, start - 1, start, start + length - 1, start + length];
}

/** Takes places from..to out and puts them before `gap`. */
function shift({ order, places }: Tour, from: number, to: number, gap: number): void {
  const segment = order.slice(from, to + 1);
  const later = gap > to;
  if (later) order.copyWithin(from, to + 1, gap);
  else order.copyWithin(gap + segment.length, gap, from);
  order.set(segment, later ? gap - segment.length : gap);
  const [start, end] = later ? [from, gap] : [gap, to + 1];
  for (let place = start; place < end; place++) places[order[place]!] = place;
}
