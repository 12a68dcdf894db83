import type { Path } from './drawing.ts';
import { boundsOf } from './polyline.ts';

/** Where a pen's strokes leave ink, as pixels that lie in it with their middles. */
export interface InkMask {
  readonly leftMm: number;
  readonly topMm: number;
  readonly pixelMm: number;
  readonly width: number;
  readonly height: number;
  readonly inked: Uint8Array;
  readonly radiusMm: number;
}

/** Pixels of a mask at most: an A4 sheet at a sixth of a fine pen's width, an A1 sheet coarser. */
const mostPixels = 2 ** 24;

/** The ink of strokes with round ends. Memory is bounded whatever the sheet; a stroke costs its length in pixels. */
export function inkMask(paths: readonly Path[], penWidthMm: number): InkMask {
  const radiusMm = penWidthMm / 2;
  const bounds = boundsOf(
    paths.map(({ points }) => points),
    radiusMm,
  ) ?? { leftMm: 0, topMm: 0, rightMm: 0, bottomMm: 0 };
  const { leftMm, topMm, rightMm, bottomMm } = bounds;
  const [widthMm, heightMm] = [rightMm - leftMm, bottomMm - topMm];
  const pixelMm = Math.max(
    penWidthMm / 6,
    Math.sqrt((widthMm * heightMm) / mostPixels),
    Math.max(widthMm, heightMm) / 2 ** 16,
  );
  const [width, height] = [1 + Math.ceil(widthMm / pixelMm), 1 + Math.ceil(heightMm / pixelMm)];
  const mask = { leftMm, topMm, pixelMm, width, height, inked: new Uint8Array(width * height), radiusMm };
  for (const path of paths) paintPath(mask, path);
  return mask;
}

function paintPath(mask: InkMask, { points, closed }: Path): void {
  const { leftMm, topMm, pixelMm } = mask;
  const count = points.length / 2;
  const x = (i: number): number => (points[2 * (i % count)]! - leftMm) / pixelMm - 0.5;
  const y = (i: number): number => (points[2 * (i % count) + 1]! - topMm) / pixelMm - 0.5;
  if (count === 1) paintSide(mask, x(0), y(0), x(0), y(0));
  for (let i = 0; i < (closed ? count : count - 1); i++) paintSide(mask, x(i), y(i), x(i + 1), y(i + 1));
}

/** Inks each row's run of pixels within the radius of a side: where its disc ends, or its straight edges, reach. */
function paintSide(
  { width, height, inked, radiusMm, pixelMm }: InkMask,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  const radius = radiusMm / pixelMm;
  const first = Math.max(0, Math.ceil(Math.min(ay, by) - radius));
  const last = Math.min(height - 1, Math.floor(Math.max(ay, by) + radius));
  for (let row = first; row <= last; row++) {
    const [from, to] = spanAt(row, radius, ax, ay, bx, by);
    const [start, end] = [Math.max(0, Math.ceil(from)), Math.min(width - 1, Math.floor(to))];
    if (start <= end) inked.fill(1, row * width + start, row * width + end + 1);
  }
}

/** What of a row lies within `radius` of a side: the shape is convex, so its extremes are on discs or on edges. */
function spanAt(
  row: number,
  radius: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): [from: number, to: number] {
  let [from, to] = [Infinity, -Infinity];
  const reach = (x: number, half: number): void => {
    from = Math.min(from, x - half);
    to = Math.max(to, x + half);
  };
  if (Math.abs(row - ay) <= radius) reach(ax, Math.sqrt(radius ** 2 - (row - ay) ** 2));
  if (Math.abs(row - by) <= radius) reach(bx, Math.sqrt(radius ** 2 - (row - by) ** 2));
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0 || ay === by) return [from, to];
  for (const side of [-radius / length, radius / length]) {
    const [nx, ny] = [-side * (by - ay), side * (bx - ax)];
    const t = (row - ay - ny) / (by - ay);
    if (t >= 0 && t <= 1) reach(ax + nx + t * (bx - ax), 0);
  }
  return [from, to];
}

/**
 * Whether a straight stroke of the mask's pen would leave no ink where there is none: looked at along its middle and
 * along both edges, each pixel and a half inside, as pixels say that much.
 */
export function liesInInk(mask: InkMask, ax: number, ay: number, bx: number, by: number): boolean {
  const { pixelMm, radiusMm } = mask;
  const length = Math.hypot(bx - ax, by - ay);
  const steps = Math.max(1, Math.ceil(length / pixelMm));
  const aside = Math.max(0, radiusMm - pixelMm) / (length || 1);
  const [nx, ny] = [-aside * (by - ay), aside * (bx - ax)];
  for (let k = 0; k <= steps; k++) {
    const [x, y] = [ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps];
    if (!isInked(mask, x, y) || !isInked(mask, x + nx, y + ny) || !isInked(mask, x - nx, y - ny))
      return false;
  }
  return true;
}

function isInked({ leftMm, topMm, pixelMm, width, height, inked }: InkMask, x: number, y: number): boolean {
  const [column, row] = [Math.floor((x - leftMm) / pixelMm), Math.floor((y - topMm) / pixelMm)];
  return column >= 0 && row >= 0 && column < width && row < height && inked[row * width + column] === 1;
}
