import type { RgbImage } from '../../image.ts';
import type { Rgb } from '../../palette/colour.ts';
import type { Random } from '../../random.ts';
import { noPrices, plainMoment, type Canvas, type TrueStroke } from '../canvas.ts';
import { groupOf, type Symmetry } from '../symmetry.ts';
import { beginAs, type StrokeStart } from './begin-as.ts';
import { symmetricPage, turned } from './copies.ts';
import { strokeGradients } from './gradients.ts';
import {
  anyStrokes,
  decide,
  dropShort,
  inksOf,
  linesOf,
  type StrokeModel,
  type StrokePen,
  type StrokeSettings,
} from './model.ts';
import { openPage, type Page } from './page.ts';
import { choosePens, type Choice } from './pen-choice.ts';
import { renewStrokes } from './renew.ts';
import type { StrokeForm } from './spline.ts';
import { keepOnPage } from './start.ts';

/** What the picture must be whatever the network wants, and what it begins as. */
export interface StrokeDemands {
  readonly start?: StrokeStart;
  readonly symmetry?: Symmetry;
}

/**
 * The stroke canvas: B-splines drawn by pens on paper. Each stroke has logits over the palette, whose first colour is
 * the paper: a stroke of the paper is not drawn. Drawn strokes are as wide as their pen, and never leave the page.
 */
export function strokeCanvas(
  width: number,
  height: number,
  paper: Rgb,
  pens: readonly StrokePen[],
  settings: StrokeSettings,
  random: Random,
  { start, symmetry }: StrokeDemands = {},
): Canvas {
  const known = start && 'strokes' in start ? start.strokes.map(formOf) : [];
  const model = anyStrokes({ width, height }, paper, pens, settings, random, {
    known,
    ...(symmetry ? { turns: groupOf(symmetry) } : {}),
  });
  if (start) beginAs(start, model, settings, random);
  const { points, logits, rawColours } = model;
  const colours = pens.length + 1;
  const page = pageFor(model, 1);
  const draw = fineDrawer(model);
  let moment = plainMoment;
  let choice = choosePens(logits, colours, 1);
  let lines = linesOf(model, choice, 1);
  /** What each stroke's ink added to the loss when last looked at: below 0 it was of use. */
  let worth: Float32Array = new Float32Array(model.strokes.length);
  return {
    width,
    height,
    parameters: [
      { kind: 'points', values: points },
      { kind: 'logits', values: logits, interleaved: true },
      { kind: 'colours', values: rawColours },
    ],
    render(at) {
      moment = at;
      choice = at.straightThrough ? decide(model, settings) : choosePens(logits, colours, at.temperature);
      lines = linesOf(model, choice, 1);
      return page.draw(lines, inksOf(model), at.softness);
    },
    backward(gradient, weight) {
      const ofLines = page.backward(gradient, weight, moment.prices.overdraw / (width * height));
      worth = ofLines.worth;
      const { gradients, prices, shares } = strokeGradients(model, moment, choice, lines, ofLines, settings);
      return { gradients, prices: { ...noPrices, ...prices }, ...(moment.sharePrices ? { shares } : {}) };
    },
    relaxed(temperature, detail) {
      return draw(dropShort(model, choosePens(logits, colours, temperature), settings), detail);
    },
    truth(detail) {
      const decided = decide(model, settings);
      const palette = [paper, ...inksOf(model).colours];
      return {
        kind: 'strokes',
        strokes: trueStrokes(model, decided, worth),
        colours: palette,
        image: draw(decided, detail),
      };
    },
    settle(draws) {
      if (moment.renew)
        renewStrokes(model, decide(model, settings), settings, page, moment.temperature, draws);
      keepOnPage(points, model.within);
    },
  };
}

function formOf({ points, closed }: TrueStroke): StrokeForm {
  return { controls: points.length / 2, closed };
}

/** A page `detail` times as fine as the canvas, with the canvas's symmetry. */
function pageFor({ width, height, pens, turns }: StrokeModel, detail: number): Page {
  const page = openPage(width * detail, height * detail, pens.length);
  return symmetricPage(page, turns, width * detail, height * detail);
}

/** Draws the strokes as sharp as fine pixels are. */
function fineDrawer(model: StrokeModel): (choice: Choice, detail: number) => RgbImage {
  let fine: { page: Page; detail: number } | null = null;
  return (choice, detail) => {
    const [width, height] = [model.width * detail, model.height * detail];
    if (fine?.detail !== detail) fine = { page: pageFor(model, detail), detail };
    const { data } = fine.page.draw(linesOf(model, choice, detail), inksOf(model), 1);
    return { width, height, data: data.slice() };
  };
}

/** Those that are drawn, of most use first. */
function trueStrokes(
  model: StrokeModel,
  { probabilities, colours }: Choice,
  worth: Float32Array,
): TrueStroke[] {
  const numbers = model.strokes.map((_, s) => s).sort((a, b) => worth[a]! - worth[b]! || a - b);
  return numbers.flatMap((s) => {
    const pen = probabilities.subarray(colours * s, colours * (s + 1)).indexOf(1);
    return pen === 0 ? [] : copiesOf(model, s, pen);
  });
}

/** A stroke as often as the symmetry has it. */
function copiesOf({ strokes, turns, points, within }: StrokeModel, s: number, pen: number): TrueStroke[] {
  const { basis, from, to } = strokes[s]!;
  const { closed } = basis.form;
  const own = points.slice(from, to);
  if (turns.length === 1) return [{ pen, closed, points: own }];
  const middle = [within.width / 2, within.height / 2] as const;
  return turns.map((turn) => ({ pen, closed, points: turned(own, turn, middle), copyOf: s }));
}
