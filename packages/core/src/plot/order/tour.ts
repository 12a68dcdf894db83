import type { Spots } from './spots.ts';

/**
 * A way through strokes and back to where it began: home is a stroke like the others, the last by number, and so are the
 * places: after the last one comes the first. Each stroke is entered at one of its spots and left at one; a closed
 * stroke at the same. The arrays are changed in place while improving.
 */
export interface Tour {
  readonly spots: Spots;
  /** Two spots a stroke: entered at the first and left at the second. */
  readonly ends: Int32Array;
  readonly order: Int32Array;
  /** Place of each stroke in `order`. */
  readonly places: Int32Array;
}

/** The strokes as they come, each from its first spot, then home. */
export function plainTour(spots: Spots): Tour {
  const count = spots.starts.length - 1;
  const ends = new Int32Array(2 * count);
  for (let stroke = 0; stroke < count; stroke++) {
    ends[2 * stroke] = spots.starts[stroke]!;
    ends[2 * stroke + 1] = spots.starts[stroke]! + (isOpen(spots, stroke) ? 1 : 0);
  }
  const order = Int32Array.from({ length: count }, (_, place) => place);
  return { spots, ends, order, places: order.slice() };
}

function isOpen({ closed, starts }: Spots, stroke: number): boolean {
  return stroke < starts.length - 2 && closed[stroke] === 0;
}

/** The spot at which the stroke at a place is entered. */
export function entryAt({ order, ends }: Tour, place: number): number {
  return ends[2 * order[place]!]!;
}

/** The spot at which the stroke at a place is left. */
export function exitAt({ order, ends }: Tour, place: number): number {
  return ends[2 * order[place]! + 1]!;
}

/** A place that may be up to one round too low or too high. */
export function placeIn({ order: { length } }: Tour, place: number): number {
  if (place < 0) return place + length;
  return place < length ? place : place - length;
}

/** Draws a stroke the other way round. */
export function flip({ ends }: Tour, stroke: number): void {
  const entry = ends[2 * stroke]!;
  ends[2 * stroke] = ends[2 * stroke + 1]!;
  ends[2 * stroke + 1] = entry;
}

/** Reverses so many places from `from` on, and the strokes there. */
export function reverse(tour: Tour, from: number, count: number): void {
  const { order } = tour;
  let [i, j] = [from, placeIn(tour, from + count - 1)];
  for (let left = count; left > 0; left -= 2) {
    const first = order[i]!;
    putFlipped(tour, order[j]!, i);
    if (left > 1) putFlipped(tour, first, j);
    i = i + 1 < order.length ? i + 1 : 0;
    j = j > 0 ? j - 1 : order.length - 1;
  }
}

function putFlipped(tour: Tour, stroke: number, place: number): void {
  flip(tour, stroke);
  tour.order[place] = stroke;
  tour.places[stroke] = place;
}

/** Turns the places round until home is the last one. */
export function endAtHome({ order, places }: Tour): void {
  const first = places[order.length - 1]! + 1;
  const turned = order.map((_, place) => order[(place + first) % order.length]!);
  order.set(turned);
  order.forEach((stroke, place) => (places[stroke] = place));
}

/** Lets a closed stroke begin at another of its spots. */
export function moveSeam({ ends }: Tour, stroke: number, spot: number): void {
  ends[2 * stroke] = ends[2 * stroke + 1] = spot;
}
