import type { IndexMap } from '../../image.ts';

/** Width of the frame of `outside` pixels around a map, so that windows never have to ask where they are. */
const pad = 2;

/** Label of everything that is not on the map. */
export const outside = -1;

/** Which two pixels hang together at a corner where four meet: none, north-west with south-east, or north-east with south-west. */
export type Link = 'none' | 'falling' | 'rising';

/** An index map with a frame of `outside` around it. */
export interface PixelGrid {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly labels: Int16Array;
}

/** The map with its frame. */
export function pixelGrid({ width, height, indices }: IndexMap): PixelGrid {
  const stride = width + 2 * pad;
  const labels = new Int16Array(stride * (height + 2 * pad)).fill(outside);
  for (let y = 0; y < height; y++) {
    labels.set(indices.subarray(y * width, (y + 1) * width), (y + pad) * stride + pad);
  }
  return { width, height, stride, labels };
}

/** Place of pixel (x, y) in `labels`; both may be one beyond the map. */
export function pixelAt(grid: PixelGrid, x: number, y: number): number {
  return (y + pad) * grid.stride + x + pad;
}

/**
 * How the four pixels around the corner (x, y) hang together diagonally. Where two diagonals compete, the label
 * that is rarer nearby wins: it is the thin line, the other its background.
 */
export function linkAt(grid: PixelGrid, x: number, y: number): Link {
  const { labels, stride } = grid;
  const southEastAt = pixelAt(grid, x, y);
  const northEast = labels[southEastAt - stride]!;
  const northWest = labels[southEastAt - stride - 1]!;
  const southWest = labels[southEastAt - 1]!;
  const southEast = labels[southEastAt]!;
  if (
    northWest === northEast ||
    northWest === southWest ||
    southEast === northEast ||
    southEast === southWest
  ) {
    return 'none';
  }
  const falling = northWest === southEast && northWest !== outside;
  const rising = northEast === southWest && northEast !== outside;
  if (falling && rising) return rarer(grid, southEastAt, northWest, northEast) ? 'falling' : 'rising';
  return falling ? 'falling' : rising ? 'rising' : 'none';
}

/** Whether `one` has fewer pixels than `other` in the 4 x 4 window around a corner; of equals, the lower label. */
function rarer({ labels, stride }: PixelGrid, southEastAt: number, one: number, other: number): boolean {
  let balance = 0;
  for (let dy = -2; dy < 2; dy++) {
    for (let dx = -2; dx < 2; dx++) {
      const label = labels[southEastAt + dy * stride + dx]!;
      if (label === one) balance++;
      else if (label === other) balance--;
    }
  }
  return balance === 0 ? one < other : balance < 0;
}
