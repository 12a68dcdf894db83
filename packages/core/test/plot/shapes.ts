import fc from 'fast-check';
import type { Ring } from '../../src/plot/geometry/polyline.ts';

/** A square of 20 mm, clockwise as areas are, and a hole in it. */
export const square: Ring = Float64Array.of(10, 10, 30, 10, 30, 30, 10, 30);
export const hole: Ring = Float64Array.of(15, 15, 15, 25, 25, 25, 25, 15);

/** How far a point is outside an area (even-odd), by looking at every side. */
export function distanceOutside(rings: readonly Ring[], x: number, y: number): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
      if (ay <= y !== by <= y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
      const t = Math.min(
        1,
        Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
      );
      nearest = Math.min(nearest, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y));
    }
  }
  return inside ? 0 : nearest;
}

/** Areas of all sorts around (50, 50): blunt and spiky, 8 to 40 mm across. */
export const stars: fc.Arbitrary<Ring> = fc
  .tuple(
    fc.array(fc.double({ min: 4, max: 20, noNaN: true }), { minLength: 3, maxLength: 24 }),
    fc.double({ min: 0, max: 7, noNaN: true }),
  )
  .map(([radii, turn]) => starOf(radii, turn));

function starOf(radii: readonly number[], turn: number): Ring {
  return Float64Array.from(
    radii.flatMap((radius, i) => {
      const angle = turn + (2 * Math.PI * i) / radii.length;
      return [50 + radius * Math.cos(angle), 50 + radius * Math.sin(angle)];
    }),
  );
}

/** Stars, some with a hole of their own shape in the middle. */
export const areas: fc.Arbitrary<Ring[]> = fc
  .tuple(stars, fc.boolean())
  .map(([ring, holed]) => (holed ? [ring, withinOf(ring)] : [ring]));

/** The same a third as large, the other way around. */
function withinOf(ring: Ring): Ring {
  const small = ring.map((value) => 50 + (value - 50) / 3);
  return Float64Array.from({ length: ring.length }, (_, i) => small[ring.length - 2 - (i & ~1) + (i & 1)]!);
}
