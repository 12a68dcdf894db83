import type { Path } from '../drawing.ts';
import { chained, reversedPath } from '../geometry/paths.ts';

/** Ends this close are in one place, mm: a tenth of what a plotter can place. */
const sameMm = 0.005;

/**
 * Open strokes that meet end to end, two of them and no third, become one; those that come back to where they began
 * become closed. The same ink, fewer lifts, and fewer strokes to put in order. Order is that of each first part.
 */
export function mergePaths(paths: readonly Path[]): Path[] {
  const partners = findPartners(paths);
  const used = new Uint8Array(paths.length);
  return paths.flatMap((path, stroke) => {
    if (used[stroke] === 1) return [];
    if (path.closed) return [path];
    return [assemble(paths, chainOf(stroke, partners, used))];
  });
}

/** End 2s is where stroke s begins, 2s + 1 where it ends; which other end is in the same place, negative where none is. */
function findPartners(paths: readonly Path[]): Int32Array {
  const partners = new Int32Array(2 * paths.length).fill(alone);
  const firsts = new Map<number, number>();
  paths.forEach(({ points, closed }, stroke) => {
    if (closed || points.length < 4) return;
    [0, points.length - 2].forEach((at, which) => {
      const place = Math.round(points[at]! / sameMm) * placesDown + Math.round(points[at + 1]! / sameMm);
      const [end, first] = [2 * stroke + which, firsts.get(place)];
      if (first === undefined) firsts.set(place, end);
      else pair(partners, first, end);
    });
  });
  return partners;
}

const alone = -1;
const crowded = -2;

/** More than there are places from top to bottom: 300 m of them. */
const placesDown = 2 ** 26;

/** Two ends in one place are partners; with a third, none is. */
function pair(partners: Int32Array, first: number, end: number): void {
  const second = partners[first]!;
  if (second === crowded) return;
  partners[first] = second === alone ? end : crowded;
  if (second === alone) partners[end] = first;
  else partners[second] = alone;
}

/** The strokes of a chain by the ends at which they are entered; from one of its ends, or all around. */
function chainOf(stroke: number, partners: Int32Array, used: Uint8Array): number[] {
  let first = 2 * stroke;
  for (let before = partners[first]!; before >= 0; before = partners[first]!) {
    first = before ^ 1;
    if (first === 2 * stroke) break;
  }
  const entries: number[] = [];
  for (let end = first; end >= 0 && used[end >> 1] === 0; end = partners[end ^ 1]!) {
    used[end >> 1] = 1;
    entries.push(end);
  }
  return entries;
}

function assemble(paths: readonly Path[], entries: readonly number[]): Path {
  const parts = entries.map((end) => (end % 2 === 0 ? paths[end >> 1]! : reversedPath(paths[end >> 1]!)));
  return closedIfRound(chained(parts, true));
}

/** A line of three points or more that ends where it began is a ring. */
function closedIfRound(path: Path): Path {
  const { points } = path;
  const last = points.length - 2;
  const apart = Math.hypot(points[last]! - points[0]!, points[last + 1]! - points[1]!);
  if (points.length < 8 || apart > sameMm) return path;
  return { points: points.slice(0, last), closed: true };
}
