import type { Address } from '../kernels/kernels.ts';
import { planMemory, type Block, type KernelMemory, type MemoryPlan } from '../kernels/memory.ts';
import type { Rgb } from '../palette/colour.ts';
import { maskBias, type Mask } from './mask.ts';
import { paperBias, type PaperSettings } from './paper.ts';
import { gatherPyramid, layPyramid, planPyramid, type Pyramid } from './pyramid.ts';

/** A plane of numbers for each pen, in the kernels' memory. */
export interface Planes {
  readonly at: Address;
  readonly pens: number;
  /** Numbers in a plane: the pixels. */
  readonly plane: number;
  /** From one plane to the next, bytes. */
  readonly stride: number;
}

/** The pens' logits on a raster, and everything that a picture is made from on it. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly memory: KernelMemory;
  readonly pyramid: Pyramid;
  /** Of each level, [pens, rows, columns]. */
  readonly knots: readonly Block[];
  readonly logits: Planes;
  readonly probabilities: Planes;
  /** The pen of each pixel. */
  readonly choice: Block;
  /** [pens, 3] */
  readonly colours: Block;
  /** Planar [3, height, width] */
  readonly image: Block;
  /** What is added to the logits of the first pen; null is nothing. */
  readonly bias: Block | null;
}

/** What a raster is made for. */
export interface RasterForm {
  readonly width: number;
  readonly height: number;
  readonly pens: number;
  /** Of the pyramid's levels, in the raster's own pixels. */
  readonly cells: readonly number[];
  readonly paper: PaperSettings | null;
  readonly mask?: Mask | undefined;
  /** As in `planPyramid`. */
  readonly beyond?: number | undefined;
}

/** Room for a raster. */
export function planRaster(plan: MemoryPlan, form: RasterForm): Omit<Raster, 'memory'> {
  const { width, height, pens, cells, beyond = 0 } = form;
  const plane = width * height;
  const pyramid = planPyramid(plan, width, height, cells, beyond);
  return {
    width,
    height,
    pyramid,
    knots: pyramid.grids.map(({ columns, rows }) => plan.reserve(pens * columns * rows)),
    logits: planPlanes(plan, pens, plane),
    probabilities: planPlanes(plan, pens, plane),
    choice: plan.reserve(plane),
    colours: plan.reserve(3 * pens),
    image: plan.reserve(3 * plane),
    bias: planBias(plan, form),
  };
}

function planBias(plan: MemoryPlan, { width, height, paper, mask }: RasterForm): Block | null {
  if (!paper || (paper.bias === 0 && paper.vignette === 0 && !mask)) return null;
  const bias = paperBias(width, height, paper);
  if (mask) maskBias(mask, width, height).forEach((value, i) => (bias[i]! += value));
  return plan.hold(bias);
}

// Planes begin on cache lines, an odd number of them apart, so that the same pixel of all pens fits into the cache.
const line = 64;

/** Room for a plane for each pen. */
export function planPlanes(plan: MemoryPlan, pens: number, plane: number): Planes {
  const stride = (2 * Math.ceil((4 * plane) / (2 * line)) + 1) * line;
  return { ...plan.reserve((pens * stride) / 4), pens, plane, stride };
}

/** A raster with a memory of its own. */
export function openRaster(form: RasterForm): Raster {
  const plan = planMemory();
  const raster = planRaster(plan, form);
  return { ...raster, memory: plan.open() };
}

/** Where one pen's numbers begin in a block [pens, ...]. */
export function ofPen(block: Block, pen: number, pens: number): Address {
  return block.at + (4 * block.length * pen) / pens;
}

/** One pen's numbers in a block [pens, ...]. */
export function penBlock(block: Block, pen: number, pens: number): Block {
  return { at: ofPen(block, pen, pens), length: block.length / pens };
}

/** A view of each pen's plane, at `at` and laid out as the logits are. */
export function planesOf({ memory, logits: { pens, plane, stride } }: Raster, at: Address): Float32Array[] {
  return Array.from({ length: pens }, (_, n) => memory.floats({ at: at + n * stride, length: plane }));
}

/** Knots -> logits. */
export function layLogits({ memory, pyramid, knots, logits, bias }: Raster): void {
  const { pens } = logits;
  for (let n = 0; n < pens; n++) {
    const ofThis = knots.map((level) => ofPen(level, n, pens));
    const base = n === 0 ? (bias?.at ?? 0) : 0; // the paper is the first pen
    layPyramid(memory.kernels, pyramid, ofThis, base, logits.at + n * logits.stride);
  }
}

/** The adjoint of `layLogits`: of the logits, laid out at `from` as they are, to the knots of each level. */
export function layLogitsBack(
  { memory, pyramid, logits: { pens, stride } }: Raster,
  from: Address,
  into: readonly Block[],
): Float32Array[] {
  for (let n = 0; n < pens; n++) {
    const ofThis = into.map((level) => ofPen(level, n, pens));
    gatherPyramid(memory.kernels, pyramid, from + n * stride, ofThis);
  }
  return into.map((level) => memory.floats(level));
}

/** Gives a raster the knots of another: the same surfaces, on its own raster. */
export function copyKnots(from: Raster, to: Raster): void {
  to.knots.forEach((level, i) => {
    to.memory.floats(level).set(from.memory.floats(from.knots[i]!));
  });
}

/** Logits -> probabilities: softmax(sharpness * logits). */
export function shareOut({ memory, logits, probabilities }: Raster, sharpness: number): void {
  const { at, pens, stride, plane } = logits;
  memory.kernels.softmax(at, pens, stride, plane, sharpness, probabilities.at);
}

/** Each pen's share of what lies within `margin` pixels of the border, of the mixture. */
export function penShares({ memory, width, height, probabilities }: Raster, margin: number): number[] {
  const { at, pens, stride } = probabilities;
  const [across, down] = [width - 2 * margin, height - 2 * margin];
  // without a margin rows lie together
  const [rows, length] = margin === 0 ? [1, across * down] : [down, across];
  return Array.from({ length: pens }, (_, n) => {
    let sum = 0;
    for (let row = 0; row < rows; row++)
      sum += memory.kernels.sum(at + n * stride + 4 * ((row + margin) * width + margin), length);
    return sum / (across * down);
  });
}

/** Probabilities -> the relaxed image: the mixture of the pens' colours. */
export function mixPens({ memory, probabilities, colours, image }: Raster): void {
  const { at, pens, stride, plane } = probabilities;
  memory.kernels.mix(at, pens, stride, plane, colours.at, image.at);
}

/** Logits -> the pen of each pixel. */
export function likeliestPens({ memory, logits, choice }: Raster): void {
  const { at, pens, stride, plane } = logits;
  memory.kernels.choose(at, pens, stride, plane, choice.at);
}

/** The pen of each pixel -> the true image. */
export function paintPens({ memory, logits: { pens, plane }, choice, colours, image }: Raster): void {
  memory.kernels.paintChoice(choice.at, pens, plane, colours.at, image.at);
}

/** Colours of the pens, RGB in [0, 1] and in their order, for the kernels that mix and paint. */
export function setColours({ memory, colours }: Raster, values: readonly Rgb[]): void {
  memory.floats(colours).set(values.flat());
}
