import { blankImage, type RgbImage } from '../image.ts';
import type { Random } from '../random.ts';
import { pool, poolAdjoint } from './pool.ts';

/** A part of a fine picture that one view sees: `factor` canvas pixels to each of its own. */
export interface CloseUp {
  readonly factor: number;
  /** Canvas pixels. */
  readonly left: number;
  readonly top: number;
}

/**
 * A close-up of `share` of the picture's sides, anywhere in it, as far as the canvas is finer than what the network sees
 * (`fineness`); null where that is the whole. Source: crops of many sizes are MACO's (Fel et al. 2023).
 */
export function drawCloseUp(
  share: number,
  fineness: number,
  size: { readonly width: number; readonly height: number },
  random: Random,
): CloseUp | null {
  const factor = Math.max(1, Math.round(share * fineness));
  if (factor >= fineness) return null;
  const spare = fineness - factor;
  return {
    factor,
    left: random.integer(0, spare * size.width),
    top: random.integer(0, spare * size.height),
  };
}

/** The close-up as a picture of width x height. */
export function lookClosely(
  image: RgbImage,
  { factor, left, top }: CloseUp,
  width: number,
  height: number,
): RgbImage {
  const part = blankImage(width * factor, height * factor);
  eachRow(part, image, left, top, (to, from) => {
    part.data.set(image.data.subarray(from, from + part.width), to);
  });
  return pool(part, factor);
}

/** The exact adjoint of `lookClosely`, added to the gradient of the whole. */
export function lookCloselyBack(gradient: RgbImage, { factor, left, top }: CloseUp, whole: RgbImage): void {
  const part = poolAdjoint(gradient, factor);
  eachRow(part, whole, left, top, (from, to) => {
    for (let x = 0; x < part.width; x++) whole.data[to + x]! += part.data[from + x]!;
  });
}

function eachRow(
  part: RgbImage,
  whole: RgbImage,
  left: number,
  top: number,
  visit: (ofPart: number, ofWhole: number) => void,
): void {
  for (let row = 0; row < 3 * part.height; row++) {
    const [c, y] = [Math.floor(row / part.height), row % part.height];
    visit(row * part.width, (c * whole.height + y + top) * whole.width + left);
  }
}

/** Sums over factor x factor blocks, into `out`. */
export function blockSums({ width, height, data }: RgbImage, factor: number, out: Float32Array): void {
  out.fill(0);
  const columns = width / factor;
  for (let row = 0; row < 3 * height; row++) {
    const to = Math.floor(row / factor) * columns;
    for (let x = 0; x < width; x++) out[to + Math.floor(x / factor)]! += data[row * width + x]!;
  }
}
