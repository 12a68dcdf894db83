import { centreLines } from './centre-line.ts';
import type { Path } from './drawing.ts';
import { insetRings } from './inset.ts';
import type { Ring } from './polyline.ts';
import { nearestSeam, reseam } from './seam.ts';

/** Lines along the edge of an area. */
export interface ConcentricOptions {
  readonly pitchMm: number;
  readonly penWidthMm: number;
}

/** The next ring is never far, but where rings end; then the pen is lifted. In pitches. */
const longestLink = 1.5;

/**
 * Rings at every pitch inside an area, whose own edge is drawn already. A ring is left for the next one further in, so
 * that a simple area is one spiral; what is left in the middle, too narrow for a ring, gets a centre line.
 */
export function concentricLines(rings: readonly Ring[], { pitchMm, penWidthMm }: ConcentricOptions): Path[] {
  const spirals: Ring[][] = [];
  const middles: Path[] = [];
  for (let within = rings; within.length > 0;) {
    middles.push(...centreLines(within, { thinnestMm: penWidthMm, thickestMm: 2.1 * pitchMm, penWidthMm }));
    within = insetRings(within, pitchMm);
    for (const ring of within) addRing(spirals, ring, longestLink * pitchMm);
  }
  return [...spirals.map(spiralOf), ...middles];
}

/** Puts a ring at the end of the nearest spiral, begun where that ends, or begins a new one. */
function addRing(spirals: Ring[][], ring: Ring, longestLinkMm: number): void {
  let nearest: { spiral: Ring[]; ring: Ring } | null = null;
  let least = longestLinkMm;
  for (const spiral of spirals) {
    const last = spiral[spiral.length - 1]!;
    const seam = nearestSeam(ring, last[0]!, last[1]!);
    const distance = Math.hypot(seam.x - last[0]!, seam.y - last[1]!);
    if (distance > least) continue;
    least = distance;
    nearest = { spiral, ring: reseam(ring, seam) };
  }
  if (nearest) nearest.spiral.push(nearest.ring);
  else spirals.push([ring]);
}

/** Each ring all around, back to its beginning, and from there to the next. */
function spiralOf(rings: readonly Ring[]): Path {
  if (rings.length === 1) return { points: rings[0]!, closed: true };
  const points = rings.flatMap((ring) => [...ring, ring[0]!, ring[1]!]);
  return { points: Float64Array.from(points), closed: false };
}
