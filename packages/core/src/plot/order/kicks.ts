import type { Random } from '../../random.ts';
import { entryAt, exitAt } from './tour.ts';
import { improve, takeBack, touch, turn, type Search } from './search.ts';

/** Strokes on each side that a kick exchanges at most. */
const longestBlock = 30;

/**
 * Gets a tour out of where no exchange gains any more: two blocks of strokes that follow each other change places, what
 * that made worse is improved, and all is taken back unless it is better in the end. Goes on until the work is done.
 * Source: O. Martin, S. Otto, E. Felten, "Large-step Markov chains for the traveling salesman problem" (1991).
 */
export function kickTour(improved: Search, random: Random): void {
  const count = improved.tour.order.length;
  if (count < 3) return;
  const journal: number[] = [];
  const search: Search = { ...improved, journal };
  while (search.work > 0) {
    journal.length = 0;
    search.gained = 0;
    kick(search, random, count);
    improve(search);
    if (search.gained < 0) takeBack(search);
  }
}

/** Places from..middle - 1 and middle..to change places. */
function kick(search: Search, random: Random, count: number): void {
  const from = random.integer(0, count - 2);
  const middle = from + random.integer(1, Math.min(longestBlock, count - 1 - from));
  const to = middle - 1 + random.integer(1, Math.min(longestBlock, count - middle));
  const places = [from - 1, from, from + to - middle, from + to - middle + 1, to, to + 1];
  search.gained += costAround(search, [from, middle, to + 1]);
  turn(search, from, to);
  turn(search, from, from + to - middle);
  turn(search, from + to - middle + 1, to);
  search.gained -= costAround(search, [from, from + to - middle + 1, to + 1]);
  search.work -= 6;
  for (const place of places) touch(search, place);
}

function costAround({ tour, hop }: Search, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + hop(exitAt(tour, place - 1), entryAt(tour, place)), 0);
}
