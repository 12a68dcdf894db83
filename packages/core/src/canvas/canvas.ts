import { InkceptionError } from '../error.ts';
import type { IndexMap, RgbImage } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';
import type { Random } from '../random.ts';

/** One array the optimiser moves. */
export interface Parameter {
  /** Points are in shorter picture sides from the upper left corner: x0, y0, x1, y1, ... */
  readonly kind: 'logits' | 'colours' | 'points';
  readonly values: Float32Array;
  /** The finest of several surfaces: it rests until `pixels.finestFrom`. */
  readonly finest?: boolean;
  /** Logits of a colour lie together, [colours, ...]; here they lie apart, [..., colours]. */
  readonly interleaved?: true;
}

/** What changes over a run, at one step of it. */
export interface Moment {
  /** Of the softmax over pens: high mixes, low decides. */
  readonly temperature: number;
  /** The network sees one pen per pixel, the gradient flows through the mixture. */
  readonly straightThrough: boolean;
  /** How far the edges of strokes are smoothed, canvas pixels. */
  readonly softness: number;
  /** Whether strokes that do nothing begin anew elsewhere once the parameters have moved. */
  readonly renew: boolean;
  /** Weights of the prices about drawing. */
  readonly prices: Prices;
  /** What the whole picture in a colour would cost, for each of the palette; below 0 it is worth so much. */
  readonly sharePrices?: readonly number[];
}

/** Prices about drawing: their weights, or what they are before weighting. One that a canvas does not know is 0. */
export interface Prices {
  /** Pixels: expected boundary between pens, which the pens must outline, in shorter picture sides. */
  readonly boundary: number;
  /** Squared share of the drawing that a pen falls short of `usageFloor`, summed over pens. */
  readonly usage: number;
  /** Squared RGB distance that two colours fall short of `colourDistance`, summed over pairs. */
  readonly likeness: number;
  /** Pixels: sum of square roots of the class probabilities (the seed's penalty). */
  readonly spread: number;
  /** Expected ink as a share of the picture: what is not paper; of strokes, length times width. */
  readonly ink: number;
  /** Strokes: squared third differences of their points in shorter picture sides, summed: wavering. */
  readonly bend: number;
  /** Strokes: ink on ink as a share of the picture, over pairs of strokes. */
  readonly overdraw: number;
  /** Strokes: how many are expected to be drawn, each a lift of the pen; one with its copies is one. */
  readonly lifts: number;
}

/** No price at all. */
export const noPrices: Prices = {
  boundary: 0,
  usage: 0,
  likeness: 0,
  spread: 0,
  ink: 0,
  bend: 0,
  overdraw: 0,
  lifts: 0,
};

/** Undecided pens, soft of edge by a pixel, nothing priced. */
export const plainMoment: Moment = {
  temperature: 1,
  straightThrough: false,
  softness: 1,
  renew: false,
  prices: noPrices,
};

/** What the pens can draw: one pen per pixel, and the palette's colours. */
export interface TrueImage {
  readonly kind: 'map';
  readonly map: IndexMap;
  readonly colours: readonly Rgb[];
}

/** A stroke of one pen: a cubic B-spline, see `splineBasis`. */
export interface TrueStroke {
  /** Index of the palette. */
  readonly pen: number;
  readonly closed: boolean;
  /** Control points, x0, y0, x1, y1, ..., in shorter picture sides. */
  readonly points: Float32Array;
  /** Copies of one stroke, by symmetry or repeats, and the parts these are cut into have the same number. */
  readonly copyOf?: number;
}

/** What the pens can draw: strokes, each of one pen; the palette's colours, the paper's first; how they look. */
export interface TrueStrokes {
  readonly kind: 'strokes';
  readonly strokes: readonly TrueStroke[];
  readonly colours: readonly Rgb[];
  readonly image: RgbImage;
}

/** What counts: only what the pens can draw. */
export type Truth = TrueImage | TrueStrokes;

/** What comes back from a picture. */
export interface PassedBack {
  readonly gradients: readonly Float32Array[];
  readonly prices: Prices;
  /** Of the mixture, by colour; only where shares have prices. */
  readonly shares?: readonly number[];
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
  backward(gradient: RgbImage, weight: number): PassedBack;
  /**
   * The mixture of pens at this temperature, `detail` times as fine as the canvas along each axis; that of a poster is
   * as fine as its canvas.
   */
  relaxed(temperature: number, detail: number): RgbImage;
  /** What the pens can draw, its picture `detail` times as fine as the canvas along each axis. */
  truth(detail: number): Truth;
  /**
   * Before each step, where the picture is larger than what is rendered: chooses which part the step sees. `progress` of
   * the run, in [0, 1].
   */
  look?(random: Random, progress: number): void;
  /** Once the parameters have moved: makes what must hold of them hold, such as strokes being on the page. */
  settle(random: Random): void;
}

/** The map of a truth of pixels. Errors: `bad-option` for strokes, which have none. */
export function mapOf(truth: Truth): IndexMap {
  if (truth.kind === 'map') return truth.map;
  throw new InkceptionError('bad-option', 'strokes have no index map: take the canvas of pixels');
}

/** The colour of each thing that is drawn: of each pixel, or of each stroke. */
export function coloursUsed(truth: Truth): ArrayLike<number> {
  return truth.kind === 'map' ? truth.map.indices : truth.strokes.map(({ pen }) => pen);
}

/** The truth as a picture. */
export function paint(truth: Truth): RgbImage {
  return truth.kind === 'map' ? paintMap(truth) : truth.image;
}

function paintMap({ map, colours }: TrueImage): RgbImage {
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
