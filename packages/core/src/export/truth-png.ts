import type { Truth } from '../canvas/canvas.ts';
import { encodeIndexedPng, encodeRgbPng, type PngTexts } from './png.ts';

/** What the pens can draw, as a PNG: pixels of one pen each are indices of a palette, strokes have soft edges. */
export function encodeTruth(truth: Truth, texts: PngTexts = {}): Uint8Array {
  return truth.kind === 'map'
    ? encodeIndexedPng(truth.map, truth.colours, texts)
    : encodeRgbPng(truth.image, texts);
}
