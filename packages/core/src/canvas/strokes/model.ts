import type { Rgb } from '../../palette/colour.ts';
import { fillNormal, type Random } from '../../random.ts';
import { coloursOf, type ColourSpec } from '../colour-spec.ts';
import type { MaskDepth } from '../mask-depth.ts';
import type { Turn } from '../symmetry.ts';
import type { Inks, Lines } from './page.ts';
import { trueChoice, type Choice } from './pen-choice.ts';
import { flatten, polygonLength, splineBasis, type SplineBasis, type StrokeForm } from './spline.ts';
import { bentStroke, onGrid, type StartSettings } from './start.ts';
import { keepWithin, type Within } from './within.ts';

/** A pen of the stroke canvas. */
export interface StrokePen {
  readonly colour: ColourSpec;
  /** Width of its line, canvas pixels. */
  readonly width: number;
  /** Opaque ink covers what is below it, other ink multiplies. */
  readonly opaque: boolean;
}

/** What strokes there are, what each may be, and what they begin as. Shares are in [0, 1]. */
export interface StrokeSettings extends StartSettings {
  /** Strokes at most. */
  readonly count: number;
  /** Control points of a stroke: 2 are a straight line. */
  readonly controls: number;
  /** Share of the strokes that come back to where they began, in [0, 1]. */
  readonly closed: number;
  /** Straight lines for each of its cubic pieces. */
  readonly pieceSamples: number;
  readonly begin: Beginning;
  /** Strokes shorter than this are not drawn, in widths of their pen. */
  readonly leastLength: number;
  /** Deviation of the pens' logits at the start. */
  readonly initialLogits: number;
  /** What the paper's logit, by which a stroke is not drawn, starts from. */
  readonly initialPaper: number;
  /** Mean and deviation of a learned colour before the sigmoid at the start. */
  readonly initialColours: readonly [number, number];
  /** Share of the strokes below which a pen's disuse is priced. */
  readonly usageFloor: number;
  /** RGB distance below which the likeness of two colours is priced. */
  readonly colourDistance: number;
}

/** A stroke's form, and where it is among all. */
export interface StrokeSpan {
  readonly basis: SplineBasis;
  /** Numbers of the control points before its own, and where its own end. */
  readonly from: number;
  readonly to: number;
  /** Numbers of the points along the strokes before its own, and where its own end. */
  readonly lineFrom: number;
  readonly lineTo: number;
}

/** All strokes and pens, as the optimiser moves them. */
export interface StrokeModel {
  readonly width: number;
  readonly height: number;
  /** The shorter side, pixels: the unit of points. */
  readonly side: number;
  readonly within: Within;
  readonly strokes: readonly StrokeSpan[];
  /** Every stroke is drawn once for each of these turns about the middle of the page; the first is none. */
  readonly turns: readonly Turn[];
  readonly pens: readonly StrokePen[];
  readonly paper: Rgb;
  /** Control points of all strokes, x0, y0, x1, y1, ..., in shorter sides. */
  readonly points: Float32Array;
  /** [strokes, 1 + pens]: the paper's, by which a stroke is not drawn, and the pens'. */
  readonly logits: Float32Array;
  /** [pens, 3] before the sigmoid. */
  readonly rawColours: Float32Array;
}

/** Where strokes are drawn besides where they are, and where they may not be. */
export interface Extent {
  /** As in `StrokeModel`; none: each is drawn once. */
  readonly turns?: readonly Turn[];
  /** Whether the picture goes on across its borders. */
  readonly endless?: boolean;
  readonly mask?: MaskDepth | null;
}

/** Ways to begin: anywhere around the middle, evenly over the page, or where the first gradient asks for ink. */
export type Beginning = 'noise' | 'grid' | 'gradient';
/** All of them. */
export const beginnings: readonly Beginning[] = ['noise', 'grid', 'gradient'];

/** The paper's logit of what is not drawn before it is asked for. */
const certainPaper = 9;

/** Strokes undecided between the pens: first those of a `known` form, then loops, then others. */
export function anyStrokes(
  { width, height }: { readonly width: number; readonly height: number },
  paper: Rgb,
  pens: readonly StrokePen[],
  settings: StrokeSettings,
  random: Random,
  { known = [], ...extent }: { known?: readonly StrokeForm[] } & Extent = {},
): StrokeModel {
  const { begin } = settings;
  const forms = formsOf(settings, known);
  const model = blankStrokes({ width, height }, paper, pens, forms, settings.pieceSamples, extent);
  const { points, logits, rawColours, within, strokes } = model;
  fillNormal(logits, random, 0, settings.initialLogits);
  fillNormal(rawColours, random, ...settings.initialColours);
  strokes.forEach(({ basis, from, to }, s) => {
    const bent = bentStroke(basis.form, within, settings, random);
    const placed = begin === 'grid' ? onGrid(bent, s, strokes.length, within) : bent;
    points.set(placed, from);
    keepWithin(points.subarray(from, to), within);
    logits[(pens.length + 1) * s] = begin === 'gradient' ? certainPaper : settings.initialPaper;
  });
  return model;
}

function formsOf({ count, controls, closed }: StrokeSettings, known: readonly StrokeForm[]): StrokeForm[] {
  const loops = Math.round(closed * count);
  const own = Array.from({ length: count }, (_, s) => ({ controls, closed: s < loops }));
  return [...known.slice(0, count), ...own.slice(known.length)];
}

