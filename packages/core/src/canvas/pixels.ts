import { blankImage, type RgbImage } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';
import { fillNormal, type Random } from '../random.ts';
import type { Canvas, Moment, Parameter, Prices, TrueImage } from './canvas.ts';
import { paperBias, type PaperSettings } from './paper.ts';
import { addBoundaryPrice, addLikenessPrice, addSpreadPrice, addUsagePrice } from './prices.ts';
import { addSoftmaxBackward, argmax, softmax } from './softmax.ts';
import { addPyramid, addPyramidKnots, pyramid, type Pyramid } from './pyramid.ts';

/** A colour of the palette: learned by the optimiser, or given. */
export type ColourSpec = { readonly kind: 'learned' } | { readonly kind: 'given'; readonly rgb: Rgb };

export interface PixelSettings {
  /**
   * The logits of a pen are a sum of smooth surfaces, one per entry, with a knot every so many canvas pixels;
   * ascending, each a multiple of the one before.
   */
  readonly cells: readonly number[];
  /** Deviation of the logits at the start. */
  readonly initialLogits: number;
  /** Mean and deviation of a learned colour before the sigmoid at the start. */
  readonly initialColours: readonly [number, number];
  /** Factor on the logits inside the softmax (the seed's 3). */
  readonly spike: number;
  /** The first colour is the paper when set. */
  readonly paper: PaperSettings | null;
  /** Share of the picture below which a pen's disuse is priced. */
  readonly usageFloor: number;
  /** RGB distance (black to white is 1.73) below which the likeness of two colours is priced. */
  readonly colourDistance: number;
}

const free: Prices = { boundary: 0, usage: 0, likeness: 0, spread: 0 };

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
): Canvas {
  const pens = palette.length;
  const plane = width * height;
  const surfaces = pyramid(width, height, settings.cells);
  const { grids } = surfaces;
  const deviation = settings.initialLogits / Math.sqrt(grids.length);
  const knots = grids.map((grid) =>
    fillNormal(new Float32Array(pens * grid.rows * grid.columns), random, 0, deviation),
  );
  const rawColours = fillNormal(new Float32Array(3 * pens), random, ...settings.initialColours);
  const bias = biasOf(width, height, settings);
  const parameters: readonly Parameter[] = [
    ...knots.map((values) => ({ kind: 'logits', values }) as const),
    { kind: 'colours', values: rawColours },
  ];

  const logits = new Float32Array(pens * plane);
  const probabilities = new Float32Array(pens * plane);
  const gradientOfProbabilities = new Float32Array(pens * plane);
  const gradientOfLogits = new Float32Array(pens * plane);
  let moment: Moment = { temperature: 1, straightThrough: false, prices: free };
  let choice: Uint8Array | null = null;

  const colours = (): Rgb[] =>
    palette.map((spec, n) => (spec.kind === 'given' ? spec.rgb : learnedRgb(rawColours, n)));

  const layLogits = (onto: Pyramid, paper: Float32Array | null, out: Float32Array): Float32Array => {
    out.fill(0);
    for (let n = 0; n < pens; n++) {
      const ofThis = knots.map((level) => ofPen(level, n, pens));
      addPyramid(onto, ofThis, ofPen(out, n, pens));
    }
    paper?.forEach((value, i) => (out[i]! += value)); // the paper is the first pen
    return out;
  };

  /** The same surfaces on a finer raster: the knots stay where they are. */
  const fineLogits = (detail: number): Float32Array => {
    const [w, h] = [width * detail, height * detail];
    const cells = settings.cells.map((cell) => cell * detail);
    return layLogits(pyramid(w, h, cells), biasOf(w, h, settings), new Float32Array(pens * w * h));
  };

  /** Prices on probabilities, through the softmax to the logits. */
  const addPrices = (): Prices => {
    const { boundary, usage, spread } = moment.prices;
    const p = probabilities;
    const into = gradientOfProbabilities;
    const ofBoundary = boundary > 0 ? addBoundaryPrice(p, width, height, boundary, into) : 0;
    const ofUsage = usage > 0 ? addUsagePrice(p, pens, settings.usageFloor, usage, into) : 0;
    addSoftmaxBackward(p, into, pens, settings.spike / moment.temperature, gradientOfLogits);
    return { boundary: ofBoundary, usage: ofUsage, likeness: 0, spread: spread > 0 ? addSpread(spread) : 0 };
  };

  /** The seed's penalty looks at the logits without spike and temperature. */
  const addSpread = (weight: number): number => {
    const plain = new Float32Array(pens * plane);
    const gradient = new Float32Array(pens * plane);
    softmax(logits, pens, 1, plain);
    const price = addSpreadPrice(plain, weight, gradient);
    addSoftmaxBackward(plain, gradient, pens, 1, gradientOfLogits);
    return price;
  };

  const knotGradients = (): Float32Array[] => {
    const gradients = knots.map((level) => new Float32Array(level.length));
    for (let n = 0; n < pens; n++) {
      const ofThis = gradients.map((level) => ofPen(level, n, pens));
      addPyramidKnots(surfaces, ofPen(gradientOfLogits, n, pens), ofThis);
    }
    return gradients;
  };

  return {
    width,
    height,
    parameters,
    render(at) {
      moment = at;
      layLogits(surfaces, bias, logits);
      softmax(logits, pens, settings.spike / at.temperature, probabilities);
      choice = at.straightThrough ? argmax(logits, pens) : null;
      return choice
        ? blendChoice(choice, colours(), width, height)
        : blend(probabilities, colours(), width, height);
    },
    backward(gradient) {
      const gradientOfColours = choice
        ? colourGradientOfChoice(choice, gradient, pens)
        : colourGradient(probabilities, gradient, pens);
      probabilityGradient(gradient, colours(), gradientOfProbabilities);
      gradientOfLogits.fill(0);
      const prices = addPrices();
      const weight = moment.prices.likeness;
      const likeness =
        weight > 0 ? addLikenessPrice(colours(), settings.colourDistance, weight, gradientOfColours) : 0;
      const ofRaw = sigmoidBackward(rawColours, gradientOfColours, palette);
      return { gradients: [...knotGradients(), ofRaw], prices: { ...prices, likeness } };
    },
    relaxed(temperature, detail) {
      const fine = fineLogits(detail);
      softmax(fine, pens, settings.spike / temperature, fine);
      return blend(fine, colours(), width * detail, height * detail);
    },
    truth(detail): TrueImage {
      const indices = argmax(fineLogits(detail), pens);
      return { map: { width: width * detail, height: height * detail, indices }, colours: colours() };
    },
  };
}

