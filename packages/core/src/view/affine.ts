/** Where a view's pixel comes from: x' = a x + b y + c, y' = d x + e y + f, in pixel centres. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Every pixel from itself. */
export const identity: Affine = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

/**
 * Turns by `angle` (radians) and zooms by `scale` (> 1 shows less, larger) about the centre of a
 * width x height picture, then shifts its content by (shiftX, shiftY) pixels to the right and down.
 */
export function affineAbout(
  width: number,
  height: number,
  { angle, scale, shiftX, shiftY }: { angle: number; scale: number; shiftX: number; shiftY: number },
): Affine {
  const [x0, y0] = [(width - 1) / 2, (height - 1) / 2];
  const a = Math.cos(angle) / scale;
  const d = Math.sin(angle) / scale;
  // source = R (x - shift - centre) / scale + centre, with R = [[a, -d], [d, a]]
  const [u, v] = [shiftX + x0, shiftY + y0];
  return { a, b: -d, c: x0 - a * u + d * v, d, e: a, f: y0 - d * u - a * v };
}