/** Strokes of these forms, all of whose numbers are 0. */
export function blankStrokes(
  { width, height }: { readonly width: number; readonly height: number },
  paper: Rgb,
  pens: readonly StrokePen[],
  forms: readonly StrokeForm[],
  pieceSamples: number,
  { turns = noTurns, endless = false, mask = null }: Extent = {},
): StrokeModel {
  const side = Math.min(width, height);
  const marginPixels = Math.max(...pens.map((pen) => pen.width)) / 2;
  const within = {
    width: width / side,
    height: height / side,
    margin: marginPixels / side,
    round: !turns.every((turn) => keepsPage(turn, width === height)),
    endless,
    mask,
  };
  const strokes = spansOf(forms, pieceSamples);
  const points = new Float32Array(strokes.at(-1)!.to);
  const logits = new Float32Array((pens.length + 1) * forms.length);
  const rawColours = new Float32Array(3 * pens.length);
  return { width, height, side, within, strokes, turns, pens, paper, points, logits, rawColours };
}

const noTurns: readonly Turn[] = [[1, 0, 0, 1]];

/** Whether the page is the same after a turn: half turns and mirrors, and of a square quarter turns. */
function keepsPage([a, b]: Turn, square: boolean): boolean {
  return b === 0 || (square && a === 0);
}

function spansOf(forms: readonly StrokeForm[], pieceSamples: number): StrokeSpan[] {
  const bases = new Map<string, SplineBasis>();
  let [from, lineFrom] = [0, 0];
  return forms.map((form) => {
    const key = `${form.controls} ${form.closed}`;
    const basis = bases.get(key) ?? splineBasis(form, pieceSamples);
    bases.set(key, basis);
    const [to, lineTo] = [from + 2 * form.controls, lineFrom + 2 * basis.samples];
    const span = { basis, from, to, lineFrom, lineTo };
    [from, lineFrom] = [to, lineTo];
    return span;
  });
}

/** The strokes as the pens of a choice draw them, on a page `scale` times as fine. */
export function linesOf(model: StrokeModel, { probabilities, colours }: Choice, scale: number): Lines {
  const { strokes, pens, points, side } = model;
  const numbers = strokes.at(-1)!.lineTo;
  const lines = {
    points: new Float32Array(numbers),
    starts: Int32Array.from([...strokes.map(({ lineFrom }) => lineFrom / 2), numbers / 2]),
    halves: new Float32Array(strokes.length),
    shares: new Float32Array(pens.length * strokes.length),
    presences: new Float32Array(strokes.length),
  };
  strokes.forEach(({ basis, from, lineFrom }, s) => {
    flatten(basis, points, from, scale * side, lines.points, lineFrom);
    const own = probabilities.subarray(colours * s, colours * (s + 1));
    lines.shares.set(own.subarray(1), pens.length * s);
    lines.presences[s] = 1 - own[0]!;
    lines.halves[s] = scale * halfWidth(own, pens);
  });
  return lines;
}

/** The inks of the pens with the colours that they have now, clear ones first; the paper below. */
export function inksOf({ pens, rawColours, paper }: StrokeModel): Inks {
  const numbers = pens.map((_, n) => n);
  const isOpaque = (n: number): boolean => pens[n]!.opaque;
  return {
    colours: coloursOf(
      pens.map(({ colour }) => colour),
      rawColours,
    ),
    opaque: numbers.map(isOpaque),
    order: [...numbers.filter((n) => !isOpaque(n)), ...numbers.filter(isOpaque)], // as the plotter does
    paper,
  };
}

/** One pen for each stroke; the paper's for those too short to be a stroke. */
export function decide(model: StrokeModel, settings: StrokeSettings): Choice {
  return dropShort(model, trueChoice(model.logits, model.pens.length + 1), settings);
}

/** A choice in which strokes too short to be one are the paper's. */
export function dropShort(model: StrokeModel, choice: Choice, { leastLength }: StrokeSettings): Choice {
  const { colours } = choice;
  const probabilities = choice.probabilities.slice();
  lengthsOf(model).forEach((length, s) => {
    const own = probabilities.subarray(colours * s, colours * (s + 1));
    if (length >= leastLength * 2 * halfWidth(own, model.pens)) return;
    own.fill(0);
    own[0] = 1;
  });
  return { probabilities, colours };
}

/** Length of each stroke, pixels. */
function lengthsOf({ strokes, points, side }: StrokeModel): Float32Array {
  return Float32Array.from(strokes, ({ basis, from }) => {
    const line = new Float32Array(2 * basis.samples);
    flatten(basis, points, from, side, line, 0);
    return polygonLength(line, false); // a closed stroke's last point is its first
  });
}

const leastPresence = 1e-3;

/** Half the width of a stroke: that of its pens in the mean, sum p_n w_n / sum p_n / 2. */
function halfWidth(own: Float32Array, pens: readonly StrokePen[]): number {
  let [sum, present] = [0, 0];
  pens.forEach((pen, n) => {
    sum += own[n + 1]! * pen.width;
    present += own[n + 1]!;
  });
  return present < leastPresence ? pens[0]!.width / 2 : sum / present / 2;
}

/** Its adjoint: dh/dp_n = (w_n / 2 - h) / sum p_m, times `gradient` added to `into`; both [1 + pens]. */
export function addHalfWidth(
  own: Float32Array,
  pens: readonly StrokePen[],
  gradient: number,
  into: Float32Array,
): void {
  const present = own.subarray(1).reduce((sum, p) => sum + p, 0);
  if (present < leastPresence) return;
  const half = halfWidth(own, pens);
  pens.forEach((pen, n) => (into[n + 1]! += (gradient * (pen.width / 2 - half)) / present));
}
