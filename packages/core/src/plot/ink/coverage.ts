import { InkceptionError } from '../../error.ts';
import type { IndexMap } from '../../image.ts';
import type { PaletteEntry, Pen } from '../../palette/pen.ts';
import type { Drawing, PenLayer } from '../drawing.ts';
import { inkOf, inkSize } from './ink.ts';
import type { Placement } from '../placement.ts';

/** What is wrong with the ink of a drawing, as shares of the picture's area. */
export interface Coverage {
  /** Paper that shows where a pen was meant. */
  readonly bare: number;
  /** Ink where another pen or the paper was meant, also where the right ink is there, too. */
  readonly strayed: number;
  /** Either of them. */
  readonly error: number;
}

/**
 * How well the ink of a drawing matches the map it was made of, on a raster (`pixelsPerMm`, 20 unless given: 0.05 mm).
 * Every raster pixel of the picture counts, borders included: it is right when more than half of it is inked by the
 * pen of the map's pixel, and by no other. Errors: `bad-size` for a drawing without pens, `bad-pens` where the map has
 * a pen that the drawing has not.
 */
export function measureCoverage(
  drawing: Drawing,
  map: IndexMap,
  palette: readonly PaletteEntry[],
  placement: Placement,
  pixelsPerMm = 20,
): Coverage {
  const { layers, sheet } = drawing;
  const wanted = wantedLayers(drawing, map, palette);
  const { width, height } = inkSize(sheet, pixelsPerMm);
  const inked = new Uint32Array(width * height);
  layers.forEach((layer, l) => {
    if (layer.paths.length === 0) return;
    inkOf(layer, sheet, pixelsPerMm).coverage.forEach((covered, i) => {
      if (covered >= 128) inked[i]! |= 1 << l;
    });
  });
  let [bare, strayed, wrong, all] = [0, 0, 0, 0];
  eachPixel({ width, height }, map, placement, pixelsPerMm, (pixel, index) => {
    const bit = wanted[index]!;
    const [lacks, errs] = [(inked[pixel]! & bit) !== bit, (inked[pixel]! & ~bit) !== 0];
    all++;
    if (lacks) bare++;
    if (errs) strayed++;
    if (lacks || errs) wrong++;
  });
  return { bare: bare / all, strayed: strayed / all, error: wrong / all };
}

/** Bits of the layers that should ink each label of the map; none for paper. */
function wantedLayers({ layers }: Drawing, map: IndexMap, palette: readonly PaletteEntry[]): number[] {
  if (layers.length === 0 || layers.length > 32) {
    throw new InkceptionError('bad-size', `a drawing of ${layers.length} pens, expected 1 to 32`);
  }
  const layerOf = layersOfPens(layers, palette);
  const bits = (index: number): number => {
    const entry = palette[index]!;
    if (entry.kind === 'overprint') return entry.of.reduce((both, pen) => both | bits(pen), 0);
    if (entry.kind === 'paper') return 0;
    if (layerOf[index]! < 0) throw noLayer(entry.pen, layers);
    return 1 << layerOf[index]!;
  };
  const shown = new Set(map.indices);
  return palette.map((_, index) => (shown.has(index) ? bits(index) : 0));
}

/** The layer of each pen of a palette, else -1: drawings are kept as JSON, too, so that a pen is what it is called and draws. */
function layersOfPens(layers: readonly PenLayer[], palette: readonly PaletteEntry[]): number[] {
  const left: (string | null)[] = layers.map(({ pen }) => keyOf(pen));
  return palette.map((entry) => {
    const layer = entry.kind === 'pen' ? left.indexOf(keyOf(entry.pen)) : -1;
    if (layer >= 0) left[layer] = null; // pens that are the same in all have a layer each
    return layer;
  });
}

function keyOf({ name, hex, widthMm, opaque = false }: Pen): string {
  return JSON.stringify([name, hex, widthMm, opaque]);
}

function noLayer({ name, hex, widthMm }: Pen, layers: readonly PenLayer[]): InkceptionError {
  const there = layers.map(({ pen }) => `${pen.name} ${pen.hex}`).join(', ');
  return new InkceptionError(
    'bad-pens',
    `the drawing has no layer for ${name} ${hex} of ${widthMm} mm, which the map has; its pens are ${there}: give the palette that it was drawn with`,
  );
}

function eachPixel(
  { width, height }: { width: number; height: number },
  map: IndexMap,
  { leftMm, topMm, pixelMm }: Placement,
  pixelsPerMm: number,
  visit: (pixel: number, index: number) => void,
): void {
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) / pixelsPerMm - topMm) / pixelMm);
    if (row < 0 || row >= map.height) continue;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(((x + 0.5) / pixelsPerMm - leftMm) / pixelMm);
      if (column >= 0 && column < map.width) visit(y * width + x, map.indices[row * map.width + column]!);
    }
  }
}
