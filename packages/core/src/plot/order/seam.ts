import type { Ring } from '../geometry/polyline.ts';

/** A place on a ring: on the side that begins at point `side`, at (x, y). */
export interface Seam {
  readonly side: number;
  readonly x: number;
  readonly y: number;
}

/** Seams this close to a corner are at the corner, mm. */
const cornerMm = 0.01;

/** The place on a ring nearest to (x, y). */
export function nearestSeam(ring: Ring, x: number, y: number): Seam {
  let best: Seam = { side: 0, x: ring[0]!, y: ring[1]! };
  let least = Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [ax, ay] = [ring[i]!, ring[i + 1]!];
    const [dx, dy] = [ring[j]! - ax, ring[j + 1]! - ay];
    const squared = dx * dx + dy * dy;
    const t = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
    const distance = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = { side: i / 2, x: ax + t * dx, y: ay + t * dy };
  }
  return best;
}

/** The ring begun at a seam, which becomes a point of it unless it is at a corner. */
export function reseam(ring: Ring, { side, x, y }: Seam): Ring {
  const count = ring.length / 2;
  const corner = [side, (side + 1) % count].find(
    (i) => Math.hypot(ring[2 * i]! - x, ring[2 * i + 1]! - y) <= cornerMm,
  );
  if (corner !== undefined) return startAt(ring, corner);
  const turned = startAt(ring, (side + 1) % count);
  const result = new Float64Array(ring.length + 2);
  result.set([x, y]);
  result.set(turned, 2);
  return result;
}

function startAt(ring: Ring, corner: number): Ring {
  const result = new Float64Array(ring.length);
  result.set(ring.subarray(2 * corner));
  result.set(ring.subarray(0, 2 * corner), ring.length - 2 * corner);
  return result;
}
