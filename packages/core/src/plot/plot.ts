import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import type { PaletteEntry, Pen } from '../palette/pen.ts';
import { plottingOrder } from '../palette/plotting-order.ts';
import { cleanIndexMap } from './regions/clean.ts';
import { directionField, type DirectionField } from './regions/direction-field.ts';
import type { Drawing, Path, Sheet } from './drawing.ts';
import { orderLayer } from './order/order-drawing.ts';
import { overlapRegions } from './regions/overlap.ts';
import { centredPlacement, paperTooSmall, roomOf, type Placement } from './placement.ts';
import { strokeRegion } from './region-strokes.ts';
import { traceRegions, type Region } from './regions/regions.ts';
import { completeSettings, settingsOfPen, type PlotSettings } from './settings.ts';

export { cleanIndexMap } from './regions/clean.ts';
export { fills, type FillName } from './fills/fills.ts';
export { centredPlacement, type Placement } from './placement.ts';
export { defaultPlotSettings, type PlotSettings } from './settings.ts';

/**
 * Pen strokes for an index map: specks given to their neighbours, borders smoothed, each area outlined and filled by
 * its pen, strokes ordered for the least time.
 *
 * Every pen of the palette is a layer, also one that draws nothing: N pens are N layers. Light pens come before dark
 * ones (L*), opaque ones last; the paper is not drawn. No ink lies in the margin, and none passes an area's edge but
 * where the area is thinner than its pen.
 *
 * Errors: `bad-size` for a map without pixels or a placement that is none, `bad-image` for an index without a colour,
 * `bad-option` for a setting out of range, `paper-too-small` where the map does not fit inside the margin.
 */
export function plotIndexMap(
  map: IndexMap,
  palette: readonly PaletteEntry[],
  sheet: Sheet,
  settings: Partial<PlotSettings> = {},
  placement: Placement = centredPlacement(map, sheet),
): Drawing {
  const complete = completeSettings(settings);
  checkMap(map, palette);
  checkPlacement(map, sheet, placement, Math.max(0, ...widthsOf(palette)));
  const cleaned = cleanIndexMap(
    map,
    palette.map((entry) => leastArea(entry, palette, complete, placement)),
  );
  const order = plottingOrder(palette);
  const traced = traceRegions(cleaned, placement, complete.toleranceMm);
  const regions = overlapRegions(traced, order, complete.overlapMm);
  const field = once(() => fieldOf(regions, map, placement));
  const layers = order.map((index) => {
    const pen = penAt(palette, index)!;
    return { pen, paths: drawPen(regions, index, pen, field, complete, sheet) };
  });
  return { sheet, layers };
}

/** Only some fills ask for it, and then once for each area. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function fieldOf(regions: readonly Region[], map: IndexMap, placement: Placement): DirectionField {
  const { leftMm, topMm, pixelMm } = placement;
  return directionField(
    regions.flatMap(({ rings }) => rings),
    { leftMm, topMm, widthMm: map.width * pixelMm, heightMm: map.height * pixelMm },
  );
}

function drawPen(
  regions: readonly Region[],
  index: number,
  pen: Pen,
  field: () => DirectionField,
  settings: PlotSettings,
  sheet: Sheet,
): readonly Path[] {
  const own = settingsOfPen(settings, index, pen);
  const paths = regions.flatMap(({ label, rings }, region) =>
    label === index ? strokeRegion(rings, pen, { ...own, field, seed: settings.seed + region }) : [],
  );
  const inside = paths.map((path) => keepOffMargin(path, sheet, pen));
  return orderLayer({ pen, paths: inside }, { toleranceMm: 0 }).paths;
}

/** Only centre lines come so close to the edge that they have to be moved. */
function keepOffMargin({ points, closed }: Path, { widthMm, heightMm, marginMm }: Sheet, pen: Pen): Path {
  const least = marginMm + pen.widthMm / 2;
  const inside = points.map((value, i) =>
    Math.max(least, Math.min((i % 2 === 0 ? widthMm : heightMm) - least, value)),
  );
  return { points: inside, closed };
}

function penAt(palette: readonly PaletteEntry[], index: number): Pen | null {
  const entry = palette[index];
  return entry?.kind === 'pen' ? entry.pen : null;
}

function widthsOf(palette: readonly PaletteEntry[]): number[] {
  return palette.flatMap((entry) => (entry.kind === 'pen' ? [entry.pen.widthMm] : []));
}

/** In pixels, what a pen can just show; of paper, what the finest pen can leave open. */
function leastArea(
  entry: PaletteEntry,
  palette: readonly PaletteEntry[],
  { minFeature }: PlotSettings,
  { pixelMm }: Placement,
): number {
  const widths = widthsOf(palette);
  const widthMm = entry.kind === 'pen' ? entry.pen.widthMm : Math.min(...widths);
  return widths.length === 0 ? 0 : ((minFeature * widthMm) / pixelMm) ** 2;
}

function checkMap({ width, height, indices }: IndexMap, palette: readonly PaletteEntry[]): void {
  if (!(width >= 1 && height >= 1) || indices.length !== width * height) {
    throw new InkceptionError(
      'bad-size',
      `the index map is ${width} x ${height} px with ${indices.length} indices, expected at least 1 x 1 and one each`,
    );
  }
  const beyond = indices.find((index) => index >= palette.length);
  if (beyond === undefined) return;
  throw new InkceptionError(
    'bad-image',
    `the index map has pen ${beyond}, but the palette has ${palette.length} colours`,
  );
}

function checkPlacement(
  { width, height }: IndexMap,
  sheet: Sheet,
  { leftMm, topMm, pixelMm }: Placement,
  widestMm: number,
): void {
  const room = Math.min(...roomOf(sheet));
  if (room < widestMm) throw paperTooSmall(sheet, `has less room than a pen of ${widestMm} mm is wide`);
  if (!(pixelMm > 0 && pixelMm < Infinity) || !Number.isFinite(leftMm + topMm)) {
    throw new InkceptionError(
      'bad-size',
      `the map is placed at ${leftMm}, ${topMm} mm with pixels of ${pixelMm} mm, expected numbers`,
    );
  }
  const { widthMm, heightMm, marginMm } = sheet;
  const over = Math.max(
    marginMm - leftMm,
    marginMm - topMm,
    leftMm + width * pixelMm - (widthMm - marginMm),
    topMm + height * pixelMm - (heightMm - marginMm),
  );
  if (over <= 1e-6) return;
  throw paperTooSmall(sheet, `does not hold the picture: it reaches ${over.toFixed(2)} mm into the margin`);
}
