import { movedInside, surely, type MaskDepth } from '../mask-depth.ts';
import { rangesOf } from './range.ts';

/** Where strokes may be: lengths in shorter picture sides. */
export interface Within {
  readonly width: number;
  readonly height: number;
  /** How far from the border the middle of a stroke has to stay. */
  readonly margin: number;
  /** Whether they stay within the circle around the middle as well, for pictures that are turned. */
  readonly round: boolean;
  /** Whether the picture goes on across its borders: strokes may cross them. */
  readonly endless: boolean;
  /** Where there may be ink; null is everywhere. */
  readonly mask: MaskDepth | null;
}

/**
 * Moves a stroke's control points to where they may be. A spline stays within their hull: where they are on the page, all
 * its ink is. An endless picture's stroke is moved as a whole, until its middle is on the page.
 */
export function keepWithin(points: Float32Array, within: Within): void {
  if (within.endless) {
    comeRound(points, within);
    return;
  }
  const { width, height, margin } = within;
  if (within.mask) keepInMask(points, within.mask, margin);
  if (within.round) keepInCircle(points, within);
  for (let i = 0; i < points.length; i += 2) {
    points[i] = Math.min(width - margin, Math.max(margin, points[i]!));
    points[i + 1] = Math.min(height - margin, Math.max(margin, points[i + 1]!));
  }
}

function comeRound(points: Float32Array, { width, height }: Within): void {
  const [middle] = middleAndReach(points);
  const shift = [width, height].map((period, axis) => -period * Math.floor(middle[axis]! / period));
  for (let i = 0; i < points.length; i++) points[i]! += shift[i % 2]!;
}

function keepInMask(points: Float32Array, mask: MaskDepth, margin: number): void {
  for (let i = 0; i < points.length; i += 2)
    [points[i], points[i + 1]] = movedInside(mask, [points[i]!, points[i + 1]!], surely(margin, mask));
}

function keepInCircle(points: Float32Array, { width, height, margin }: Within): void {
  const radius = Math.min(width, height) / 2 - margin;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]! - width / 2, points[i + 1]! - height / 2];
    const inside = Math.min(1, radius / Math.max(1e-9, Math.hypot(x, y)));
    points[i] = width / 2 + inside * x;
    points[i + 1] = height / 2 + inside * y;
  }
}

/**
 * Number of the pixel below a point, of a picture [height, width]; an endless one goes on beyond its borders, of others the
 * nearest pixel is taken there.
 */
export function pixelBelow({ endless }: Within, [x, y]: Point, width: number, height: number): number {
  const side = Math.min(width, height);
  const onPicture = (place: number, length: number): number => {
    const at = Math.floor(place * side);
    return endless ? at - length * Math.floor(at / length) : Math.min(length - 1, Math.max(0, at));
  };
  return onPicture(y, height) * width + onPicture(x, width);
}

type Point = readonly [x: number, y: number];

/** The middle of the points' bounding box, and half its longer side. */
export function middleAndReach(points: Float32Array): [middle: [number, number], reach: number] {
  const [x, y] = rangesOf(points);
  return [[(x[0] + x[1]) / 2, (y[0] + y[1]) / 2], Math.max(x[1] - x[0], y[1] - y[0]) / 2];
}
