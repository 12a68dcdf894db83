import type { IndexMap, RgbImage } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';

/** One array the optimiser moves. */
export interface Parameter {
  readonly kind: 'logits' | 'colours';
  readonly values: Float32Array;
}

/** What changes over a run, at one step of it. */
export interface Moment {
  /** Of the softmax over pens: high mixes, low decides. */
  readonly temperature: number;
  /** The network sees one pen per pixel, the gradient flows through the mixture. */
  readonly straightThrough: boolean;
  /** Weights of the prices about drawing. */
  readonly prices: Prices;
}

/** Prices about drawing: their weights, or what they are before weighting. */
export interface Prices {
  /** Expected boundary between pens, which the pens must outline, in shorter picture sides. */
  readonly boundary: number;
  /** Squared share of the picture that a pen falls short of `usageFloor`, summed over pens. */
  readonly usage: number;
  /** Squared RGB distance that two colours fall short of `colourDistance`, summed over pairs. */
  readonly likeness: number;
  /** Sum of square roots of the class probabilities (the seed's penalty). */
  readonly spread: number;
}

/** What the pens can draw: one pen per pixel, and the palette's colours. */
export interface TrueImage {
  readonly map: IndexMap;
  readonly colours: readonly Rgb[];
}

/** Parameters -> picture, and the gradient of a loss on the picture back to the parameters. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly parameters: readonly Parameter[];
  /**
   * What the network sees at this moment: the relaxed image, or under straight-through the true one. Its data are the
   * canvas's own, good until the next call.
   */
  render(at: Moment): RgbImage;
  /**
   * Gradients of `weight * loss(picture) + weights * prices` for each parameter, good until the next call, and the
   * prices; one of weight 0 is not looked at and counts as 0. `gradient` is that of the loss with respect to the
   * picture last rendered.
   */
  backward(
    gradient: RgbImage,
    weight: number,
  ): { readonly gradients: readonly Float32Array[]; readonly prices: Prices };
  /** The mixture of pens at this temperature, `detail` times as fine as the canvas along each axis. */
  relaxed(temperature: number, detail: number): RgbImage;
  /** One pen per pixel, `detail` times as fine as the canvas along each axis. */
  truth(detail: number): TrueImage;
}

/** The true image as a picture. */
export function paint({ map, colours }: TrueImage): RgbImage {
  const { width, height, indices } = map;
  const plane = width * height;
  const data = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    const colour = colours[indices[i]!]!;
    data[i] = colour[0];
    data[i + plane] = colour[1];
    data[i + 2 * plane] = colour[2];
  }
  return { width, height, data };
}
