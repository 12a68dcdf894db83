import type { Path } from '../drawing.ts';
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
  if (run.length === 1) return run[0]!;
  const length = run.reduce((sum, { points, closed }) => sum + points.length + (closed ? 2 : 0), 0);
  const points = new Float64Array(length);
  let at = 0;
  for (const path of run) {
    points.set(path.points, at);
    at += path.points.length;
    if (!path.closed) continue;
    points.set(path.points.subarray(0, 2), at);
    at += 2;
  }
  return { points, closed: false };
}
