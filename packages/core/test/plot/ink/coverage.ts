import type { IndexMap } from '../../../src/image.ts';
import type { PaletteEntry } from '../../../src/palette/pen.ts';
import type { Drawing, PenLayer, Sheet } from '../../../src/plot/drawing.ts';
import { inkOf } from '../../../src/plot/ink/ink.ts';
import type { Placement } from '../../../src/plot/placement.ts';
import type { Ring } from '../../../src/plot/geometry/polyline.ts';
import type { Region } from '../../../src/plot/regions/regions.ts';

/** Label of each pixel of a sheet's picture, -1 off the map. */
export type LabelAt = (xMm: number, yMm: number) => number;

/** The pen of the map's pixel. */
export function labelOfMap(
  { width, height, indices }: IndexMap,
  { leftMm, topMm, pixelMm }: Placement,
): LabelAt {
  return (x, y) => {
    const [column, row] = [Math.floor((x - leftMm) / pixelMm), Math.floor((y - topMm) / pixelMm)];
    return column < 0 || row < 0 || column >= width || row >= height ? -1 : indices[row * width + column]!;
  };
}

/** The pen of the region, by filling its rings (even-odd) on a grid. */
export function labelOfRegions(
  regions: readonly Region[],
  widthMm: number,
  heightMm: number,
  pixelsPerMm: number,
): LabelAt {
  const [width, height] = [Math.round(widthMm * pixelsPerMm), Math.round(heightMm * pixelsPerMm)];
  const labels = new Int16Array(width * height).fill(-1);
  for (const { label, rings } of regions) {
    for (let row = 0; row < height; row++) {
      const xs = crossings(rings, (row + 0.5) / pixelsPerMm);
      for (let k = 0; k + 1 < xs.length; k += 2) {
        const [from, to] = [Math.ceil(xs[k]! * pixelsPerMm - 0.5), Math.ceil(xs[k + 1]! * pixelsPerMm - 0.5)];
        labels.fill(label, row * width + from, row * width + to);
      }
    }
  }
  return (x, y) => labels[Math.floor(y * pixelsPerMm) * width + Math.floor(x * pixelsPerMm)] ?? -1;
}

function crossings(rings: readonly Ring[], y: number): number[] {
  const xs: number[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [y0, y1] = [ring[j + 1]!, ring[i + 1]!];
      if (y0 <= y !== y1 <= y) xs.push(ring[j]! + ((y - y0) / (y1 - y0)) * (ring[i]! - ring[j]!));
    }
  }
  return xs.sort((one, other) => one - other);
}

/** Share of the sheet where what is inked is not what the labels say: one pen, or none for paper. */
export function coverageError(
  drawing: Drawing,
  palette: readonly PaletteEntry[],
  labelAt: LabelAt,
  pixelsPerMm: number,
): number {
  const inks = drawing.layers.map((layer) => inkOf(layer, drawing.sheet, pixelsPerMm));
  const layerOf = palette.map((entry) =>
    entry.kind === 'pen' ? drawing.layers.findIndex(({ pen }) => pen === entry.pen) : -1,
  );
  const { width, height } = inks[0]!;
  let wrong = 0;
  for (let i = 0; i < width * height; i++) {
    const label = labelAt(((i % width) + 0.5) / pixelsPerMm, (Math.floor(i / width) + 0.5) / pixelsPerMm);
    const wanted = label < 0 ? -1 : layerOf[label]!;
    if (inks.some(({ coverage }, layer) => coverage[i]! >= 128 !== (layer === wanted))) wrong++;
  }
  return wrong / (width * height);
}

/** Share of the sheet that a layer inks although the labels there are not its own. */
export function overreach(
  layer: PenLayer,
  label: number,
  sheet: Sheet,
  labelAt: LabelAt,
  pixelsPerMm: number,
): number {
  const { width, coverage } = inkOf(layer, sheet, pixelsPerMm);
  const wrong = coverage.reduce((sum, covered, i) => {
    const [x, y] = [((i % width) + 0.5) / pixelsPerMm, (Math.floor(i / width) + 0.5) / pixelsPerMm];
    return sum + Number(covered >= 128 && labelAt(x, y) !== label);
  }, 0);
  return wrong / coverage.length;
}
