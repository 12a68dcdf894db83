import type { Spots } from './spots.ts';

/**
 * A way through strokes, from home through each of them and back home. Each is entered at one of its spots and left
 * at one; a closed stroke at the same. The arrays are changed in place while improving.
 */
export interface Tour {
  readonly spots: Spots;
  /** Two spots a stroke, home last: entered at the first and left at the second, unless it is flipped. */
  readonly ends: Int32Array;
  readonly order: Int32Array;
  readonly flipped: Uint8Array;
  /** Place of each stroke in `order`. */
  readonly places: Int32Array;
}

/** The strokes as they come, each from its first spot. */
export function plainTour(spots: Spots): Tour {
  const count = spots.starts.length - 2;
  const ends = new Int32Array(2 * count + 2);
  for (let stroke = 0; stroke <= count; stroke++) {
    ends[2 * stroke] = spots.starts[stroke]!;
    ends[2 * stroke + 1] = spots.starts[stroke]! + (spots.closed[stroke] === 0 ? 1 : 0);
  }
  const order = Int32Array.from({ length: count }, (_, place) => place);
  return { spots, ends, order, flipped: new Uint8Array(count), places: order.slice() };
}

/** The spot at which the stroke at a place is entered; home beyond both ends of the order. */
export function entryAt({ order, flipped, ends }: Tour, place: number): number {
  if (place < 0 || place >= order.length) return ends[ends.length - 2]!;
  const stroke = order[place]!;
  return ends[2 * stroke + flipped[stroke]!]!;
}

/** The spot at which the stroke at a place is left. */
export function exitAt({ order, flipped, ends }: Tour, place: number): number {
  if (place < 0 || place >= order.length) return ends[ends.length - 2]!;
  const stroke = order[place]!;
  return ends[2 * stroke + 1 - flipped[stroke]!]!;
}

/** Reverses the places from..to, and the strokes there. */
export function reverse({ order, flipped, places }: Tour, from: number, to: number): void {
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

/** Lets a closed stroke begin at another of its spots. */
export function moveSeam({ ends }: Tour, stroke: number, spot: number): void {
  ends[2 * stroke] = ends[2 * stroke + 1] = spot;
}
