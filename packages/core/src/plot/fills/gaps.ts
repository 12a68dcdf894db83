import type { Path } from '../drawing.ts';
import type { Ring } from '../geometry/polyline.ts';
import { inkMask, isPixelInked, type InkMask } from '../order/ink-mask.ts';
import { dotAt } from './stipple.ts';

/** Gaps of fewer pixels, of a sixth of the pen's width each, nobody sees. */
const leastPixels = 6;

/**
 * Dots on what lines that were to be solid leave open inside an area: lines that follow its edge part at sharp corners,
 * and where they end in its middle.
 */
export function dotsInGaps(rings: readonly Ring[], paths: readonly Path[], penWidthMm: number): Path[] {
  const mask = inkMask([...paths, ...rings.map((points) => ({ points, closed: true }))], penWidthMm);
  const open = openPixels(rings, mask);
  const dots: Path[] = [];
  open.forEach((isOpen, start) => {
    if (isOpen === 0) return;
    const pixels = takeGap(open, start, mask.width);
    if (pixels.length >= leastPixels) dots.push(dotOn(pixels, mask));
  });
  return dots;
}

/** Pixels inside the area without ink. */
function openPixels(rings: readonly Ring[], mask: InkMask): Uint8Array {
  const { width, height } = mask;
  const open = new Uint8Array(width * height);
  crossingsByRow(rings, mask).forEach((crossings, row) => {
    if (row < 0 || row >= height) return;
    crossings.sort((one, other) => one - other);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const [from, to] = [Math.ceil(crossings[k]!), Math.floor(crossings[k + 1]!)];
      for (let x = from; x <= to; x++) open[row * width + x] = isPixelInked(mask, x, row) ? 0 : 1;
    }
  });
  return open;
}

/** Where rings cross the middles of the mask's rows, in pixels. */
function crossingsByRow(rings: readonly Ring[], { leftMm, topMm, pixelMm }: InkMask): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay] = [(ring[j]! - leftMm) / pixelMm - 0.5, (ring[j + 1]! - topMm) / pixelMm - 0.5];
      const [bx, by] = [(ring[i]! - leftMm) / pixelMm - 0.5, (ring[i + 1]! - topMm) / pixelMm - 0.5];
      for (let row = Math.ceil(Math.min(ay, by)); row < Math.max(ay, by); row++) {
        const crossings = rows.get(row) ?? [];
        crossings.push(ax + ((row - ay) / (by - ay)) * (bx - ax));
        rows.set(row, crossings);
      }
    }
  }
  return rows;
}

/** The pixels that hang together with one, taken out of those that are open. */
function takeGap(open: Uint8Array, start: number, width: number): number[] {
  const pixels = [start];
  open[start] = 0;
  for (let at = 0; at < pixels.length; at++) {
    // The mask has a frame of ink around the area: no neighbour lies beyond it.
    for (const next of [-1, 1, -width, width].map((step) => pixels[at]! + step)) {
      if (open[next] !== 1) continue;
      open[next] = 0;
      pixels.push(next);
    }
  }
  return pixels;
}

/** On the pixel nearest to the middle, which itself may lie outside. */
function dotOn(pixels: readonly number[], { leftMm, topMm, pixelMm, width }: InkMask): Path {
  const columnOf = (pixel: number): number => pixel % width;
  const rowOf = (pixel: number): number => Math.floor(pixel / width);
  const x = pixels.reduce((sum, pixel) => sum + columnOf(pixel), 0) / pixels.length;
  const y = pixels.reduce((sum, pixel) => sum + rowOf(pixel), 0) / pixels.length;
  const away = (pixel: number): number => (columnOf(pixel) - x) ** 2 + (rowOf(pixel) - y) ** 2;
  const middle = pixels.reduce((best, pixel) => (away(pixel) < away(best) ? pixel : best));
  return dotAt(leftMm + (columnOf(middle) + 0.5) * pixelMm, topMm + (rowOf(middle) + 0.5) * pixelMm);
}
