import { SaxesParser, type SaxesTagNS } from 'saxes';
import { InkceptionError } from '../error.ts';
import { hexToRgb, rgbToHex } from '../palette/colour.ts';
import type { Drawing, Path, PenLayer } from '../plot/drawing.ts';
import { boundsOf, lengthOf, type Bounds } from '../plot/geometry/polyline.ts';
import type { SvgForm } from './svg.ts';
import { linesOfCurve, readPathData, type SubPath } from './svg-path-data.ts';

/** What a plotter's software finds in an SVG file. */
export interface SvgProof {
  /** How width and height are written. */
  readonly units: 'mm' | 'px';
  readonly widthMm: number;
  readonly heightMm: number;
  readonly title: string;
  readonly description: string;
  readonly layers: readonly SvgLayer[];
}

/** A layer as it was found: lengths in mm, y downwards. */
export interface SvgLayer {
  readonly label: string;
  /** The first digits of the label. */
  readonly penNumber: number;
  /** AxiDraw's codes around the number: "!+S30". */
  readonly codes: string;
  readonly stroke: string;
  readonly strokeWidthMm: number;
  readonly pathCount: number;
  readonly lengthMm: number;
  /** Around the lines' middles, without their width; null for a layer without paths. */
  readonly bounds: Bounds | null;
}

const svgSpace = 'http://www.w3.org/2000/svg';
const inkscapeSpace = 'http://www.inkscape.org/namespaces/inkscape';

/**
 * Reads an SVG of pen layers, knowing nothing of what wrote it. Only what every plotter's software understands is
 * accepted: size in mm with one user unit a millimetre, layers as direct children of the root, in them paths of
 * straight lines, no transforms, styles, clips or nested groups. Errors: `bad-svg`, with the line.
 */
export function readSvg(text: string): SvgProof {
  const reader: Reader = { size: null, path: [], texts: { title: '', desc: '' }, layers: [], open: null };
  const parser = new SaxesParser({ xmlns: true });
  const at = (fault: string): InkceptionError => badSvg(`line ${parser.line}: ${fault}`);
  parser.on('error', (error) => {
    throw badSvg(error.message);
  });
  parser.on('doctype', () => {
    throw at('has a document type, which plotters do without');
  });
  parser.on('opentag', (tag) => {
    openTag(reader, tag, at);
  });
  parser.on('text', (content) => {
    const inside = reader.path[reader.path.length - 1];
    if (reader.path.length === 2 && (inside === 'title' || inside === 'desc'))
      reader.texts[inside] += content;
  });
  parser.on('closetag', () => reader.path.pop());
  parser.write(text).close();
  if (!reader.size) throw badSvg('there is no <svg>');
  const { title, desc } = reader.texts;
  return { ...reader.size, title, description: desc, layers: reader.layers.map(proveLayer) };
}

interface Reader {
  size: SvgSize | null;
  /** Names of the open elements; none for those of other namespaces. */
  readonly path: string[];
  readonly texts: { title: string; desc: string };
  readonly layers: OpenLayer[];
  open: OpenLayer | null;
}

type SvgSize = Pick<SvgProof, 'units' | 'widthMm' | 'heightMm'>;

interface OpenLayer {
  readonly label: string;
  readonly penNumber: number;
  readonly codes: string;
  readonly stroke: string;
  readonly strokeWidthMm: number;
  readonly lines: SubPath[];
  pathCount: number;
}

type Fault = (fault: string) => InkceptionError;

/** Attributes that would make a path something else than it says. */
const meddlers = ['transform', 'style', 'clip-path', 'mask', 'display', 'visibility', 'stroke-dasharray'];

