import { touchHop, turn, type Search } from './search.ts';
import { placeIn } from './tour.ts';

/**
 * Puts so many places from `from` on before the place `gap`, turned if asked, by reversals on the shorter way there;
 * false, and nothing done, where that is longer than the search may move.
 */
export function shift(search: Search, from: number, length: number, gap: number, turned: boolean): boolean {
  const { tour } = search;
  const ahead = placeIn(tour, gap - placeIn(tour, from + length));
  const behind = placeIn(tour, from - gap);
  const between = Math.min(ahead, behind);
  if (between > search.mostMoved) return false;
  for (const place of [from, placeIn(tour, from + length), gap]) touchHop(search, place);
  if (ahead <= behind) {
    turn(search, from, length + ahead);
    turn(search, from, ahead);
    if (!turned) turn(search, placeIn(tour, from + ahead), length);
  } else {
    turn(search, gap, behind + length);
    turn(search, placeIn(tour, gap + length), behind);
    if (!turned) turn(search, gap, length);
  }
  return true;
}
