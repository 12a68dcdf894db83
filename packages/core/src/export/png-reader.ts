import { decode, type DecodedPng } from 'fast-png';
import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';
import type { Rgb8Image } from './png.ts';

/** A picture of the plotter's largest sheet in tenths of a millimetre; more is a mistake or an attack. */
const mostPixels = 8192 * 8192;

/**
 * The index map and the palette of an indexed PNG of 1, 2, 4 or 8 bits; transparency is ignored. `source` names
 * the file in errors. Errors: `bad-image` for what is no PNG, damaged, too large, not indexed, or has a pixel
 * without a colour.
 */
export function decodeIndexedPng(bytes: Uint8Array, source = 'the PNG'): { map: IndexMap; colours: Rgb[] } {
  const colourType = checkHeader(bytes, source);
  if (colourType !== indexedColour) {
    throw badImage(
      source,
      `is ${colourTypeName(colourType)}, expected an indexed PNG, whose palette is the pens`,
    );
  }
  const png = decodeChunks(bytes, source);
  const colours = (png.palette ?? []).map(([r = 0, g = 0, b = 0]): Rgb => [r / 255, g / 255, b / 255]);
  const indices = unpackBits(png);
  const beyond = indices.find((index) => index >= colours.length);
  if (beyond !== undefined) {
    throw badImage(source, `has a pixel of colour ${beyond}, but a palette of ${colours.length} colours`);
  }
  return { map: { width: png.width, height: png.height, indices }, colours };
}

/** Whether a PNG has a palette; `false` for whatever else it is. */
export function isIndexedPng(bytes: Uint8Array): boolean {
  return bytes.length >= headerLength && bytes[colourTypeAt] === indexedColour;
}

/**
 * Any PNG as 8-bit RGB: greys and palettes become colours, what is transparent shows white paper. Errors: `bad-image`
 * for what is no PNG, damaged or too large.
 */
export function decodeRgb8Png(bytes: Uint8Array, source = 'the PNG'): Rgb8Image {
  checkHeader(bytes, source, mostRgbPixels);
  const png = decodeChunks(bytes, source);
  const { width, height } = png;
  const pixelAt = png.palette ? palettePixels(png) : channelPixels(png);
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b, alpha] = pixelAt(i);
    data[3 * i] = overWhite(r, alpha);
    data[3 * i + 1] = overWhite(g, alpha);
    data[3 * i + 2] = overWhite(b, alpha);
  }
  return { width, height, data };
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

function palettePixels(png: DecodedPng): (i: number) => Rgba {
  const indices = unpackBits(png);
  const colours = png.palette!.map(([r = 0, g = 0, b = 0, alpha = 255]): Rgba => [r, g, b, alpha]);
  return (i) => colours[indices[i]!] ?? [0, 0, 0, 255];
}

function channelPixels(png: DecodedPng): (i: number) => Rgba {
  const { data, channels } = png.depth < 8 ? { data: unpackBits(png), channels: 1 } : png;
  const scale = 255 / (2 ** png.depth - 1);
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const hasAlpha = channels % 2 === 0;
  return (i) => {
    const at = i * channels;
    const alpha = hasAlpha ? scale * data[at + channels - 1]! : 255;
    return [scale * data[at]!, scale * data[at + green]!, scale * data[at + blue]!, alpha];
  };
}

function overWhite(value: number, alpha: number): number {
  return Math.round(255 + (alpha / 255) * (value - 255));
}

/** A 16 megapixel photograph; its bytes are held several times. */
const mostRgbPixels = 4096 * 4096;

const colourTypeAt = 25;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headerLength = 33;
const indexedColour = 3;

/** Reads IHDR by itself, so that a picture that will be refused is not unpacked first. */
function checkHeader(bytes: Uint8Array, source: string, most = mostPixels): number {
  if (bytes.length < headerLength || signature.some((byte, i) => bytes[i] !== byte)) {
    throw badImage(source, 'is not a PNG');
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset + 16, 13);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const [depth, colourType, interlaced] = [header.getUint8(8), header.getUint8(9), header.getUint8(12) !== 0];
  if (width * height < 1 || width * height > most) {
    throw badImage(source, `is ${width} x ${height} px, expected 1 to ${most} pixels`);
  }
  if (interlaced && depth < 8) {
    throw badImage(source, `is interlaced with ${depth} bits a pixel: save it without interlacing`);
  }
  return colourType;
}

function colourTypeName(colourType: number): string {
  const names = [
    'a grey PNG',
    '',
    'an RGB PNG',
    'an indexed PNG',
    'a grey PNG with transparency',
    '',
    'an RGB PNG with transparency',
  ];
  return names[colourType] ?? 'a PNG of an unknown kind';
}

function decodeChunks(bytes: Uint8Array, source: string): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch (error) {
    const cut = error instanceof RangeError; // a read beyond the end
    const why = cut ? 'it ends too early' : error instanceof Error ? error.message : String(error);
    throw badImage(source, `is damaged: ${why}`, error);
  }
}

/** One index a byte, from rows of 1, 2, 4 or 8 bits an index, the first in the highest bits. */
function unpackBits({ width, height, depth, data }: DecodedPng): Uint8Array {
  if (depth === 8) return Uint8Array.from(data);
  const indices = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)]!;
      indices[i] = (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
  return indices;
}

function badImage(source: string, fault: string, cause?: unknown): InkceptionError {
  return new InkceptionError('bad-image', `${source} ${fault}`, { cause });
}
