import { InkceptionError } from '../error.ts';
import { nameColours } from '../palette/colour-name.ts';
import { hexToRgb, rgbToLab } from '../palette/colour.ts';
import { mostPens, widestMm } from '../palette/pen-rules.ts';
import type { Pen } from '../palette/pen.ts';
import type { Drawing, Path, PenLayer, Sheet } from '../plot/drawing.ts';
import { roomOf } from '../plot/placement.ts';
import { boundsOf, lengthOf } from '../plot/geometry/polyline.ts';
import { badSvg, parseSvgTree } from './svg-tree.ts';
import { findStrokes, type FoundStroke, type FoundStrokes } from './svg-walk.ts';

/** How a drawing from elsewhere becomes one for pens. */
export interface SvgDrawingOptions {
  /** Pens take the layers in their order; null: pens of the file's own colours and widths. */
  readonly pens: readonly Pen[] | null;
  /** Width of the file's own pens, mm; null: as the file has it. */
  readonly penWidthMm: number | null;
  /** What a pen draws: a layer, a colour, or "auto": layers where the file has two of Inkscape's, else colours. */
  readonly split: 'auto' | 'layers' | 'colours';
  /** Where it is put, in the middle; null: the file's own sheet, and everything where it is. */
  readonly sheet: Sheet | null;
  /** Its longer side in mm, or as large as the margin allows; null: as large as it is. */
  readonly sizeMm: number | 'fit' | null;
  /** How far straight lines may be from the curves, mm. */
  readonly toleranceMm: number;
}

/**
 * The strokes of any SVG as a drawing in mm, not ordered yet. Curves become lines; units, view boxes, transforms,
 * uses and simple style sheets are read; what cannot be drawn is named in `warnings`. Nothing outside the file is
 * opened. Errors: `bad-svg` for what is damaged, too much, or empty; `bad-pens` for more layers than pens;
 * `paper-too-small` where it does not fit.
 */
export function readSvgDrawing(
  bytes: Uint8Array,
  source: string,
  options: SvgDrawingOptions,
): { drawing: Drawing; warnings: string[] } {
  const found = findStrokes(parseSvgTree(bytes, source), options.toleranceMm, source);
  if (found.strokes.length === 0) {
    throw badSvg(source, `has nothing to draw${found.warnings.map((warning) => `; ${warning}`).join('')}`);
  }
  const place = placementOf(found, options, source);
  const { layers, warnings } = layersOf(found.strokes, options, place, source);
  return { drawing: { sheet: place.sheet, layers }, warnings: [...found.warnings, ...warnings] };
}

/** x' = scale x + leftMm. */
interface Place {
  readonly sheet: Sheet;
  readonly scale: number;
  readonly leftMm: number;
  readonly topMm: number;
}

function placementOf({ size, strokes }: FoundStrokes, options: SvgDrawingOptions, source: string): Place {
  const { sheet, sizeMm } = options;
  const bounds = boundsOf(strokes.map(({ points }) => points))!;
  if (!sheet && sizeMm === null) return asItIs(size ?? [bounds.rightMm, bounds.bottomMm], source);
  const target = sheet ?? {
    widthMm: size?.[0] ?? bounds.rightMm,
    heightMm: size?.[1] ?? bounds.bottomMm,
    marginMm: 0,
  };
  const [width, height] = [bounds.rightMm - bounds.leftMm, bounds.bottomMm - bounds.topMm];
  const [roomX, roomY] = roomOf(target);
  const pen = widestOf(strokes, options) / 2; // it has to stay off the margin, too
  const largest = Math.min(
    (roomX - 2 * pen) / Math.max(width, 1e-9),
    (roomY - 2 * pen) / Math.max(height, 1e-9),
  );
  const scale = sizeMm === null ? 1 : sizeMm === 'fit' ? largest : sizeMm / Math.max(width, height, 1e-9);
  if (!(scale <= largest * (1 + 1e-9))) throw tooLarge(source, scale * width, scale * height, roomX, roomY);
  return {
    sheet: target,
    scale,
    leftMm: target.widthMm / 2 - (scale * (bounds.leftMm + bounds.rightMm)) / 2,
    topMm: target.heightMm / 2 - (scale * (bounds.topMm + bounds.bottomMm)) / 2,
  };
}

function asItIs([widthMm, heightMm]: readonly [number, number], source: string): Place {
  const fits = [widthMm, heightMm].every((mm) => mm > 0 && mm <= longestSheetMm);
  if (!fits) {
    throw badSvg(
      source,
      `is ${widthMm} x ${heightMm} mm, expected more than 0 and at most ${longestSheetMm} mm: give --paper`,
    );
  }
  return { sheet: { widthMm, heightMm, marginMm: 0 }, scale: 1, leftMm: 0, topMm: 0 };
}

/** The longest sheet that a plotter is made for is a roll's piece. */
const longestSheetMm = 10_000;

function tooLarge(
  source: string,
  width: number,
  height: number,
  roomX: number,
  roomY: number,
): InkceptionError {
  const mm = (value: number): string => value.toFixed(1);
  return new InkceptionError(
    'paper-too-small',
    `${source} is a drawing of ${mm(width)} x ${mm(height)} mm, the margin leaves ${mm(roomX)} x ${mm(roomY)} mm: give a larger --paper, or --size fit`,
  );
}

