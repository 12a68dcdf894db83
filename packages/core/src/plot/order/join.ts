import type { Path } from '../drawing.ts';
import { chained } from '../geometry/paths.ts';
import { staysDown, type Links } from './links.ts';

/**
 * Strokes that follow each other become one where the pen may stay on the paper from one to the next. Closed strokes
 * that are joined become open ones which end where they began.
 */
export function joinPaths(paths: readonly Path[], links: Links): Path[] {
  const joined: Path[] = [];
  let run: Path[] = [];
  for (const path of paths) {
    const before = run[run.length - 1];
    if (before && !follows(before, path, links)) {
      joined.push(merge(run));
      run = [];
    }
    run.push(path);
  }
  if (run.length > 0) joined.push(merge(run));
  return joined;
}

function follows(one: Path, other: Path, links: Links): boolean {
  const end = one.closed ? 0 : one.points.length - 2;
  return staysDown(links, one.points[end]!, one.points[end + 1]!, other.points[0]!, other.points[1]!);
}

function merge(run: readonly Path[]): Path {
  return run.length === 1 ? run[0]! : chained(run.map(opened), false);
}

/** A ring as an open line that ends where it began. */
function opened(path: Path): Path {
  if (!path.closed) return path;
  const { points } = path;
  const line = new Float64Array(points.length + 2);
  line.set(points);
  line.set(points.subarray(0, 2), points.length);
  return { points: line, closed: false };
}
