import type { Moment, Prices } from '../canvas.ts';
import { coloursBackward } from '../colour-spec.ts';
import { addLikenessPrice } from '../prices.ts';
import { addBend, addLength } from './line-prices.ts';
import { addHalfWidth, inksOf, type StrokeModel } from './model.ts';
import type { Lines, PageGradients } from './page.ts';
import { addDisusePrice, choiceBackward, type Choice } from './pen-choice.ts';
import { flattenBackward } from './spline.ts';

/** Floors of the prices on pens. */
export interface PenFloors {
  readonly usageFloor: number;
  readonly colourDistance: number;
}

/** From what was seen of the lines at a moment to the parameters: points, logits, colours; with the prices on strokes. */
export function strokeGradients(
  model: StrokeModel,
  { temperature, prices, sharePrices }: Moment,
  choice: Choice,
  lines: Lines,
  ofLines: PageGradients,
  floors: PenFloors,
): { gradients: Float32Array[]; prices: Partial<Prices>; shares: readonly number[] } {
  const inks = addInkPrices(model, lines, inkPricesOf(model, prices.ink, sharePrices), ofLines);
  const ink = inks.reduce((sum, of) => sum + of, 0);
  const [ofPoints, bend] = backToPoints(model, ofLines, prices.bend);
  const ofChoice = backToChoice(model, choice, ofLines, prices.lifts);
  const usage = prices.usage > 0 ? addDisusePrice(choice, floors.usageFloor, prices.usage, ofChoice) : 0;
  const likeness = prices.likeness > 0 ? addLikeness(model, floors, prices.likeness, ofLines) : 0;
  const specs = model.pens.map(({ colour }) => colour);
  return {
    gradients: [
      ofPoints,
      choiceBackward(choice, ofChoice, temperature),
      coloursBackward(specs, model.rawColours, ofLines.colours),
    ],
    prices: {
      ink: prices.ink > 0 ? ink : 0,
      bend,
      usage,
      likeness,
      ...countPrices(model, prices, lines, ofLines),
    },
    shares: [1 - ink, ...inks],
  };
}

/** What the picture's area in each pen's ink costs: the ink, and that it is this pen's and no longer paper. */
function inkPricesOf({ pens }: StrokeModel, ink: number, shares: readonly number[] = []): number[] {
  return pens.map((_, n) => ink + (shares[n + 1] ?? 0) - (shares[0] ?? 0));
}

/**
 * Ink of each pen n as a share of the picture, sum over strokes of p_n * length * width; adds the gradient of
 * sum prices_n ink_n.
 */
function addInkPrices(
  { width, height, strokes, pens, turns }: StrokeModel,
  { points, halves, shares }: Lines,
  prices: readonly number[],
  ofLines: PageGradients,
): number[] {
  const inks = pens.map(() => 0);
  const perPixel = turns.length / (width * height);
  strokes.forEach(({ lineFrom, lineTo }, s) => {
    const own = shares.subarray(pens.length * s, pens.length * (s + 1));
    const price = own.reduce((sum, share, n) => sum + share * prices[n]!, 0);
    const perLength = 2 * halves[s]! * perPixel;
    const length = addLength(points, lineFrom, lineTo, price * perLength, ofLines.points);
    own.forEach((share, n) => {
      inks[n]! += share * perLength * length;
      ofLines.shares[pens.length * s + n]! += prices[n]! * perLength * length;
    });
    ofLines.halves[s]! += 2 * price * length * perPixel;
  });
  return inks;
}

/** From points along the strokes to control points. */
function backToPoints(
  { strokes, points, side }: StrokeModel,
  ofLines: PageGradients,
  bendWeight: number,
): [gradient: Float32Array, bend: number] {
  const out = new Float32Array(points.length);
  let bend = 0;
  for (const { basis, from, lineFrom } of strokes) {
    const { controls, closed } = basis.form;
    flattenBackward(basis, ofLines.points, lineFrom, side, out, from);
    if (bendWeight > 0) bend += addBend(points, from, controls, closed, bendWeight, out);
  }
  return [out, bend];
}

/** From what each pen draws of a stroke, and whether it is drawn at all, to the shares of the palette's colours. */
function backToChoice(
  { pens, strokes }: StrokeModel,
  { probabilities, colours }: Choice,
  { shares, presences, halves }: PageGradients,
  liftWeight: number,
): Float32Array {
  const out = new Float32Array(probabilities.length);
  for (let s = 0; s < strokes.length; s++) {
    const [from, to] = [colours * s, colours * (s + 1)];
    out[from] = -presences[s]! - liftWeight;
    out.set(shares.subarray(pens.length * s, pens.length * (s + 1)), from + 1);
    addHalfWidth(probabilities.subarray(from, to), pens, halves[s]!, out.subarray(from, to));
  }
  return out;
}

/** The paper is one of the colours that pens must not be like; it does not move. */
function addLikeness(
  model: StrokeModel,
  { colourDistance }: PenFloors,
  weight: number,
  { colours }: PageGradients,
): number {
  const { paper, colours: inks } = inksOf(model);
  const into = new Float32Array(3 + colours.length);
  const price = addLikenessPrice([paper, ...inks], colourDistance, weight, into);
  for (let i = 0; i < colours.length; i++) colours[i]! += into[3 + i]!;
  return price;
}

/** Prices whose gradients are in the kernels or plain. */
function countPrices(
  { width, height }: StrokeModel,
  weights: Prices,
  { presences }: Lines,
  { overdraw }: PageGradients,
): Partial<Prices> {
  return {
    overdraw: weights.overdraw > 0 ? overdraw / (width * height) : 0,
    lifts: weights.lifts > 0 ? presences.reduce((sum, here) => sum + here, 0) : 0,
  };
}
