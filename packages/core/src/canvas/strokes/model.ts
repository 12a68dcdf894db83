import type { Rgb } from '../../palette/colour.ts';
import { fillNormal, type Random } from '../../random.ts';
import { coloursOf, type ColourSpec } from '../colour-spec.ts';
import type { Inks, Lines } from './page.ts';
import { decidePens, type Choice } from './pen-choice.ts';
import { flatten, splineBasis, type SplineBasis } from './spline.ts';
import { anyStroke, type StartSettings, type Within } from './start.ts';

/** A pen of the stroke canvas. */
export interface StrokePen {
  readonly colour: ColourSpec;
  /** Width of its line, canvas pixels. */
  readonly width: number;
  /** Opaque ink covers what is below it, other ink multiplies. */
  readonly opaque: boolean;
}

export interface StrokeSettings extends StartSettings {
  /** Strokes at most. */
  readonly count: number;
  /** Control points of a stroke: 2 are a straight line. */
  readonly controls: number;
  /** Straight lines for each of its cubic pieces. */
  readonly pieceSamples: number;
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

/** All strokes and pens, as the optimiser moves them. */
export interface StrokeModel {
  readonly width: number;
  readonly height: number;
  /** The shorter side, pixels: the unit of points. */
  readonly side: number;
  readonly within: Within;
  readonly basis: SplineBasis;
  readonly count: number;
  readonly pens: readonly StrokePen[];
  readonly paper: Rgb;
  /** Control points, [count, controls, 2], in shorter sides. */
  readonly points: Float32Array;
  /** [count, 1 + pens]: the paper's, by which a stroke is not drawn, and the pens'. */
  readonly logits: Float32Array;
  /** [pens, 3] before the sigmoid. */
  readonly rawColours: Float32Array;
}

/** Strokes around the middle of the page, undecided between the pens. */
export function anyStrokes(
  { width, height }: { readonly width: number; readonly height: number },
  paper: Rgb,
  pens: readonly StrokePen[],
  settings: StrokeSettings,
  random: Random,
): StrokeModel {
  const { count, controls } = settings;
  const side = Math.min(width, height);
  const marginPixels = Math.max(...pens.map((pen) => pen.width)) / 2;
  const within = { width: width / side, height: height / side, margin: marginPixels / side };
  const colours = pens.length + 1;
  const logits = fillNormal(new Float32Array(colours * count), random, 0, settings.initialLogits);
  const rawColours = fillNormal(new Float32Array(3 * pens.length), random, ...settings.initialColours);
  const points = new Float32Array(2 * controls * count);
  for (let s = 0; s < count; s++) {
    points.set(anyStroke(controls, within, settings, random), 2 * controls * s);
    logits[colours * s] = settings.initialPaper;
  }
  const basis = splineBasis({ controls, closed: false }, settings.pieceSamples);
  return { width, height, side, within, basis, count, pens, paper, points, logits, rawColours };
}

/** The strokes as the pens of a choice draw them, on a page `scale` times as fine. */
export function linesOf(model: StrokeModel, { probabilities, colours }: Choice, scale: number): Lines {
  const { basis, count, pens, points, side } = model;
  const lines = {
    points: new Float32Array(2 * basis.samples * count),
    starts: Int32Array.from({ length: count + 1 }, (_, s) => basis.samples * s),
    halves: new Float32Array(count),
    shares: new Float32Array(pens.length * count),
    presences: new Float32Array(count),
  };
  for (let s = 0; s < count; s++) {
    flatten(basis, points, stride(model) * s, scale * side, lines.points, 2 * basis.samples * s);
    const own = probabilities.subarray(colours * s, colours * (s + 1));
    lines.shares.set(own.subarray(1), pens.length * s);
    lines.presences[s] = 1 - own[0]!;
    lines.halves[s] = scale * halfWidth(own, pens);
  }
  return lines;
}

/** Numbers of a stroke among the points. */
export function stride({ basis }: StrokeModel): number {
  return 2 * basis.form.controls;
}

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
  return dropShort(model, decidePens(model.logits, model.pens.length + 1), settings);
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
function lengthsOf({ basis, count, points, side }: StrokeModel): Float32Array {
  const line = new Float32Array(2 * basis.samples);
  return Float32Array.from({ length: count }, (_, s) => {
    flatten(basis, points, 2 * basis.form.controls * s, side, line, 0);
    let length = 0;
    for (let i = 2; i < line.length; i += 2)
      length += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
    return length;
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
