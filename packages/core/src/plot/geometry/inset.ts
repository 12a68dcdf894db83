import { Clipper, EndType, JoinType, type Path64 } from 'clipper2-ts';
import type { Ring } from './polyline.ts';
import { simplifyRing } from './simplify.ts';

/** Clipper counts in whole numbers: tenths of a micrometre here. */
const unitsPerMm = 10_000;

/** How far round corners may lie from their circle, mm. */
const arcToleranceMm = 0.01;

/**
 * Rings moved inwards by `insetMm` everywhere, outwards if negative; parts narrower than twice that vanish, holes
 * may merge. `rings` are one area: outer rings clockwise (y grows downwards), holes against the clock.
 */
export function insetRings(rings: readonly Ring[], insetMm: number): Ring[] {
  if (rings.length === 0) return [];
  const moved = Clipper.inflatePaths(
    rings.map(toPath),
    -insetMm * unitsPerMm,
    JoinType.Round,
    EndType.Polygon,
    2,
    arcToleranceMm * unitsPerMm,
  );
  return moved.map((path) => simplifyRing(toRing(path), arcToleranceMm)).filter((ring) => ring.length >= 6);
}

/** A ring as Clipper takes it. */
export function toPath(ring: Ring): Path64 {
  const path: Path64 = [];
  for (let i = 0; i < ring.length; i += 2) {
    path.push({ x: Math.round(ring[i]! * unitsPerMm), y: Math.round(ring[i + 1]! * unitsPerMm), z: 0 });
  }
  return path;
}

/** A ring of Clipper's in mm. */
export function toRing(path: Path64): Ring {
  const ring = new Float64Array(2 * path.length);
  path.forEach(({ x, y }, i) => {
    ring[2 * i] = x / unitsPerMm;
    ring[2 * i + 1] = y / unitsPerMm;
  });
  return ring;
}
