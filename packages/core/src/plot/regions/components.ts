import type { IndexMap } from '../../image.ts';
import { linkAt, pixelGrid, type Link, type PixelGrid } from './pixel-grid.ts';

/** Connected areas of one label, numbered in reading order of their first pixels. */
export interface Components {
  readonly count: number;
  /** Component of each pixel, [height, width]. */
  readonly ids: Int32Array;
  /** Of each component. */
  readonly labels: Uint8Array;
  readonly areas: Int32Array;
  /** Longer side of each component's bounding box, pixels. */
  readonly extents: Int32Array;
}

/** The connected areas of a map; pixels that touch at a corner hang together where `linkAt` says so. */
export function findComponents(map: IndexMap, grid: PixelGrid = pixelGrid(map)): Components {
  const parents = joinPixels(map, grid);
  const ids = new Int32Array(parents.length);
  let count = 0;
  for (let i = 0; i < ids.length; i++) {
    // A parent comes before its pixels, and has its number by now.
    const parent = parents[i]!;
    ids[i] = parent === i ? count++ : ids[parent]!;
  }
  return { count, ids, ...measure(map, ids, count) };
}

/** Union-find over pixels; the root of a set is its first pixel. */
function joinPixels({ width, height, indices }: IndexMap, grid: PixelGrid): Int32Array {
  const parents = new Int32Array(indices.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = indices[i]!;
      const asWest = x > 0 && indices[i - 1] === own;
      const asNorth = y > 0 && indices[i - width] === own;
      parents[i] = asWest ? parents[i - 1]! : i;
      if (asNorth && !(asWest && indices[i - width - 1] === own)) unite(parents, i - width, i);
      if (x > 0 && y > 0 && !asNorth) joinDiagonally(parents, i, width, linkAt(grid, x, y));
    }
  }
  return parents;
}

/** Around the north-west corner of pixel i. */
function joinDiagonally(parents: Int32Array, i: number, width: number, link: Link): void {
  if (link === 'falling') unite(parents, i - width - 1, i);
  else if (link === 'rising') unite(parents, i - width, i - 1);
}

function unite(parents: Int32Array, one: number, other: number): void {
  const a = findRoot(parents, one);
  const b = findRoot(parents, other);
  if (a < b) parents[b] = a;
  else parents[a] = b;
}

function findRoot(parents: Int32Array, start: number): number {
  let i = start;
  while (parents[i] !== i) {
    parents[i] = parents[parents[i]!]!;
    i = parents[i]!;
  }
  return i;
}

function measure(
  { width, indices }: IndexMap,
  ids: Int32Array,
  count: number,
): Pick<Components, 'labels' | 'areas' | 'extents'> {
  const labels = new Uint8Array(count);
  const areas = new Int32Array(count);
  const [left, right] = [new Int32Array(count).fill(width), new Int32Array(count)];
  const [top, bottom] = [new Int32Array(count).fill(indices.length), new Int32Array(count)];
  for (let y = 0, i = 0; i < ids.length; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = ids[i]!;
      labels[id] = indices[i]!;
      areas[id]! += 1;
      if (x < left[id]!) left[id] = x;
      if (x > right[id]!) right[id] = x;
      if (y < top[id]!) top[id] = y;
      bottom[id] = y;
    }
  }
  const extents = left.map((from, id) => 1 + Math.max(right[id]! - from, bottom[id]! - top[id]!));
  return { labels, areas, extents };
}