interface Group {
  readonly label: string;
  readonly strokes: FoundStroke[];
}

function layersOf(
  strokes: readonly FoundStroke[],
  options: SvgDrawingOptions,
  place: Place,
  source: string,
): { layers: PenLayer[]; warnings: string[] } {
  const byLayer = splitsByLayer(strokes, options.split);
  const groups = byLayer ? groupByLayer(strokes) : groupByColour(strokes);
  const most = options.pens?.length ?? mostPens;
  if (groups.length > most) {
    const what = `${source} has ${groups.length} ${byLayer ? 'layers' : 'colours'}`;
    throw new InkceptionError(
      'bad-pens',
      `${what}, but there are ${most} pens: give more pens, or fewer ${byLayer ? 'layers' : 'colours'}`,
    );
  }
  const pens = options.pens ?? ownPens(groups, byLayer, options.penWidthMm);
  const layers = pens.map((pen, i) => ({
    pen,
    paths: (groups[i]?.strokes ?? []).map((stroke) => placed(stroke, place)),
  }));
  const mixed = byLayer ? groups.filter((group) => groupByColour(group.strokes).length > 1) : [];
  const warnings = mixed.map(
    ({ label }) => `layer "${label}" has several colours, one pen draws them all (--split colours)`,
  );
  return { layers, warnings };
}

function splitsByLayer(strokes: readonly FoundStroke[], split: SvgDrawingOptions['split']): boolean {
  if (split !== 'auto') return split === 'layers';
  return (
    new Set(strokes.map(({ layer }) => (layer?.named ? layer : null)).filter((layer) => layer !== null))
      .size > 1
  );
}

function groupByLayer(strokes: readonly FoundStroke[]): Group[] {
  return groupBy(
    strokes,
    ({ layer }) => layer,
    ({ layer }) => layer?.label ?? 'outside of layers',
  );
}

/** Light to dark. */
function groupByColour(strokes: readonly FoundStroke[]): Group[] {
  const groups = groupBy(
    strokes,
    ({ hex }) => hex,
    ({ hex }) => hex,
  );
  const lightness = ({ label }: Group): number => rgbToLab(hexToRgb(label))[0];
  return groups.sort((one, other) => lightness(other) - lightness(one));
}

function groupBy(
  strokes: readonly FoundStroke[],
  keyOf: (stroke: FoundStroke) => unknown,
  labelOf: (stroke: FoundStroke) => string,
): Group[] {
  const groups = new Map<unknown, Group>();
  for (const stroke of strokes) {
    const group = groups.get(keyOf(stroke)) ?? { label: labelOf(stroke), strokes: [] };
    groups.set(keyOf(stroke), group);
    group.strokes.push(stroke);
  }
  return [...groups.values()];
}

/** The pen of each group: the colour and width of most of its ink. */
function ownPens(groups: readonly Group[], byLayer: boolean, penWidthMm: number | null): Pen[] {
  const usual = groups.map(({ strokes }) => ({
    hex: mostDrawn(strokes, ({ hex }) => hex),
    widthMm: penWidthMm ?? ownWidth(Number(mostDrawn(strokes, ({ widthMm }) => widthMm.toFixed(3)))),
  }));
  const names = nameColours(usual.map(({ hex }) => hexToRgb(hex)));
  return usual.map((pen, i) => ({
    name: (byLayer && penName(groups[i]!.label)) || names[i]!,
    ...pen,
    source: 'file',
  }));
}

function mostDrawn(strokes: readonly FoundStroke[], keyOf: (stroke: FoundStroke) => string): string {
  const lengths = new Map<string, number>();
  for (const stroke of strokes) {
    const key = keyOf(stroke);
    lengths.set(key, (lengths.get(key) ?? 0) + lengthOf(stroke.points, stroke.closed) + 1e-6);
  }
  return [...lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** Width of the widest pen that the strokes may get, mm. */
function widestOf(strokes: readonly FoundStroke[], { pens, penWidthMm }: SvgDrawingOptions): number {
  if (pens) return Math.max(...pens.map(({ widthMm }) => widthMm));
  return penWidthMm ?? strokes.reduce((most, { widthMm }) => Math.max(most, ownWidth(widthMm)), 0);
}

/** As wide as the file says, within what pens are. */
function ownWidth(widthMm: number): number {
  return Math.min(widestMm, Math.max(0.05, widthMm));
}

/** "!2+S30 red 0.4" is the pen "red": the number, AxiDraw's codes and the width are written anew. */
function penName(label: string): string {
  return label
    .trim()
    .replace(/^!?\d+(?:\+[SHD]\d+)*\s*/i, '')
    .replace(/\s+\d*\.\d+$/, '')
    .trim();
}

function placed({ points, closed }: FoundStroke, { scale, leftMm, topMm }: Place): Path {
  return { points: points.map((value, i) => scale * value + (i % 2 === 0 ? leftMm : topMm)), closed };
}
