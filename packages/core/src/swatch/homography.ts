import { solveLinear } from './solve-linear.ts';

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** A map of the plane that keeps lines straight: shift, turn, scale, shear and perspective. */
export type PlaneMap = (x: number, y: number) => Point;

/**
 * The map that takes four points to four others: x' = (a x + b y + c) / (g x + h y + 1), y' alike. null where three of
 * them lie on a line. Source: Heckbert, Fundamentals of Texture Mapping (1989), 2.2.
 */
export function planeMap(from: readonly Point[], to: readonly Point[]): PlaneMap | null {
  const rows = from.flatMap(([x, y], i) => {
    const [u, v] = to[i]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const solved = solveLinear(rows);
  if (!solved) return null;
  const [a, b, c, d, e, f, g, h] = solved as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (x, y) => {
    const w = g * x + h * y + 1;
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
  };
}
