import type { Path } from '../drawing.ts';
import { reversed } from '../geometry/polyline.ts';

/** Points this close count as one, mm: a tenth of what a plotter can place. */
const sameMm = 0.005;

/**
 * The strokes without those that draw again what an earlier one drew: through the same points, forwards or backwards,
 * and from any point on where they are closed. Which one is kept does not depend on direction; order stays.
 */
export function dropRepeats(paths: readonly Path[]): Path[] {
  const sums = Float64Array.from(paths, sumOf);
  const suspects = repeated(sums);
  const seen = new Set<string>();
  return paths.filter((path, stroke) => {
    if (!suspects.has(sums[stroke]!)) return true;
    const name = nameOf(path);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Equal for equal lines, and seldom for others: names, which are long, are only made where it is. */
function sumOf({ points }: Path): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) {
    sum += Math.round(points[i]! / sameMm) + 1e6 * Math.round(points[i + 1]! / sameMm);
  }
  return sum;
}

/** The numbers that are there more than once. */
function repeated(numbers: Float64Array): Set<number> {
  const sorted = numbers.slice().sort();
  return new Set(sorted.filter((value, i) => i > 0 && value === sorted[i - 1]));
}

/** The same for the same line, whichever way round it runs. */
function nameOf({ points, closed }: Path): string {
  const [forward, backward] = [points, reversed(points)].map((each) => wordsOf(each, closed));
  return `${closed ? 'o' : '-'}${forward! < backward! ? forward! : backward!}`;
}

function wordsOf(points: Float64Array, closed: boolean): string {
  const cells = points.map((value) => Math.round(value / sameMm));
  return (closed ? startAtLeast(cells) : cells).join(' ');
}

/** The ring from its least point on; of several least ones, from that whose follower is least. */
function startAtLeast(ring: Float64Array): Float64Array {
  const at = (i: number): number => ring[i % ring.length]!;
  let best = 0;
  for (let i = 2; i < ring.length; i += 2) {
    let k = 0;
    while (k < ring.length && at(i + k) === at(best + k)) k++;
    if (k < ring.length && at(i + k) < at(best + k)) best = i;
  }
  const turned = new Float64Array(ring.length);
  turned.set(ring.subarray(best));
  turned.set(ring.subarray(0, best), ring.length - best);
  return turned;
}
