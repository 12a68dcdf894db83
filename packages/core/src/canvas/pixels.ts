import type { RgbImage } from '../image.ts';
import type { Address } from '../kernels/kernels.ts';
import { planMemory, type Block, type MemoryPlan } from '../kernels/memory.ts';
import type { Rgb } from '../palette/colour.ts';
import { fillNormal, type Random } from '../random.ts';
import { noPrices, plainMoment, type Canvas, type Parameter, type Prices, type TrueImage } from './canvas.ts';
import { coloursBackward, coloursOf, startLogits, type ColourSpec } from './colour-spec.ts';
import type { Mask } from './mask.ts';
import type { PaperSettings } from './paper.ts';
import { addBoundaryPrice, addInkPrice, addLikenessPrice, addUsagePrice } from './prices.ts';
import { gatherPyramid } from './pyramid.ts';
import {
  choosePens,
  layLogits,
  mixPens,
  ofPen,
  penBlock,
  openSheet,
  paintPens,
  penShares,
  planPlanes,
  planSheet,
  setColours,
  shareOut,
  type Sheet,
} from './sheet.ts';
import { startColours, startKnots, type Start } from './start.ts';
import { symmetrise, symmetriseBack, type Symmetry } from './symmetry.ts';

/** How pens are chosen for pixels, and what the choice begins as. Shares are in [0, 1]. */
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

