import type { Random } from '../../random.ts';
import { improve } from './exchanges.ts';
import { exchangeRuns, hopTo, takeBack, touchHop, type Search } from './search.ts';
import { placeIn } from './tour.ts';

/** Strokes on each side that a kick exchanges at most. */
const longestRun = 30;

/**
 * Gets a tour out of where no exchange gains any more: two short runs of strokes that follow each other change places,
 * what that made worse is improved, and all is taken back unless it is better in the end. Goes on until the work is done.
 * Source: O. Martin, S. Otto, E. Felten, "Large-step Markov chains for the traveling salesman problem" (1991).
 */
export function kickTour(improved: Search, mostMoved: number, random: Random): void {
  if (improved.tour.order.length < 4) return;
  const journal: number[] = [];
  const search: Search = { ...improved, journal, mostMoved };
  while (search.work > 0) {
    journal.length = 0;
    search.gained = 0;
    kick(search, random);
    improve(search);
    if (search.gained < 0) takeBack(search);
  }
}

function kick(search: Search, random: Random): void {
  const { tour } = search;
  const longest = Math.min(longestRun, Math.floor((tour.order.length - 1) / 2));
  const from = random.integer(0, tour.order.length - 1);
  const [first, second] = [random.integer(1, longest), random.integer(1, longest)];
  const end = placeIn(tour, from + first + second);
  const before = hopTo(search, from) + hopTo(search, placeIn(tour, from + first)) + hopTo(search, end);
  exchangeRuns(search, from, first, second);
  const middle = placeIn(tour, from + second);
  search.gained += before - hopTo(search, from) - hopTo(search, middle) - hopTo(search, end);
  search.work -= 4;
  for (const place of [from, middle, end]) touchHop(search, place);
}