function openTag(reader: Reader, tag: SaxesTagNS, at: Fault): void {
  const depth = reader.path.push(tag.uri === svgSpace ? tag.local : '') - 1;
  const meddler = meddlers.find((name) => name in tag.attributes);
  if (meddler !== undefined) throw at(`<${tag.name}> has ${meddler}, which plotters read in different ways`);
  if (depth === 0 && (tag.local !== 'svg' || tag.uri !== svgSpace)) {
    throw at(`the root is <${tag.name}>, expected <svg xmlns="${svgSpace}">`);
  }
  // What other programs keep for themselves is not drawn.
  if (tag.uri !== svgSpace) return;
  if (depth === 0) reader.size = readSize(tag, at);
  else if (depth === 1 && tag.local === 'g') reader.layers.push((reader.open = readLayer(tag, at)));
  else if (depth === 2 && tag.local === 'path' && reader.path[1] === 'g') readPath(reader.open!, tag, at);
  else if (depth !== 1 || !['title', 'desc', 'metadata'].includes(tag.local)) {
    throw at(`<${tag.name}> inside <${reader.path.slice(0, -1).join('> <')}>, expected layers with paths`);
  }
}

function readSize(tag: SaxesTagNS, at: Fault): SvgSize {
  const sizes = ['width', 'height'].map((name) => {
    const value = /^(\d+(?:\.\d+)?)(mm)?$/.exec(attribute(tag, name));
    if (!value)
      throw at(`${name} is "${attribute(tag, name)}", expected mm, such as "210mm", or bare pixels`);
    return { mm: Number(value[1]) * (value[2] ? 1 : 25.4 / 96), units: value[2] ? 'mm' : 'px' } as const;
  });
  const [width, height] = [sizes[0]!, sizes[1]!];
  const box = attribute(tag, 'viewBox')
    .split(/[\s,]+/)
    .map(Number);
  const near = (value: number | undefined, mm: number): boolean => Math.abs(value! - mm) <= roundingMm;
  const unit = box.length === 4 && near(box[0], 0) && near(box[1], 0);
  if (width.units !== height.units || !unit || !near(box[2], width.mm) || !near(box[3], height.mm)) {
    throw at(
      `viewBox is "${attribute(tag, 'viewBox')}", expected "0 0 ${width.mm} ${height.mm}": a unit is 1 mm`,
    );
  }
  return { units: width.units, widthMm: box[2]!, heightMm: box[3]! };
}

