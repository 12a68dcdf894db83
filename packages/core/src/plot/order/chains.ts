import { greedyTour } from './greedy.ts';
import type { Hop } from './hop.ts';
import { findNeighbours, neighboursPerSpot, type Neighbours } from './neighbours.ts';
import type { Spots } from './spots.ts';
import { flip, moveSeam, plainTour, type Tour } from './tour.ts';

/**
 * A better start than from each stroke to the nearest: the quickest hops of all are taken first, where both their ends
 * are free and no circle closes, which makes chains of strokes; the same with chains, until they are few.
 * Source: J. Bentley, "Fast algorithms for geometric traveling salesman problems" (1992), greedy edges.
 */
export function chainedTour(spots: Spots, hop: Hop, near = findNeighbours(spots, hop)): Tour {
  const tour = plainTour(spots);
  const ends = 2 * (tour.order.length - 1);
  const chains: Chains = {
    next: new Int32Array(ends).fill(-1),
    far: Int32Array.from({ length: ends }, (_, end) => end ^ 1),
  };
  for (const candidate of quickestFirst(near)) {
    link(tour, chains, Math.floor(candidate / neighboursPerSpot), near.spots[candidate]!);
  }
  followChains(tour, chains, hop);
  return tour;
}

/** Stroke s has the ends 2s and 2s + 1. */
interface Chains {
  /** The end of another stroke that an end hops to, or -1. */
  readonly next: Int32Array;
  /** Of a chain's ends, the other one. */
  readonly far: Int32Array;
}

const buckets = 2 ** 16;

/** Numbers of neighbours by seconds, as finely as the buckets are; equals as they come. */
function quickestFirst({ spots, seconds }: Neighbours): Int32Array {
  const longest = seconds.reduce((most, each) => Math.max(most, each), 1e-9);
  const bucketOf = (i: number): number => Math.floor((seconds[i]! / longest) * (buckets - 1));
  const starts = new Int32Array(buckets + 1);
  for (let i = 0; i < spots.length; i++) if (spots[i]! >= 0) starts[bucketOf(i) + 1]! += 1;
  for (let i = 1; i <= buckets; i++) starts[i]! += starts[i - 1]!;
  const sorted = new Int32Array(starts[buckets]!);
  for (let i = 0; i < spots.length; i++) if (spots[i]! >= 0) sorted[starts[bucketOf(i)]!++] = i;
  return sorted;
}

function link(tour: Tour, { next, far }: Chains, from: number, to: number): void {
  const [a, b] = [freeEnd(tour, next, from), freeEnd(tour, next, to)];
  if (a < 0 || b < 0 || far[a] === b) return;
  for (const spot of [from, to]) {
    const stroke = tour.spots.owner[spot]!;
    if (tour.spots.closed[stroke] === 1) moveSeam(tour, stroke, spot);
  }
  next[a] = b;
  next[b] = a;
  const [start, end] = [far[a]!, far[b]!];
  far[start] = end;
  far[end] = start;
}

/** The end that hops from a spot would take, or -1. A closed stroke has two at its seam, which the first hop chooses. */
function freeEnd({ spots, ends }: Tour, next: Int32Array, spot: number): number {
  const stroke = spots.owner[spot]!;
  const first = 2 * stroke;
  if (spots.closed[stroke] === 0) {
    const end = first + spot - spots.starts[stroke]!;
    return next[end]! < 0 ? end : -1;
  }
  if (next[first]! < 0) return first;
  return next[first + 1]! < 0 && ends[first] === spot ? first + 1 : -1;
}

/** So few chains go from one to the nearest. */
const fewChains = 10;

/** Puts the strokes of each chain one after the other, the chains in an order found likewise. */
function followChains(tour: Tour, { next, far }: Chains, hop: Hop): void {
  const { order, places } = tour;
  const firsts = Array.from(far.keys()).filter((end) => next[end]! < 0 && end < far[end]!);
  const at = firsts.flatMap((first) => [tour.ends[first]!, tour.ends[far[first]!]!]);
  at.push(tour.spots.x.length - 1);
  const chained = chainSpots(tour.spots, at);
  const chainHop: Hop = (from, to) => hop(at[from]!, at[to]!);
  const chainTour = firsts.length > fewChains ? chainedTour(chained, chainHop) : greedyTour(chained);
  let place = 0;
  for (const chain of chainTour.order.subarray(0, firsts.length)) {
    const first = firsts[chain]!;
    let end = chainTour.ends[2 * chain] === 2 * chain ? first : far[first]!;
    for (; end >= 0; end = next[end ^ 1]!) {
      const stroke = end >> 1;
      order[place] = stroke;
      if (end % 2 === 1) flip(tour, stroke);
      places[stroke] = place++;
    }
  }
}

/** Both ends of each chain, as if it were one open stroke; home is the last. */
function chainSpots({ x, y }: Spots, at: readonly number[]): Spots {
  const count = (at.length - 1) / 2;
  return {
    x: Float64Array.from(at, (spot) => x[spot]!),
    y: Float64Array.from(at, (spot) => y[spot]!),
    owner: Int32Array.from(at, (_, i) => i >> 1),
    starts: Int32Array.from({ length: count + 2 }, (_, i) => Math.min(2 * i, 2 * count + 1)),
    closed: new Uint8Array(count),
  };
}
