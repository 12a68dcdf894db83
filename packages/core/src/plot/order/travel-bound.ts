import type { Path } from '../drawing.ts';
import { lengthOf } from '../geometry/polyline.ts';
import { spotsOf, type Spots } from './spots.ts';

/** More ends than this are too many for a table of their distances. */
const mostEnds = 3000;

const rounds = 120;

/**
 * A length that no order of strokes can get below: with the pen up, from home (0, 0) through each stroke and back, mm.
 * `reachedMm` is what some order takes. Null where there are more than some 1500 strokes, as time grows with their square.
 *
 * Why it is a bound: the hops of a tour are two at home and, without those, a way through all strokes, which is a tree
 * over them. Every end of an open stroke has one hop, a closed stroke two. So for any prices p of ends
 *   sum of hops (d + p + p') = travel + sum of hops at each end x its price,
 * and the left side is at least that of the least tree and the two least hops at home under d + p + p'. Prices climb by
 * subgradients; each round's value is a bound, and the best is returned. From a closed stroke, whose spots are `step`
 * apart, distances are reduced by step / 2, as any point of it is that near to a spot.
 * Source: M. Held, R. Karp, "The traveling-salesman problem and minimum spanning trees" (1970, 1971).
 */
export function travelBound(paths: readonly Path[], reachedMm: number): number | null {
  if (paths.length === 0) return 0;
  // Before there is a table of as many squared.
  if (paths.reduce((count, { closed }) => count + (closed ? 1 : 2), 1) > mostEnds) return null;
  const ends = endsOf(paths);
  const prices = new Float64Array(ends.stroke.length);
  let [best, sinceBest, stride] = [0, 0, 1];
  for (let round = 0; round < rounds; round++) {
    const { value, degrees } = leastTree(ends, prices);
    sinceBest = value > best ? 0 : sinceBest + 1;
    if (sinceBest > 4) [stride, sinceBest] = [stride / 1.5, 0];
    best = Math.max(best, value);
    if (!climb(ends, prices, degrees, stride * Math.max(0, 1.02 * reachedMm - value))) break;
  }
  return best;
}

/** Ends of open strokes, closed strokes as one each, and home as the last: a stroke of its own. */
interface Ends {
  readonly stroke: Int32Array;
  /** Hops at each end in any tour. */
  readonly hops: Uint8Array;
  readonly distances: Float64Array;
  /** First end of each stroke, and one past the last. */
  readonly starts: Int32Array;
}

function endsOf(paths: readonly Path[]): Ends {
  const spots = spotsOf(paths);
  const groups = spotGroups(spots);
  const stroke = Int32Array.from(groups, ([first]) => spots.owner[first!]!);
  const slack = [
    ...paths.map(({ points, closed }, i) =>
      closed ? lengthOf(points, true) / (spots.starts[i + 1]! - spots.starts[i]!) / 2 : 0,
    ),
    0,
  ];
  const count = groups.length;
  const distances = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const between = leastBetween(spots, groups[a]!, groups[b]!) - slack[stroke[a]!]! - slack[stroke[b]!]!;
      distances[a * count + b] = distances[b * count + a] = Math.max(0, between);
    }
  }
  const starts = Int32Array.from({ length: paths.length + 2 }, (_, i) => {
    const first = stroke.indexOf(i);
    return first < 0 ? count : first;
  });
  const hops = Uint8Array.from(stroke, (owner) => (paths[owner] && !paths[owner].closed ? 1 : 2));
  return { stroke, hops, distances, starts };
}

function spotGroups({ starts, closed, x }: Spots): number[][] {
  const groups: number[][] = [];
  for (let stroke = 0; stroke + 2 < starts.length; stroke++) {
    const own = Array.from({ length: starts[stroke + 1]! - starts[stroke]! }, (_, i) => starts[stroke]! + i);
    groups.push(...(closed[stroke] === 1 ? [own] : own.map((spot) => [spot])));
  }
  return [...groups, [x.length - 1]];
}

function leastBetween({ x, y }: Spots, some: readonly number[], others: readonly number[]): number {
  let least = Infinity;
  for (const a of some) {
    for (const b of others) least = Math.min(least, (x[a]! - x[b]!) ** 2 + (y[a]! - y[b]!) ** 2);
  }
  return Math.sqrt(least);
}

/** The least tree over strokes (Prim) and the two least hops at home, less the prices; and the hops at each end. */
function leastTree(
  { stroke, hops, distances, starts }: Ends,
  prices: Float64Array,
): { value: number; degrees: Int32Array } {
  const count = stroke.length;
  const strokes = starts.length - 2;
  const degrees = new Int32Array(count);
  const cost = new Float64Array(strokes).fill(Infinity);
  const [from, to] = [new Int32Array(strokes), new Int32Array(strokes)];
  let value = -prices.reduce((sum, price, end) => sum + price * hops[end]!, 0);
  const reach = (own: number, other: number): void => {
    for (let a = starts[own]!; a < starts[own + 1]!; a++) {
      for (let b = starts[other]!; b < starts[other + 1]!; b++) {
        const priced = distances[a * count + b]! + prices[a]! + prices[b]!;
        if (priced < cost[other]!) [cost[other], from[other], to[other]] = [priced, a, b];
      }
    }
  };
  const left = new Set(Array.from({ length: strokes - 1 }, (_, i) => i + 1));
  for (let added = 0; left.size > 0;) {
    let nearest = -1;
    for (const other of left) {
      reach(added, other);
      if (nearest < 0 || cost[other]! < cost[nearest]!) nearest = other;
    }
    left.delete(nearest);
    value += cost[nearest]!;
    degrees[from[nearest]!]! += 1;
    degrees[to[nearest]!]! += 1;
    added = nearest;
  }
  return { value: value + hopsAtHome(distances, prices, degrees), degrees };
}

/** The two least hops at home; one stroke alone may be reached twice. */
function hopsAtHome(distances: Float64Array, prices: Float64Array, degrees: Int32Array): number {
  const count = prices.length;
  const home = count - 1;
  const priced = Array.from(
    { length: home },
    (_, end) => distances[home * count + end]! + prices[end]! + prices[home]!,
  );
  const order = Array.from(priced.keys()).sort((a, b) => priced[a]! - priced[b]!);
  const two = [order[0]!, order[1] ?? order[0]!];
  for (const end of two) degrees[end]! += 1;
  degrees[home]! += 2;
  return two.reduce((sum, end) => sum + priced[end]!, 0);
}

/** Raises the price of ends with too many hops; false where all have what they should, and the bound is exact. */
function climb({ hops }: Ends, prices: Float64Array, degrees: Int32Array, gap: number): boolean {
  const squared = degrees.reduce((sum, degree, end) => sum + (degree - hops[end]!) ** 2, 0);
  if (squared === 0 || gap === 0) return false;
  degrees.forEach((degree, end) => (prices[end]! += (gap / squared) * (degree - hops[end]!)));
  return true;
}