/** What the picture must be whatever the network wants, and what it begins as. */
export interface PixelForm {
  readonly symmetry?: Symmetry;
  /** Needs paper. */
  readonly mask?: Mask;
  readonly start?: Start;
  /** Knots at each end beyond the picture, where it is part of a larger one. */
  readonly beyond?: number;
  /** Canvas pixels along each border that repeat the rest: shares are those of what lies within. */
  readonly margin?: number;
}

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
  { symmetry, mask, start, beyond = 0, margin = 0 }: PixelForm = {},
): Canvas {
  const pens = palette.length;
  const { cells, paper } = settings;
  const plan = planMemory();
  const planned = planSheet(plan, width, height, pens, cells, paper, mask, beyond);
  const back = planBackward(plan, planned);
  const memory = plan.open();
  const { kernels } = memory;
  const sheet: Sheet = { ...planned, memory };
  const deviation = settings.initialLogits / Math.sqrt(cells.length);
  const knots = sheet.knots.map((level) => fillNormal(memory.floats(level), random, 0, deviation));
  startLogits(palette).forEach((logit, n) => {
    const coarsest = memory.floats(penBlock(sheet.knots.at(-1)!, n, pens));
    coarsest.forEach((value, i) => (coarsest[i] = value + logit / settings.spike));
  });
  const rawColours = fillNormal(new Float32Array(3 * pens), random, ...settings.initialColours);
  if (start) {
    const { columns, rows } = sheet.pyramid.grids[0]!;
    startKnots(start, pens, columns, rows).forEach((value, i) => (knots[0]![i]! += value));
    startColours(start).forEach((value, i) => (rawColours[i] = value));
  }
  const parameters: readonly Parameter[] = [
    ...knots.map((values) => ({ kind: 'logits', values }) as const),
    { kind: 'colours', values: rawColours },
  ];
  const image: RgbImage = { width, height, data: memory.floats(sheet.image) };
  const push = memory.floats(back.push);
  // a pen may stay in its box for all that its mixtures do, but a mixture need not be used
  const floors = palette.map(({ kind }) => (kind === 'overprint' ? 0 : settings.usageFloor));
  // of ink over each pixel
  const passes = palette.map(({ kind }, n) => (paper && n === 0 ? 0 : kind === 'overprint' ? 2 : 1));
  let moment = plainMoment;

  const colours = (): Rgb[] => coloursOf(palette, rawColours);

  /** Knots -> logits, symmetric where they must be. */
  const lay = (of: Sheet): void => {
    layLogits(of);
    if (symmetry) symmetrise(planesOf(of, of.logits.at), of.width, of.height, symmetry);
  };

  /** The same surfaces on a finer raster: the knots stay where they are. */
  let fine: Sheet | null = null;
  const fineSheet = (detail: number): Sheet => {
    const [w, h] = [width * detail, height * detail];
    if (fine?.width !== w) {
      const fineCells = cells.map((cell) => cell * detail);
      fine = openSheet(w, h, pens, fineCells, paper, mask, beyond);
    }
    const { memory: of, knots: copies } = fine;
    copies.forEach((level, i) => {
      of.floats(level).set(knots[i]!);
    });
    lay(fine);
    return fine;
  };

  /** Picture and prices, through the probabilities to the logits. */
  const backToLogits = (weight: number): Pick<Prices, 'boundary' | 'usage' | 'spread' | 'ink'> => {
    const { boundary, usage, spread, ink } = moment.prices;
    const { probabilities: p, logits: x } = sheet;
    const { gradient: at } = back;
    const sharpness = settings.spike / moment.temperature;
    push.fill(0);
    moment.sharePrices?.forEach((price, n) => (push[n] = price / p.plane));
    const ofInk = ink > 0 ? addInkPrice(kernels, p, passes, ink, push) : 0;
    const ofUsage = usage > 0 ? addUsagePrice(kernels, p, floors, usage, push) : 0;
    kernels.mixBackward(back.image.at, pens, p.stride, p.plane, sheet.colours.at, weight, back.push.at, at);
    const ofBoundary = boundary > 0 ? addBoundaryPrice(kernels, p, width, boundary, at) : 0;
    kernels.softmaxBackward(p.at, pens, p.stride, p.plane, sharpness, at);
    // the seed's penalty looks at the logits without spike and temperature
    const ofSpread =
      spread > 0 ? kernels.spreadPrice(x.at, pens, x.stride, x.plane, spread, at, back.scratch.at) : 0;
    return { boundary: ofBoundary, usage: ofUsage, spread: ofSpread, ink: ofInk };
  };

  /** dcolour_nc = sum_i p_n dimage_c, or over the pixels of the pen under straight-through; a given one does not move. */
  const backToColours = (weight: number): Float32Array => {
    const { probabilities: p, choice } = sheet;
    const sums = memory.doubles(back.sums);
    const gradient = new Float32Array(3 * pens);
    palette.forEach(({ kind }, n) => {
      if (kind === 'given') return;
      if (moment.straightThrough) kernels.chosenGradient(choice.at, n, p.plane, back.image.at, back.sums.at);
      else kernels.colourGradient(p.at + n * p.stride, p.plane, back.image.at, back.sums.at);
      sums.forEach((sum, c) => (gradient[3 * n + c] = weight * sum));
    });
    return gradient;
  };

  const backToKnots = (): Float32Array[] => {
    if (symmetry) symmetriseBack(planesOf(sheet, back.gradient), width, height, symmetry);
    for (let n = 0; n < pens; n++) {
      const ofThis = back.knots.map((level) => ofPen(level, n, pens));
      gatherPyramid(kernels, sheet.pyramid, back.gradient + n * sheet.logits.stride, ofThis);
    }
    return back.knots.map((level) => memory.floats(level));
  };

  return {
    width,
    height,
    parameters,
    render(at) {
      moment = at;
      lay(sheet);
      shareOut(sheet, settings.spike / at.temperature);
      setColours(sheet, colours());
      if (at.straightThrough) {
        choosePens(sheet);
        paintPens(sheet);
      } else mixPens(sheet);
      return image;
    },
    backward(gradient, weight) {
      memory.floats(back.image).set(gradient.data);
      const ofColours = backToColours(weight);
      const prices = backToLogits(weight);
      const { likeness: price } = moment.prices;
      const likeness = price > 0 ? addLikenessPrice(colours(), settings.colourDistance, price, ofColours) : 0;
      const ofRaw = coloursBackward(palette, rawColours, ofColours);
      return {
        gradients: [...backToKnots(), ofRaw],
        prices: { ...noPrices, ...prices, likeness },
        ...(moment.sharePrices ? { shares: penShares(sheet, margin) } : {}),
      };
    },
    relaxed(temperature, detail) {
      const of = fineSheet(detail);
      shareOut(of, settings.spike / temperature);
      setColours(of, colours());
      mixPens(of);
      return { width: of.width, height: of.height, data: of.memory.floats(of.image).slice() };
    },
    truth(detail): TrueImage {
      const of = fineSheet(detail);
      choosePens(of);
      const indices = Uint8Array.from(of.memory.integers(of.choice));
      return { kind: 'map', map: { width: of.width, height: of.height, indices }, colours: colours() };
    },
    settle() {
      // logits and colours may be anything
    },
  };
}

/** A plane for each pen, laid out as the logits are. */
function planesOf({ memory, logits: { pens, plane, stride } }: Sheet, at: Address): Float32Array[] {
  return Array.from({ length: pens }, (_, n) => memory.floats({ at: at + n * stride, length: plane }));
}

/** What `backward` works in. */
interface Backward {
  /** Of the probabilities, then of the logits: laid out as they are. */
  readonly gradient: Address;
  /** Of the picture, planar [3, height, width]. */
  readonly image: Block;
  /** Of the knots, [pens, rows, columns] for each level. */
  readonly knots: readonly Block[];
  /** What is added to the gradient of a pen's probability everywhere. */
  readonly push: Block;
  readonly scratch: Block;
  /** Three doubles: a colour's gradient. */
  readonly sums: Block;
}

function planBackward(plan: MemoryPlan, { logits: { pens, plane }, knots }: Omit<Sheet, 'memory'>): Backward {
  return {
    gradient: planPlanes(plan, pens, plane).at,
    image: plan.reserve(3 * plane),
    knots: knots.map(({ length }) => plan.reserve(length)),
    push: plan.reserve(pens),
    scratch: plan.reserve(4 * pens),
    sums: plan.reserve(6),
  };
}