function biasOf(width: number, height: number, { paper }: PixelSettings): Float32Array | null {
  return paper ? paperBias(width, height, paper) : null;
}

function ofPen(values: Float32Array, pen: number, pens: number): Float32Array {
  const each = values.length / pens;
  return values.subarray(pen * each, (pen + 1) * each);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function learnedRgb(raw: Float32Array, pen: number): Rgb {
  return [sigmoid(raw[3 * pen]!), sigmoid(raw[3 * pen + 1]!), sigmoid(raw[3 * pen + 2]!)];
}

/** image_c = sum_n p_n colour_nc */
function blend(
  probabilities: Float32Array,
  colours: readonly Rgb[],
  width: number,
  height: number,
): RgbImage {
  const image = blankImage(width, height);
  const plane = width * height;
  colours.forEach((colour, n) => {
    for (let c = 0; c < 3; c++) {
      const value = colour[c]!;
      for (let i = 0, p = n * plane, q = c * plane; i < plane; i++, p++, q++)
        image.data[q]! += probabilities[p]! * value;
    }
  });
  return image;
}

function blendChoice(choice: Uint8Array, colours: readonly Rgb[], width: number, height: number): RgbImage {
  const image = blankImage(width, height);
  const plane = width * height;
  for (let i = 0; i < plane; i++) {
    const colour = colours[choice[i]!]!;
    for (let c = 0; c < 3; c++) image.data[c * plane + i] = colour[c]!;
  }
  return image;
}

/** dp_n = sum_c dimage_c colour_nc */
function probabilityGradient(gradient: RgbImage, colours: readonly Rgb[], out: Float32Array): void {
  const { data } = gradient;
  const plane = data.length / 3;
  colours.forEach(([red, green, blue], n) => {
    for (let i = 0, p = n * plane; i < plane; i++, p++)
      out[p] = data[i]! * red + data[i + plane]! * green + data[i + 2 * plane]! * blue;
  });
}

/** dcolour_nc = sum_i p_n dimage_c */
function colourGradient(probabilities: Float32Array, gradient: RgbImage, pens: number): Float32Array {
  const plane = gradient.data.length / 3;
  const out = new Float32Array(3 * pens);
  for (let n = 0; n < pens; n++) {
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let i = 0; i < plane; i++) sum += probabilities[n * plane + i]! * gradient.data[c * plane + i]!;
      out[3 * n + c] = sum;
    }
  }
  return out;
}

function colourGradientOfChoice(choice: Uint8Array, gradient: RgbImage, pens: number): Float32Array {
  const plane = choice.length;
  const out = new Float64Array(3 * pens);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) out[3 * choice[i]! + c]! += gradient.data[c * plane + i]!;
  }
  return Float32Array.from(out);
}

/** d sigmoid(x) = sigmoid(x) (1 - sigmoid(x)); a given colour does not move. */
function sigmoidBackward(
  raw: Float32Array,
  gradient: Float32Array,
  palette: readonly ColourSpec[],
): Float32Array {
  return raw.map((x, i) => {
    if (palette[Math.floor(i / 3)]!.kind === 'given') return 0;
    const y = sigmoid(x);
    return gradient[i]! * y * (1 - y);
  });
}
