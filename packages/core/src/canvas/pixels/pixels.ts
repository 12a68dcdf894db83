import type { RgbImage } from '../../image.ts';
import type { Random } from '../../random.ts';
import { noPrices, plainMoment, type Canvas, type Moment, type TrueImage } from '../canvas.ts';
import type { ColourSpec } from '../colour-spec.ts';
import {
  likeliestPens,
  mixPens,
  paintPens,
  penShares,
  setColours,
  shareOut,
  type Raster,
} from '../raster.ts';
import { backToColours, backToKnots, backToLogits } from './gradients.ts';
import {
  coloursNow,
  fineRasters,
  lay,
  openModel,
  parametersOf,
  type PixelForm,
  type PixelModel,
  type PixelSettings,
} from './model.ts';

/**
 * The pixel canvas: class logits over pens at each pixel times the colours of the pens,
 * `softmax(spike * logits / temperature) @ colours`. Source: the seed recipe; smooth logits are ours.
 */
export function pixelCanvas(
  width: number,
  height: number,
  palette: readonly ColourSpec[],
  settings: PixelSettings,
  random: Random,
  form: PixelForm = {},
): Canvas {
  const model = openModel(width, height, palette, settings, random, form);
  const { raster, back } = model;
  const fine = fineRasters(model);
  let moment = plainMoment;
  return {
    width,
    height,
    parameters: parametersOf(model),
    render(at) {
      moment = at;
      return see(model, at);
    },
    backward(gradient, weight) {
      raster.memory.floats(back.image).set(gradient.data);
      const { gradient: ofColours, likeness } = backToColours(model, moment, weight);
      const prices = { ...noPrices, ...backToLogits(model, moment, weight), likeness };
      const gradients = [...backToKnots(model), ofColours];
      return moment.sharePrices
        ? { gradients, prices, shares: penShares(raster, form.margin ?? 0) }
        : { gradients, prices };
    },
    relaxed(temperature, detail) {
      const of = fine(detail);
      decide(model, of, temperature);
      mixPens(of);
      const image = imageOf(of);
      return { ...image, data: image.data.slice() };
    },
    truth: (detail) => truthOf(model, fine(detail)),
    settle() {
      // logits and colours may be anything
    },
  };
}

/** What the network sees: the mixture, or under straight-through the pen of each pixel. */
function see(model: PixelModel, { temperature, straightThrough }: Moment): RgbImage {
  const { raster, form } = model;
  lay(raster, form.symmetry);
  decide(model, raster, temperature); // the gradient passes through the mixture, whatever is seen
  if (straightThrough) {
    likeliestPens(raster);
    paintPens(raster);
  } else mixPens(raster);
  return imageOf(raster);
}

/** Laid logits -> how much of each pen a pixel has, and the pens' colours as they are now. */
function decide(model: PixelModel, raster: Raster, temperature: number): void {
  shareOut(raster, model.settings.spike / temperature);
  setColours(raster, coloursNow(model));
}

function imageOf({ width, height, memory, image }: Raster): RgbImage {
  return { width, height, data: memory.floats(image) };
}

/** The pen of each pixel of a raster whose logits are laid. */
function truthOf(model: PixelModel, raster: Raster): TrueImage {
  likeliestPens(raster);
  const { width, height, memory, choice } = raster;
  const indices = Uint8Array.from(memory.integers(choice));
  return { kind: 'map', map: { width, height, indices }, colours: coloursNow(model) };
}
