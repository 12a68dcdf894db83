import { encode } from 'fast-png';
import { InkceptionError } from '../error.ts';
import type { IndexMap, RgbImage } from '../image.ts';
import { rgbToBytes, toByte, type Rgb } from '../palette/colour.ts';

/** 8-bit RGB picture, interleaved [height, width, 3]. */
export interface Rgb8Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Texts in a PNG by keyword ("Description"); letters beyond Latin-1 are written as `\uXXXX`. */
export type PngTexts = Readonly<Record<string, string>>;

/**
 * An index map as an 8-bit indexed PNG: its PLTE chunk holds every colour, used or not, in the palette's order.
 * Errors: `bad-image` for no or more than 256 colours, or an index without one.
 */
export function encodeIndexedPng(map: IndexMap, colours: readonly Rgb[], text: PngTexts = {}): Uint8Array {
  if (colours.length < 1 || colours.length > 256) {
    throw new InkceptionError('bad-image', `an indexed PNG of ${colours.length} colours, expected 1 to 256`);
  }
  checkIndices(map, colours.length);
  const { width, height, indices } = map;
  const palette = colours.map(rgbToBytes);
  return encode({ width, height, data: indices, depth: 8, channels: 1, palette, text: latin1(text) });
}

/** A picture as an 8-bit RGB PNG; values outside [0, 1] are clipped. */
export function encodeRgbPng({ width, height, data }: RgbImage, text: PngTexts = {}): Uint8Array {
  const plane = width * height;
  const bytes = new Uint8Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) bytes[3 * i + c] = toByte(data[c * plane + i]!);
  }
  return encodeRgb8Png({ width, height, data: bytes }, text);
}

/** An 8-bit picture as an RGB PNG. */
export function encodeRgb8Png({ width, height, data }: Rgb8Image, text: PngTexts = {}): Uint8Array {
  return encode({ width, height, data, depth: 8, channels: 3, text: latin1(text) });
}

function checkIndices(map: IndexMap, colours: number): void {
  const beyond = map.indices.find((index) => index >= colours);
  if (beyond === undefined) return;
  throw new InkceptionError('bad-image', `the index map has pen ${beyond}, but there are ${colours} colours`);
}

/** PNG's tEXt chunks are Latin-1 without control characters: every other letter becomes what JSON would make of it. */
function latin1(text: PngTexts): Record<string, string> {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return Object.fromEntries(
    Object.entries(text).map(([keyword, value]) => [
      keyword,
      value.replace(/[^\x20-\x7e\xa0-\xff\n]/g, escape),
    ]),
  );
}
