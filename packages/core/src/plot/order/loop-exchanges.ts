import { hopTo, leastGain, reseam, touchHop, type Search } from './search.ts';
import { shift } from './shift.ts';
import { entryAt, exitAt, placeIn } from './tour.ts';

/** Takes a closed stroke from where it is to before the place `gap`, begun where that is best. */
export function tryInsertLoop(search: Search, gap: number, stroke: number): boolean {
  const { tour, hop } = search;
  const at = tour.places[stroke]!;
  const after = placeIn(tour, at + 1);
  if (gap === at || gap === after) return false;
  const [before, beyond] = [exitAt(tour, placeIn(tour, gap - 1)), entryAt(tour, gap)];
  const saved =
    hopTo(search, at) +
    hopTo(search, after) -
    hop(exitAt(tour, placeIn(tour, at - 1)), entryAt(tour, after)) +
    hop(before, beyond);
  if (saved < leastGain) return false;
  const [spot, cost] = bestSeam(search, stroke, before, beyond);
  if (saved - cost < leastGain || !shift(search, at, 1, gap, true)) return false;
  search.gained += saved - cost;
  reseam(search, stroke, spot);
  return true;
}

/** Lets a closed stroke begin where the ways to it and from it take least. */
export function tryReseam(search: Search, stroke: number): boolean {
  const { tour } = search;
  const place = tour.places[stroke]!;
  const after = placeIn(tour, place + 1);
  const before = exitAt(tour, placeIn(tour, place - 1));
  const [spot, cost] = bestSeam(search, stroke, before, entryAt(tour, after));
  const gain = hopTo(search, place) + hopTo(search, after) - cost;
  if (gain < leastGain) return false;
  search.gained += gain;
  reseam(search, stroke, spot);
  touchHop(search, place);
  touchHop(search, after);
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
  search.work -= (starts[stroke + 1]! - starts[stroke]!) / 3;
  return [best, least];
}
