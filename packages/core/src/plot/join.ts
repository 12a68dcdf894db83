import type { Path } from './drawing.ts';

/**
 * Strokes that follow each other closely become one: where the next begins no farther than `joinMm` from where the
 * pen is, it stays on the paper. Closed strokes that are joined become open ones which end where they began.
 */
export function joinPaths(paths: readonly Path[], joinMm: number): Path[] {
  const joined: Path[] = [];
  let run: Path[] = [];
  for (const path of paths) {
    const before = run[run.length - 1];
    if (before && gapBetween(before, path) > joinMm) {
      joined.push(merge(run));
      run = [];
    }
    run.push(path);
  }
  return run.length > 0 ? [...joined, merge(run)] : joined;
}

function gapBetween(one: Path, other: Path): number {
  const end = one.closed ? 0 : one.points.length - 2;
  return Math.hypot(one.points[end]! - other.points[0]!, one.points[end + 1]! - other.points[1]!);
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