function readLayer(tag: SaxesTagNS, at: Fault): OpenLayer {
  if (inkscape(tag, 'groupmode') !== 'layer')
    throw at('<g> is no layer: inkscape:groupmode="layer" is missing');
  const label = inkscape(tag, 'label');
  const grammar = /^(!?)(\d+)((?:\+[SHD]\d+)*)(?: |$)/.exec(label);
  if (!grammar) throw at(`layer "${label}" does not begin with its pen's number`);
  const stroke = attribute(tag, 'stroke');
  if (!/^#[0-9a-f]{6}$/.test(stroke)) throw at(`layer "${label}" has stroke "${stroke}", expected "#rrggbb"`);
  if (attribute(tag, 'fill') !== 'none')
    throw at(`layer "${label}" has fill "${attribute(tag, 'fill')}", expected none`);
  const strokeWidthMm = Number(attribute(tag, 'stroke-width') || NaN);
  if (!(strokeWidthMm > 0)) throw at(`layer "${label}" has no stroke-width`);
  const [, pause, digits, codes] = grammar as unknown as readonly [string, string, string, string];
  const number = { penNumber: Number(digits), codes: pause + codes };
  return { label, ...number, stroke, strokeWidthMm, lines: [], pathCount: 0 };
}

function readPath(layer: OpenLayer, tag: SaxesTagNS, at: Fault): void {
  const extra = Object.keys(tag.attributes).find((name) => name !== 'd' && name !== 'id');
  if (extra !== undefined) throw at(`a path of layer "${layer.label}" has ${extra} of its own`);
  const lines = readPathData(attribute(tag, 'd'), at);
  if (lines.length !== 1)
    throw at(`a path of layer "${layer.label}" has ${lines.length} strokes, expected 1`);
  layer.lines.push(...lines);
  layer.pathCount++;
}

function attribute(tag: SaxesTagNS, name: string): string {
  return tag.attributes[name]?.value ?? '';
}

function inkscape(tag: SaxesTagNS, local: string): string {
  const found = Object.values(tag.attributes).find((own) => own.uri === inkscapeSpace && own.local === local);
  return found?.value ?? '';
}

function proveLayer({ lines, ...layer }: OpenLayer): SvgLayer {
  const lengthMm = lines.reduce((sum, { points, closed }) => sum + lengthOf(points, closed), 0);
  const bounds = boundsOf(lines.map(({ points }) => points));
  return { ...layer, lengthMm, bounds };
}

function badSvg(fault: string): InkceptionError {
  return new InkceptionError('bad-svg', `the SVG cannot be plotted: ${fault}`);
}

/** Coordinates are rounded to micrometres; each end of a side may be off by half of one. */
const roundingMm = 0.001;

/**
 * Reads a written SVG back and compares it with the drawing: as many layers as pens, in order, each with its colour,
 * width, number of strokes, length and bounds; the sheet's size; all ink, with the pens' width, off the margin.
 * Errors: `bad-svg`, naming the first difference.
 */
export function proveSvg(text: string, drawing: Drawing, form: SvgForm = {}): void {
  const proof = readSvg(text);
  const { sheet, layers } = drawing;
  if (proof.units !== (form.units ?? 'mm')) throw badSvg(`sizes are in ${proof.units}`);
  demand('width in mm', proof.widthMm, sheet.widthMm, roundingMm);
  demand('height in mm', proof.heightMm, sheet.heightMm, roundingMm);
  demand('number of layers', proof.layers.length, layers.length, 0);
  layers.forEach((layer, i) => {
    demandLayer(proof.layers[i]!, layer, i + 1, form.codes?.[i] ?? '');
    demandOffMargin(proof, proof.layers[i]!, sheet.marginMm);
    demandBounds(proof.layers[i]!, layer);
  });
}

function demandLayer(read: SvgLayer, { pen, paths }: PenLayer, penNumber: number, codes: string): void {
  const of = `layer "${read.label}": `;
  demand(`${of}number`, read.penNumber, penNumber, 0);
  if (read.codes !== codes) throw badSvg(`${of}codes are "${read.codes}", expected "${codes}"`);
  demand(`${of}stroke width in mm`, read.strokeWidthMm, pen.widthMm, roundingMm);
  demand(`${of}strokes`, read.pathCount, paths.length, 0);
  const lines = paths.map(writtenLines);
  const lengthMm = lines.reduce((sum, points, i) => sum + lengthOf(points, paths[i]!.closed), 0);
  const sides = lines.reduce((sum, { length }) => sum + length / 2, 0);
  demand(`${of}length in mm`, read.lengthMm, lengthMm, roundingMm * (sides + 1));
  if (read.stroke !== rgbToHex(hexToRgb(pen.hex)))
    throw badSvg(`${of}stroke is ${read.stroke}, expected ${pen.hex}`);
}

/** A path as it is read again: curves are written as they are, and not as a plotter's lines. */
function writtenLines({ points, curve }: Path): Float64Array {
  return curve ? linesOfCurve(curve) : points;
}

function demandBounds({ label, bounds }: SvgLayer, { paths }: PenLayer): void {
  const expected = boundsOf(paths.map(writtenLines));
  if (!bounds || !expected) return;
  for (const side of ['leftMm', 'topMm', 'rightMm', 'bottomMm'] as const)
    demand(`layer "${label}": ${side}`, bounds[side], expected[side], 2 * roundingMm);
}

function demandOffMargin(
  { widthMm, heightMm }: SvgProof,
  { label, bounds, strokeWidthMm }: SvgLayer,
  marginMm: number,
): void {
  if (!bounds) return;
  const least = marginMm + strokeWidthMm / 2;
  const room = Math.min(
    bounds.leftMm - least,
    bounds.topMm - least,
    widthMm - least - bounds.rightMm,
    heightMm - least - bounds.bottomMm,
  );
  if (room < -roundingMm)
    throw badSvg(`layer "${label}": ink reaches ${(-room).toFixed(3)} mm into the margin of ${marginMm} mm`);
}

function demand(what: string, read: number, expected: number, tolerance: number): void {
  if (Math.abs(read - expected) <= tolerance) return;
  throw badSvg(`${what} is ${read}, expected ${expected}`);
}
