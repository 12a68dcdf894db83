import type { Rgb8Image } from '../export/png.ts';
import type { Point } from './homography.ts';
import { toLinear, type PaperLight } from './scan-light.ts';

/** Ink is what takes away a fifth of the light in some channel. */
const inkLight = 0.8;

/** Middles of all upright crosses in a scan, px, to a part of a pixel. */
export function findCrosses(image: Rgb8Image, light: PaperLight): Point[] {
  const { width, height } = image;
  const ink = inkMask(image, light);
  const crosses: Point[] = [];
  const seen = new Uint8Array(width * height);
  for (let i = 0; i < ink.length; i++) {
    if (ink[i] === 0 || seen[i] === 1) continue;
    const blob = collect(ink, seen, i, width, height);
    if (isCross(blob, ink, width)) crosses.push([blob.sumX / blob.count + 0.5, blob.sumY / blob.count + 0.5]);
  }
  return crosses;
}

function inkMask({ width, height, data }: Rgb8Image, light: PaperLight): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const paper = light(x, y);
      const inked = paper.some((value, c) => toLinear[data[3 * i + c]!]! < inkLight * value);
      if (inked) mask[i] = 1;
    }
  }
  return mask;
}

interface Blob {
  count: number;
  sumX: number;
  sumY: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function collect(ink: Uint8Array, seen: Uint8Array, start: number, width: number, height: number): Blob {
  const blob: Blob = { count: 0, sumX: 0, sumY: 0, left: width, right: 0, top: height, bottom: 0 };
  const stack = [start];
  seen[start] = 1;
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)];
    add(blob, x, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (ink[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return blob;
}

function add(blob: Blob, x: number, y: number): void {
  blob.count++;
  blob.sumX += x;
  blob.sumY += y;
  blob.left = Math.min(blob.left, x);
  blob.right = Math.max(blob.right, x);
  blob.top = Math.min(blob.top, y);
  blob.bottom = Math.max(blob.bottom, y);
}

const leastPixels = 12;

/** As wide as tall, nothing in the four corners, its weight in the middle, ink along both arms. */
function isCross(
  { count, sumX, sumY, left, right, top, bottom }: Blob,
  ink: Uint8Array,
  width: number,
): boolean {
  const [w, h] = [right - left + 1, bottom - top + 1];
  if (Math.min(w, h) < leastPixels || Math.abs(w - h) > 0.2 * Math.max(w, h)) return false;
  const [middleX, middleY] = [sumX / count, sumY / count];
  const off = Math.hypot(middleX - (left + right) / 2, middleY - (top + bottom) / 2);
  if (off > 0.1 * w || count > 0.6 * w * h) return false;
  const inked = (fx: number, fy: number): boolean => {
    const [x, y] = [Math.round(left + fx * (w - 1)), Math.round(top + fy * (h - 1))];
    return ink[y * width + x] === 1;
  };
  const near = [0.1, 0.2, 0.3];
  const corners = near.some((u) =>
    near.some((v) => [u, 1 - u].some((x) => [v, 1 - v].some((y) => inked(x, y)))),
  );
  // A turned cross leaves the middle line by a little at its ends.
  const along = (f: number): boolean =>
    [-0.08, 0, 0.08].some((d) => inked(f, 0.5 + d)) && [-0.08, 0, 0.08].some((d) => inked(0.5 + d, f));
  return !corners && [0.05, 0.25, 0.5, 0.75, 0.95].every(along);
}
