import type { Path } from '../drawing.ts';
import { boundsOf } from '../geometry/polyline.ts';

/** Where a pen's strokes leave ink, as pixels that lie in it with their middles. */
export interface InkMask {
  readonly leftMm: number;
  readonly topMm: number;
  readonly pixelMm: number;
  readonly width: number;
  readonly height: number;
  /** A bit for each pixel, rows of whole words: strokes run down columns, and bytes of so many rows fit no cache. */
  readonly inked: Int32Array;
  readonly wordsPerRow: number;
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
  const wordsPerRow = (width + 31) >> 5;
  const inked = new Int32Array(wordsPerRow * height);
  const mask = { leftMm, topMm, pixelMm, width, height, inked, wordsPerRow, radiusMm };
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

/** Inks each row's run of pixels within the radius of a side: a convex shape, whose ends lie on discs or on edges. */
function paintSide(mask: InkMask, ax: number, ay: number, bx: number, by: number): void {
  if (by < ay) {
    paintSide(mask, bx, by, ax, ay);
    return;
  }
  const radius = mask.radiusMm / mask.pixelMm;
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const perRow = dx / dy;
  const halfRow = (radius * length) / dy;
  // Between these rows both ends lie on edges: most of a long side, and quickly done.
  const edges = length > 0 ? radius * Math.abs(dx / length) : radius;
  const [from, to] = [ay + edges, by - edges];
  const first = Math.max(0, Math.ceil(ay - radius));
  const last = Math.min(mask.height - 1, Math.floor(by + radius));
  for (let row = first; row <= last; row++) {
    if (row >= from && row <= to && dy > 0) {
      const middle = ax + (row - ay) * perRow;
      inkRow(mask, row, middle - halfRow, middle + halfRow);
    } else inkRound(mask, row, radius, ax, ay, bx, by);
  }
}

/** Inks a row of a side that its ends' discs reach: up to the farthest of discs and edges. */
function inkRound(
  mask: InkMask,
  row: number,
  radius: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  const half = halfChord(radius, row - ay);
  const otherHalf = halfChord(radius, row - by);
  let from = Math.min(half < 0 ? Infinity : ax - half, otherHalf < 0 ? Infinity : bx - otherHalf);
  let to = Math.max(half < 0 ? -Infinity : ax + half, otherHalf < 0 ? -Infinity : bx + otherHalf);
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  for (let side = -1; side <= 1; side += 2) {
    const t = (row - ay - (side * radius * dx) / length) / dy;
    if (!(t >= 0 && t <= 1)) continue;
    const x = ax - (side * radius * dy) / length + t * dx;
    from = Math.min(from, x);
    to = Math.max(to, x);
  }
  inkRow(mask, row, from, to);
}

function inkRow({ width, wordsPerRow, inked }: InkMask, row: number, from: number, to: number): void {
  const first = Math.max(0, Math.ceil(from));
  const last = Math.min(width - 1, Math.floor(to));
  if (first > last) return;
  const [start, end] = [row * wordsPerRow + (first >> 5), row * wordsPerRow + (last >> 5)];
  const [onwards, upTo] = [-1 << (first & 31), -1 >>> (31 - (last & 31))];
  if (start === end) {
    inked[start]! |= onwards & upTo;
    return;
  }
  inked[start]! |= onwards;
  for (let word = start + 1; word < end; word++) inked[word] = -1;
  inked[end]! |= upTo;
}

/** Half of a disc's row that lies `off` from its middle; -1 where there is none. */
function halfChord(radius: number, off: number): number {
  const squared = radius * radius - off * off;
  return squared >= 0 ? Math.sqrt(squared) : -1;
}

/**
 * Whether a straight stroke of the mask's pen would leave no ink where there is none: looked at along its middle and
 * along both edges, each pixel and a half inside, as pixels say that much.
 */
export function liesInInk(mask: InkMask, ax: number, ay: number, bx: number, by: number): boolean {
  if (!isWithin(mask, ax, ay) || !isWithin(mask, bx, by)) return false;
  const { leftMm, topMm, pixelMm, radiusMm } = mask;
  const [dx, dy] = [(bx - ax) / pixelMm, (by - ay) / pixelMm];
  const length = Math.sqrt(dx * dx + dy * dy);
  const steps = Math.max(1, Math.ceil(length));
  const aside = Math.max(0, radiusMm / pixelMm - 1) / (length || 1);
  const [nx, ny] = [-aside * dy, aside * dx];
  const [x0, y0] = [(ax - leftMm) / pixelMm, (ay - topMm) / pixelMm];
  const isInked = (x: number, y: number): boolean => isPixelInked(mask, x | 0, y | 0);
  for (let k = 0; k <= steps; k++) {
    const [x, y] = [x0 + (dx * k) / steps, y0 + (dy * k) / steps];
    if (!isInked(x, y) || !isInked(x + nx, y + ny) || !isInked(x - nx, y - ny)) return false;
  }
  return true;
}

/** Whether a pixel of the mask, by column and row, lies in ink. */
export function isPixelInked({ inked, wordsPerRow }: InkMask, column: number, row: number): boolean {
  return ((inked[row * wordsPerRow + (column >> 5)]! >>> (column & 31)) & 1) === 1;
}

/** Whether the pen's dot at a point lies within the mask. */
function isWithin(mask: InkMask, x: number, y: number): boolean {
  const { leftMm, topMm, pixelMm, width, height, radiusMm } = mask;
  const [right, bottom] = [leftMm + width * pixelMm, topMm + height * pixelMm];
  return (
    x - radiusMm >= leftMm - 1e-9 &&
    y - radiusMm >= topMm - 1e-9 &&
    x + radiusMm <= right &&
    y + radiusMm <= bottom
  );
}
