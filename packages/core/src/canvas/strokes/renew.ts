import type { Random } from '../../random.ts';
import { isGone } from '../drop-colour.ts';
import type { StrokeForm } from './spline.ts';
import type { StrokeModel, StrokeSettings } from './model.ts';
import { edgesOf, guidedStroke } from './guide.ts';
import type { Page } from './page.ts';
import type { Choice } from './pen-choice.ts';
import { anyStroke } from './start.ts';
import { pixelBelow } from './within.ts';

/** Strokes that are tried for each that begins anew. */
const candidates = 60;

/** How much likelier its pen is at first, in temperatures. */
const preference = 1;

/** Strokes that are not drawn begin anew, each where, of some places, the loss asks most for the ink of a pen. */
export function renewStrokes(
  model: StrokeModel,
  { probabilities, colours }: Choice,
  settings: StrokeSettings,
  page: Page,
  temperature: number,
  random: Random,
): void {
  const idle = model.strokes.flatMap((_, s) => (probabilities[colours * s] === 1 ? [s] : []));
  if (idle.length === 0) return;
  const left = model.pens.map((_, n) => !isGone(model.logits[n + 1]!));
  const asked = model.pens.map((_, n) => (left[n] ? page.asked(n) : nothing(model)));
  const draw =
    settings.begin === 'gradient'
      ? askedStarts(model, settings, asked, random)
      : (form: StrokeForm) => bestStart(form, model, settings, asked, random);
  for (const s of idle) {
    const { basis, from } = model.strokes[s]!;
    const { points, pen } = draw(basis.form);
    model.points.set(points, from);
    const own = model.logits.subarray(colours * s, colours * (s + 1));
    left.forEach((isLeft, n) => {
      if (isLeft) own[n + 1] = 0;
    });
    own[0] = settings.initialPaper * temperature;
    own[pen + 1] = preference * temperature;
  }
}

/** No ink is asked for of a pen that was dropped. */
function nothing({ width, height }: StrokeModel): Float32Array {
  return new Float32Array(width * height).fill(-Infinity);
}

interface Begun {
  readonly points: Float32Array;
  readonly pen: number;
}

/** Along the ridges of what is asked for by any pen; what one stroke takes up, the next does not. */
function askedStarts(
  model: StrokeModel,
  settings: StrokeSettings,
  asked: readonly Float32Array[],
  random: Random,
): (form: StrokeForm) => Begun {
  const { width, height } = model;
  const most = asked[0]!.map((_, i) => asked.reduce((value, plane) => Math.max(value, plane[i]!), 0));
  const wanted = most.map((value) => value ** 2); // few places that are wanted much before many wanted little
  const guide = { width, height, wanted, angles: edgesOf([most], width, height).angles };
  return (form) => {
    const points = guidedStroke(guide, form, model.within, settings, random);
    const values = asked.map((plane) => along(plane, model, points));
    return { points, pen: values.indexOf(Math.max(...values)) };
  };
}

function bestStart(
  form: StrokeForm,
  model: StrokeModel,
  settings: StrokeSettings,
  asked: readonly Float32Array[],
  random: Random,
): Begun {
  let best: Begun = { points: new Float32Array(), pen: 0 };
  let most = -Infinity;
  for (let i = 0; i < candidates; i++) {
    const points = anyStroke(form, model.within, settings, random);
    asked.forEach((plane, pen) => {
      const value = along(plane, model, points);
      if (value > most) [best, most] = [{ points, pen }, value];
    });
  }
  return best;
}

/** The gradient of blank paper, summed over the control points: where it is above 0, ink is wanted. */
function along(plane: Float32Array, { width, height, within }: StrokeModel, points: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < points.length; k += 2)
    sum += plane[pixelBelow(within, [points[k]!, points[k + 1]!], width, height)]!;
  return sum;
}
