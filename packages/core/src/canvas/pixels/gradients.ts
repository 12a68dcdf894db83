import type { Moment, Prices } from '../canvas.ts';
import { coloursBackward } from '../colour-spec.ts';
import { addBoundaryPrice, addInkPrice, addLikenessPrice, addUsagePrice } from '../prices.ts';
import { layLogitsBack, planesOf } from '../raster.ts';
import { symmetriseBack } from '../symmetry.ts';
import { coloursNow, type PixelModel } from './model.ts';

/** Prices of the pens' probabilities, before weighting. */
export type PixelPrices = Pick<Prices, 'boundary' | 'usage' | 'spread' | 'ink'>;

/**
 * Picture and prices, through the probabilities to the logits, whose gradient is left in the model's room. `weight` is
 * that of the loss whose gradient with respect to the picture lies there.
 */
export function backToLogits(model: PixelModel, moment: Moment, weight: number): PixelPrices {
  const { raster, back, settings } = model;
  const { kernels } = raster.memory;
  const { probabilities: p, logits: x, colours, width } = raster;
  const { gradient: at, scratch } = back;
  const { boundary, spread } = moment.prices;
  const ofPush = pushPens(model, moment);
  kernels.mixBackward(back.image.at, p.pens, p.stride, p.plane, colours.at, weight, back.push.at, at);
  const ofBoundary = boundary > 0 ? addBoundaryPrice(kernels, p, width, boundary, at) : 0;
  kernels.softmaxBackward(p.at, p.pens, p.stride, p.plane, settings.spike / moment.temperature, at);
  // the seed's penalty looks at the logits without spike and temperature
  const ofSpread =
    spread > 0 ? kernels.spreadPrice(x.at, x.pens, x.stride, x.plane, spread, at, scratch.at) : 0;
  return { ...ofPush, boundary: ofBoundary, spread: ofSpread };
}

/** Prices whose gradient is the same at every pixel of a pen: one number a pen, left in the model's room. */
function pushPens({ palette, settings, raster, back }: PixelModel, moment: Moment) {
  const { ink, usage } = moment.prices;
  const { memory, probabilities: p } = raster;
  // a pen may stay in its box for all that its mixtures do, but a mixture need not be used
  const floors = palette.map(({ kind }) => (kind === 'overprint' ? 0 : settings.usageFloor));
  // of ink over each pixel
  const passes = palette.map(({ kind }, n) => (settings.paper && n === 0 ? 0 : kind === 'overprint' ? 2 : 1));
  const push = memory.floats(back.push).fill(0);
  moment.sharePrices?.forEach((price, n) => (push[n] = price / p.plane));
  return {
    ink: ink > 0 ? addInkPrice(memory.kernels, p, passes, ink, push) : 0,
    usage: usage > 0 ? addUsagePrice(memory.kernels, p, floors, usage, push) : 0,
  };
}

/** Of the logits in the model's room, to the knots of each level. */
export function backToKnots({ raster, back, form }: PixelModel): Float32Array[] {
  const { width, height } = raster;
  if (form.symmetry) symmetriseBack(planesOf(raster, back.gradient), width, height, form.symmetry);
  return layLogitsBack(raster, back.gradient, back.knots);
}

/** Of the picture and the price of likeness, to the colours before the sigmoid, [pens, 3]. */
export function backToColours(
  model: PixelModel,
  moment: Moment,
  weight: number,
): { readonly gradient: Float32Array; readonly likeness: number } {
  const { palette, settings, rawColours } = model;
  const ofColours = coloursOfPicture(model, moment.straightThrough, weight);
  const price = moment.prices.likeness;
  const likeness =
    price > 0 ? addLikenessPrice(coloursNow(model), settings.colourDistance, price, ofColours) : 0;
  return { gradient: coloursBackward(palette, rawColours, ofColours), likeness };
}

/** dcolour_nc = sum_i p_n dimage_c, or over the pixels of the pen under straight-through; a given one does not move. */
function coloursOfPicture(
  { palette, raster, back }: PixelModel,
  straightThrough: boolean,
  weight: number,
): Float32Array {
  const { memory, probabilities: p, choice } = raster;
  const { kernels } = memory;
  const sums = memory.doubles(back.sums);
  const gradient = new Float32Array(3 * palette.length);
  palette.forEach(({ kind }, n) => {
    if (kind === 'given') return;
    if (straightThrough) kernels.chosenGradient(choice.at, n, p.plane, back.image.at, back.sums.at);
    else kernels.colourGradient(p.at + n * p.stride, p.plane, back.image.at, back.sums.at);
    sums.forEach((sum, c) => (gradient[3 * n + c] = weight * sum));
  });
  return gradient;
}
