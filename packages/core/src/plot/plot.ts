import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import type { PaletteEntry, Pen } from '../palette/pen.ts';
import { plottingOrder } from '../palette/plotting-order.ts';
import { cleanIndexMap } from './regions/clean.ts';
import { directionField, type DirectionField } from './regions/direction-field.ts';
import type { Drawing, Path, Sheet } from './drawing.ts';
import { orderLayer } from './order/order-drawing.ts';
import { checkFineness } from './fineness.ts';
import { overlapRegions } from './regions/overlap.ts';
import { hasOverprints, inkedBy } from './overprint.ts';
import { centredPlacement, paperTooSmall, roomOf, type Placement } from './placement.ts';
import { strokeRegion, type RegionOptions } from './region-strokes.ts';
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
 * An overprinted area is drawn by both of its pens, each hatching in its own direction through all that it inks.
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
  const trace = (inked: IndexMap): readonly Region[] =>
    overlapRegions(traceRegions(inked, placement, complete.toleranceMm), order, complete.overlapMm);
  checkFineness(cleaned, palette.map(penOf), placement.pixelMm, complete);
  const regions = once(() => trace(cleaned));
  const field = once(() => fieldOf(regions(), map, placement));
  const overprinting = hasOverprints(palette);
  const layers = order.map((index) => {
    const pen = penOf(palette[index]!)!;
    const own = overprinting ? trace(inkedBy(cleaned, palette, index)) : regions();
    const ofPen = settingsOfPen(complete, index, pen, paperHexOf(palette));
    return { pen, paths: drawPen(own, index, pen, field, { ...ofPen, seed: complete.seed }, sheet) };
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
  settings: Omit<RegionOptions, 'field'>,
  sheet: Sheet,
): readonly Path[] {
  const paths = regions.flatMap(({ label, rings }, region) =>
    label === index ? strokeRegion(rings, pen, { ...settings, field, seed: settings.seed + region }) : [],
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

function penOf(entry: PaletteEntry): Pen | null {
  return entry.kind === 'pen' ? entry.pen : null;
}

/** Widths of an entry's pens, mm; of paper none. */
function widthsOfEntry(entry: PaletteEntry, palette: readonly PaletteEntry[]): number[] {
  if (entry.kind === 'overprint') return entry.of.flatMap((pen) => widthsOfEntry(palette[pen]!, palette));
  return entry.kind === 'pen' ? [entry.pen.widthMm] : [];
}

function paperHexOf(palette: readonly PaletteEntry[]): string | undefined {
  return palette.find((entry) => entry.kind === 'paper')?.paper.hex;
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
  const widthMm = entry.kind === 'paper' ? Math.min(...widths) : Math.max(...widthsOfEntry(entry, palette));
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
