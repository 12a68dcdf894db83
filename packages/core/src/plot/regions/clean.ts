import type { IndexMap } from '../../image.ts';
import { findComponents, type Components } from './components.ts';

/**
 * The map without its specks: a component below `minAreaPixels` (one number, or one per label) goes to the label
 * with which it has the longest border. Lines are no specks: what is at least twice as long as a square of that
 * area is wide stays, however thin. A map of one component stays as it is.
 *
 * Each change shortens the total border, so it ends, and a cleaned map is not changed by cleaning it again.
 */
export function cleanIndexMap(map: IndexMap, minAreaPixels: number | readonly number[]): IndexMap {
  const minArea = (label: number): number =>
    typeof minAreaPixels === 'number' ? minAreaPixels : (minAreaPixels[label] ?? 0);
  const cleaned: IndexMap = { ...map, indices: map.indices.slice() };
  while (removeSpecks(cleaned, minArea));
  return cleaned;
}

/** Gives each speck away once, smallest first; false when there was none. */
function removeSpecks(map: IndexMap, minArea: (label: number) => number): boolean {
  const components = findComponents(map);
  const specks = findSpecks(components, minArea);
  if (specks.length === 0 || components.count === 1) return false;
  const pixelsOf = pixelsByComponent(components);
  // What has grown may be a speck no longer: the next round measures it again.
  const grown = new Uint8Array(components.count);
  const borders = new Int32Array(256);
  for (const id of specks) {
    if (grown[id] === 0)
      giveAway(map, heirOf(map, pixelsOf(id), borders), components.ids, pixelsOf(id), grown);
  }
  return true;
}

function findSpecks(
  { count, labels, areas, extents }: Components,
  minArea: (label: number) => number,
): number[] {
  const specks: number[] = [];
  for (let id = 0; id < count; id++) {
    const least = minArea(labels[id]!);
    if (areas[id]! < least && extents[id]! < 2 * Math.sqrt(least)) specks.push(id);
  }
  return specks.sort((one, other) => areas[one]! - areas[other]! || one - other);
}

/** Pixels of each component, by counting sort. */
function pixelsByComponent({ count, ids, areas }: Components): (id: number) => Int32Array {
  const ends = new Int32Array(count + 1);
  for (let id = 0; id < count; id++) ends[id + 1] = ends[id]! + areas[id]!;
  const next = ends.slice();
  const pixels = new Int32Array(ids.length);
  ids.forEach((id, pixel) => (pixels[next[id]!++] = pixel));
  return (id) => pixels.subarray(ends[id], ends[id + 1]);
}

/** The label with the longest border; of equals, the lower one. `borders` has room for all labels. */
function heirOf(map: IndexMap, pixels: Int32Array, borders: Int32Array): number {
  const { indices } = map;
  borders.fill(0);
  for (const pixel of pixels) eachNeighbour(map, pixel, (other) => borders[indices[other]!]!++);
  borders[indices[pixels[0]!]!] = -1;
  let heir = 0;
  for (let label = 1; label < borders.length; label++) if (borders[label]! > borders[heir]!) heir = label;
  return heir;
}

function giveAway(map: IndexMap, heir: number, ids: Int32Array, pixels: Int32Array, grown: Uint8Array): void {
  const { indices } = map;
  for (const pixel of pixels) {
    indices[pixel] = heir;
    eachNeighbour(map, pixel, (other) => {
      if (indices[other] === heir) grown[ids[other]!] = 1;
    });
  }
}

function eachNeighbour({ width, indices }: IndexMap, pixel: number, visit: (other: number) => void): void {
  const x = pixel % width;
  if (x > 0) visit(pixel - 1);
  if (x < width - 1) visit(pixel + 1);
  if (pixel >= width) visit(pixel - width);
  if (pixel + width < indices.length) visit(pixel + width);
}
