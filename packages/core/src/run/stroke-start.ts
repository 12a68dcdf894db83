import type { StartStroke } from '../canvas/strokes/begin-as.ts';
import { controlsThrough, flatten, splineBasis } from '../canvas/strokes/spline.ts';
import { InkceptionError } from '../error.ts';
import { readSvgDrawing } from '../import/svg-drawing.ts';
import { deltaE, hexToRgb, rgbToHex, rgbToLab, type Rgb } from '../palette/colour.ts';
import type { Path } from '../plot/drawing.ts';
import { lengthOf } from '../plot/geometry/polyline.ts';
import type { LinesStart } from './composition.ts';
import type { Job, JobColour } from './job.ts';

/** A drawing to begin as. */
export interface SvgStart {
  readonly svg: Uint8Array;
  /** Names the file in errors. */
  readonly source: string;
}

/** The drawing is read on a sheet whose shorter side is so long. */
const sideMm = 100;
/** How far splines may be from the drawing's lines, and what is kept off the border, mm of that sheet. */
const [toleranceMm, marginMm] = [0.4, 1];

/**
 * The lines of an SVG made to fit the picture, as splines, the longest first. Errors: `bad-svg` for what is damaged or has
 * parts that are no lines.
 */
export function readLines({ svg, source }: SvgStart, { width, height }: Job['size']): DrawnLine[] {
  const side = Math.min(width, height);
  const sheet = { widthMm: (sideMm * width) / side, heightMm: (sideMm * height) / side, marginMm };
  const { drawing, warnings } = readSvgDrawing(svg, source, {
    pens: null,
    penWidthMm: null,
    split: 'colours',
    sheet,
    sizeMm: 'fit',
    toleranceMm: toleranceMm / 4,
  });
  if (warnings.length > 0)
    throw new InkceptionError(
      'bad-svg',
      `${source} has more than lines to begin as: ${warnings.join('; ')}; take these out, or turn them into paths`,
    );
  const lines = drawing.layers.flatMap(({ pen, paths }) => paths.map((path) => ({ hex: pen.hex, path })));
  const lengths = new Map(lines.map(({ path }) => [path, lengthOf(path.points, path.closed)]));
  return lines
    .filter(({ path }) => lengths.get(path)! > 0)
    .sort((a, b) => lengths.get(b.path)! - lengths.get(a.path)!);
}

/** Strokes to begin as. */
export interface StrokesRequest {
  readonly strokes: readonly StartStroke[];
  /** Of the palette, the paper's first, hex: what learned pens begin as, over greys unless said. */
  readonly colours?: readonly string[];
}

/** As a job holds them. */
export function startFromStrokes(
  { strokes, colours }: StrokesRequest,
  palette: readonly JobColour[],
  strength: number,
): LinesStart {
  return { strokes, colours: colours ?? paletteLike([], palette).map(rgbToHex), strength };
}

/** A line of a drawing to begin as, mm. */
export interface DrawnLine {
  readonly hex: string;
  readonly path: Path;
}

/** As a job holds them. A line's pen is the nearest to its colour; learned pens begin as the colours of most ink. */
export function startFromLines(
  lines: readonly DrawnLine[],
  palette: readonly JobColour[],
  controls: number,
  strength: number,
): LinesStart {
  const colours = paletteLike(lines, palette);
  const labs = colours.map(rgbToLab);
  const strokes = lines.map(({ hex, path }) => {
    const distances = labs.slice(1).map((lab) => deltaE(lab, rgbToLab(hexToRgb(hex))));
    const pen = 1 + distances.indexOf(Math.min(...distances));
    const points = Array.from(splineAlong(path, controls), (mm) => +(mm / sideMm).toFixed(5));
    return { pen, closed: path.closed, points };
  });
  return { strokes, colours: colours.map(rgbToHex), strength };
}

function paletteLike(lines: readonly DrawnLine[], palette: readonly JobColour[]): Rgb[] {
  const inks = new Map<string, number>();
  for (const { hex, path } of lines) inks.set(hex, (inks.get(hex) ?? 0) + lengthOf(path.points, path.closed));
  const own = [...inks].sort((a, b) => b[1] - a[1]).map(([hex]) => hexToRgb(hex));
  return palette.map((colour, n): Rgb => {
    if (colour.kind === 'paper') return hexToRgb(colour.hex);
    if (colour.kind === 'given') return hexToRgb(colour.pen.hex);
    const value = ((n * 37) % 100) / 100; // each pen left over another grey
    return own[n - 1] ?? [value, value, value];
  });
}

const mostControls = 64;

/** Control points of a spline along a path: twice as many until it is near enough. */
function splineAlong(path: Path, least: number): Float32Array {
  for (let controls = Math.max(path.closed ? 3 : 2, least); ; controls *= 2) {
    const count = Math.min(mostControls, controls);
    const through = controlsThrough(evenlyAlong(path, count), path.closed);
    if (count === mostControls || farthest(path, through) <= toleranceMm) return through;
  }
}

/** How far a path's points are from the spline, at most. */
function farthest({ points, closed }: Path, controls: Float32Array): number {
  const basis = splineBasis({ controls: controls.length / 2, closed }, 8);
  const line = new Float32Array(2 * basis.samples);
  flatten(basis, controls, 0, 1, line, 0);
  let most = 0;
  for (let i = 0; i < points.length; i += 2) {
    let least = Infinity;
    for (let j = 0; j < line.length; j += 2)
      least = Math.min(least, Math.hypot(points[i]! - line[j]!, points[i + 1]! - line[j + 1]!));
    most = Math.max(most, least);
  }
  return most;
}

/** So many points along a path, by length. */
function evenlyAlong({ points, closed }: Path, count: number): Float32Array {
  const ring = closed ? Float64Array.of(...points, points[0]!, points[1]!) : points;
  const step = lengthOf(points, closed) / (closed ? count : count - 1);
  const out = new Float32Array(2 * count);
  let [i, before] = [2, 0];
  for (let k = 0; k < count; k++) {
    const wanted = k * step;
    let length = segmentAt(ring, i);
    while (before + length < wanted && i + 2 < ring.length) {
      before += length;
      i += 2;
      length = segmentAt(ring, i);
    }
    const t = length > 0 ? Math.min(1, (wanted - before) / length) : 0;
    for (const axis of [0, 1])
      out[2 * k + axis] = ring[i - 2 + axis]! + t * (ring[i + axis]! - ring[i - 2 + axis]!);
  }
  return out;
}

function segmentAt(points: Float64Array, end: number): number {
  return Math.hypot(points[end]! - points[end - 2]!, points[end + 1]! - points[end - 1]!);
}
