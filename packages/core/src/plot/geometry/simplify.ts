/** Lines longer than this are simplified in pieces, which bounds the work on the worst of lines. */
const longestPiece = 2048;

/** Drops points of an open line that lie within `tolerance` of what is left (Ramer, Douglas, Peucker). */
export function simplifyLine(points: Float64Array, tolerance: number): Float64Array {
  const last = points.length / 2 - 1;
  if (last < 2) return points;
  const kept = new Uint8Array(last + 1);
  for (let from = 0; from < last; from += longestPiece) {
    keepBetween(points, from, Math.min(last, from + longestPiece), tolerance, kept);
  }
  return pick(points, kept);
}

/** The same for a closed line. */
export function simplifyRing(ring: Float64Array, tolerance: number): Float64Array {
  if (ring.length <= 6) return ring;
  const opened = new Float64Array(ring.length + 2);
  opened.set(ring);
  opened.set(ring.subarray(0, 2), ring.length);
  const last = ring.length / 2;
  const kept = new Uint8Array(last + 1);
  const far = farthestFrom(opened, 0);
  for (const [start, end] of [[0, far] as const, [far, last] as const]) {
    for (let from = start; from < end; from += longestPiece) {
      keepBetween(opened, from, Math.min(end, from + longestPiece), tolerance, kept);
    }
  }
  kept[last] = 0;
  return pick(opened, kept);
}

function farthestFrom(points: Float64Array, index: number): number {
  let [best, distance] = [index, -1];
  for (let i = 0; i < points.length / 2; i++) {
    const d = Math.hypot(points[2 * i]! - points[2 * index]!, points[2 * i + 1]! - points[2 * index + 1]!);
    if (d > distance) [best, distance] = [i, d];
  }
  return best;
}

function keepBetween(
  points: Float64Array,
  from: number,
  to: number,
  tolerance: number,
  kept: Uint8Array,
): void {
  kept[from] = 1;
  kept[to] = 1;
  const stack = [from, to];
  while (stack.length > 0) {
    const end = stack.pop()!;
    const start = stack.pop()!;
    const split = farthestFromChord(points, start, end, tolerance);
    if (split < 0) continue;
    kept[split] = 1;
    stack.push(start, split, split, end);
  }
}

/** The point farthest from the chord, or -1 when all are within the tolerance. */
function farthestFromChord(points: Float64Array, start: number, end: number, tolerance: number): number {
  const x = points[2 * start]!;
  const y = points[2 * start + 1]!;
  const dx = points[2 * end]! - x;
  const dy = points[2 * end + 1]! - y;
  const squared = dx * dx + dy * dy;
  let [best, most] = [-1, tolerance * tolerance];
  for (let i = start + 1; i < end; i++) {
    const px = points[2 * i]! - x;
    const py = points[2 * i + 1]! - y;
    const t = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
    const distance = (px - t * dx) ** 2 + (py - t * dy) ** 2;
    if (distance > most) {
      best = i;
      most = distance;
    }
  }
  return best;
}

function pick(points: Float64Array, kept: Uint8Array): Float64Array {
  const result: number[] = [];
  kept.forEach((keep, i) => {
    if (keep) result.push(points[2 * i]!, points[2 * i + 1]!);
  });
  return Float64Array.from(result);
}
