import type { RgbImage } from '../../image.ts';
import type { Rgb } from '../../palette/colour.ts';
import type { Random } from '../../random.ts';
import { noPrices, plainMoment, type Canvas, type TrueStroke } from '../canvas.ts';
import type { Mask } from '../mask.ts';
import { coverOf, depthAt, depthOf, surely } from '../mask-depth.ts';
import { groupOf, type Symmetry } from '../symmetry.ts';
import { beginAs, type StartStroke, type StrokeStart } from './begin-as.ts';
import { endlessPage, mapped, mapsOf, symmetricPage } from './copies.ts';
import { cutStroke } from './cut.ts';
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
import { checkMaskRoom } from './mask-room.ts';
import { maskedPage } from './masked-page.ts';
import { openPage, type Page } from './page.ts';
import { relaxedChoice, type Choice } from './pen-choice.ts';
import { renewStrokes } from './renew.ts';
import type { StrokeForm } from './spline.ts';
import { trueDrawer } from './true-drawer.ts';
import { keepWithin, type Within } from './within.ts';

/** What the picture must be whatever the network wants, and what it begins as. */
export interface StrokeDemands {
  readonly start?: StrokeStart;
  readonly symmetry?: Symmetry;
  /** Where there may be ink: strokes are cut where they leave it. */
  readonly mask?: Mask;
  /** Whether the picture goes on across its borders; true strokes may then reach beyond them. Takes no mask. */
  readonly tile?: boolean;
}

/**
 * The stroke canvas: B-splines drawn by pens on paper. Each stroke has logits over the palette, whose first colour is
 * the paper: a stroke of the paper is not drawn. Drawn strokes are as wide as their pen, and never leave the page, but for
 * those of a tile.
 * Errors: `paper-too-small` for a mask in which no stroke has room.
 */
export function strokeCanvas(
  width: number,
  height: number,
  paper: Rgb,
  pens: readonly StrokePen[],
  settings: StrokeSettings,
  random: Random,
  { start, symmetry, mask, tile = false }: StrokeDemands = {},
): Canvas {
  const known = start && 'strokes' in start ? start.strokes.map(formOf) : [];
  const depth = mask ? depthOf(mask, width, height) : null;
  const model = anyStrokes({ width, height }, paper, pens, settings, random, {
    known,
    ...(symmetry ? { turns: groupOf(symmetry) } : {}),
    mask: depth,
    endless: tile,
  });
  if (depth) checkMaskRoom(depth, model, settings);
  if (start) beginAs(start, model, settings, random);
  const { points, logits, rawColours } = model;
  const colours = pens.length + 1;
  const page = pageFor(model, 1);
  const mix = fineMixer(model);
  const draw = trueDrawer(width, height, pens, tile);
  let moment = plainMoment;
  let choice = relaxedChoice(logits, colours, 1);
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
      choice = at.straightThrough ? decide(model, settings) : relaxedChoice(logits, colours, at.temperature);
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
      return mix(dropShort(model, relaxedChoice(logits, colours, temperature), settings), detail);
    },
    truth(detail) {
      const decided = decide(model, settings);
      const palette = [paper, ...inksOf(model).colours];
      const strokes = trueStrokes(model, decided, worth, settings);
      return { kind: 'strokes', strokes, colours: palette, image: draw(strokes, palette, detail) };
    },
    settle(draws) {
      if (moment.renew)
        renewStrokes(model, decide(model, settings), settings, page, moment.temperature, draws);
      for (const { from, to } of model.strokes) keepWithin(points.subarray(from, to), model.within);
    },
  };
}

function formOf({ points, closed }: StartStroke): StrokeForm {
  return { controls: points.length / 2, closed };
}

/** A page `detail` times as fine as the canvas, with the canvas's form. */
function pageFor({ width, height, pens, turns, within, paper }: StrokeModel, detail: number): Page {
  const size = [width * detail, height * detail] as const;
  let page = openPage(...size, pens.length);
  if (within.endless) page = endlessPage(page, ...size);
  if (turns.length > 1) page = symmetricPage(page, turns, ...size);
  return within.mask ? maskedPage(page, coverOf(within.mask, ...size), paper) : page;
}

/** Draws strokes of mixed pens, as sharp as fine pixels are. */
function fineMixer(model: StrokeModel): (choice: Choice, detail: number) => RgbImage {
  let fine: { page: Page; detail: number } | null = null;
  return (choice, detail) => {
    const [width, height] = [model.width * detail, model.height * detail];
    if (fine?.detail !== detail) fine = { page: pageFor(model, detail), detail };
    const { data } = fine.page.draw(linesOf(model, choice, detail), inksOf(model), 1);
    return { width, height, data: data.slice() };
  };
}

/** Those that are drawn, of most use first, without what leaves the mask. */
function trueStrokes(
  model: StrokeModel,
  { probabilities, colours }: Choice,
  worth: Float32Array,
  settings: StrokeSettings,
): TrueStroke[] {
  const numbers = model.strokes.map((_, s) => s).sort((a, b) => worth[a]! - worth[b]! || a - b);
  return numbers.flatMap((s) => {
    const pen = probabilities.subarray(colours * s, colours * (s + 1)).indexOf(1);
    if (pen === 0) return [];
    const least = (settings.leastLength * model.pens[pen - 1]!.width) / model.side;
    return copiesOf(model, s, pen).flatMap((stroke) => withinMask(stroke, model.within, least));
  });
}

function withinMask(stroke: TrueStroke, { mask, margin }: Within, least: number): readonly TrueStroke[] {
  if (!mask) return [stroke];
  return cutStroke(stroke, (x, y) => depthAt(mask, x, y) - surely(margin, mask), least);
}

/** A stroke as often as the symmetry has it. */
function copiesOf({ strokes, turns, points, within }: StrokeModel, s: number, pen: number): TrueStroke[] {
  const { basis, from, to } = strokes[s]!;
  const { closed } = basis.form;
  const own = points.slice(from, to);
  if (turns.length === 1) return [{ pen, closed, points: own }];
  const maps = mapsOf(turns, [within.width / 2, within.height / 2]);
  return maps.map((map) => ({ pen, closed, points: mapped(own, map), copyOf: s }));
}
