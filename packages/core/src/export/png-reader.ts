import { decode, type DecodedPng } from 'fast-png';
import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import type { Rgb } from '../palette/colour.ts';

/** A picture of the plotter's largest sheet in tenths of a millimetre; more is a mistake or an attack. */
const mostPixels = 8192 * 8192;

/**
 * The index map and the palette of an indexed PNG of 1, 2, 4 or 8 bits; transparency is ignored. `source` names
 * the file in errors. Errors: `bad-image` for what is no PNG, damaged, too large, not indexed, or has a pixel
 * without a colour.
 */
export function decodeIndexedPng(bytes: Uint8Array, source = 'the PNG'): { map: IndexMap; colours: Rgb[] } {
  checkHeader(bytes, source);
  const png = decodeChunks(bytes, source);
  const colours = (png.palette ?? []).map(([r = 0, g = 0, b = 0]): Rgb => [r / 255, g / 255, b / 255]);
  const indices = unpackBits(png);
  const beyond = indices.find((index) => index >= colours.length);
  if (beyond !== undefined) {
    throw badImage(source, `has a pixel of colour ${beyond}, but a palette of ${colours.length} colours`);
  }
  return { map: { width: png.width, height: png.height, indices }, colours };
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headerLength = 33;
const indexedColour = 3;

/** Reads IHDR by itself, so that a picture that will be refused is not unpacked first. */
function checkHeader(bytes: Uint8Array, source: string): void {
  if (bytes.length < headerLength || signature.some((byte, i) => bytes[i] !== byte)) {
    throw badImage(source, 'is not a PNG');
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset + 16, 13);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const [depth, colourType, interlaced] = [header.getUint8(8), header.getUint8(9), header.getUint8(12) !== 0];
  if (colourType !== indexedColour) {
    throw badImage(
      source,
      `is ${colourTypeName(colourType)}, expected an indexed PNG, whose palette is the pens`,
    );
  }
  if (width * height < 1 || width * height > mostPixels) {
    throw badImage(source, `is ${width} x ${height} px, expected 1 to ${mostPixels} pixels`);
  }
  if (interlaced && depth < 8) {
    throw badImage(source, `is interlaced with ${depth} bits a pixel: save it without interlacing`);
  }
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
    throw badImage(source, `is damaged: ${error instanceof Error ? error.message : String(error)}`, error);
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
