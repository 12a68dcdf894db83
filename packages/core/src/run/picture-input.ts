import { fromBase64, toBase64 } from '../base64.ts';
import { InkceptionError } from '../error.ts';
import { decodeIndexedPng } from '../export/png-reader.ts';
import { encodeIndexedPng, type Rgb8Image } from '../export/png.ts';
import { blankImage, type IndexMap, type RgbImage } from '../image.ts';
import { fillOutlines, type Outlines } from '../import/svg-outlines.ts';
import { quantise, quantiseTo } from '../import/quantise.ts';
import { isRecord } from '../json-record.ts';
import { hexToRgb, toByte, type Rgb } from '../palette/colour.ts';
import { fitWithin } from '../view/resize.ts';
import type { PngMask, PngStart } from './composition.ts';
import type { JobColour } from './job.ts';

const black: Rgb = [0, 0, 0];
const white: Rgb = [1, 1, 1];

/** Pixels of a mask's longer side, at least: its border is drawn finer than the canvas. */
const maskSide = 512;

/**
 * A mask from shapes, which take ink, or from a picture, of which what is darker than a middle grey does. Errors: `bad-image`
 * where nothing is.
 */
export function maskFrom(from: Rgb8Image | Outlines, width: number, height: number): PngMask {
  if ('data' in from) return maskOf(darkOf(from, width, height), width, height);
  const finer = Math.ceil(maskSide / Math.max(width, height));
  const [w, h] = [finer * width, finer * height];
  return maskOf(fillOutlines(from, w, h), w, h);
}

function darkOf(picture: Rgb8Image, width: number, height: number): Uint8Array {
  const { data } = fitWithin(toFloats(picture), width, height);
  const plane = width * height;
  return Uint8Array.from({ length: plane }, (_, i) =>
    data[i]! + data[i + plane]! + data[i + 2 * plane]! < 1.5 ? 1 : 0,
  );
}

function maskOf(indices: Uint8Array, width: number, height: number): PngMask {
  if (!indices.includes(1))
    throw new InkceptionError('bad-image', 'the mask has no dark part: black is where the ink may be');
  return { kind: 'png', png: toBase64(encodeIndexedPng({ width, height, indices }, [white, black])) };
}

/**
 * A start from a picture, made to fit: each pixel its nearest pen; learned pens begin as the picture's own colours, of
 * which the lightest is left to the paper where there is one.
 */
export function startFrom(
  picture: Rgb8Image,
  palette: readonly JobColour[],
  width: number,
  height: number,
  strength: number,
): PngStart {
  const image = toBytes(fitWithin(toFloats(picture), width, height));
  const colours = startColours(image, palette);
  const map = quantiseTo(image, colours);
  return { png: toBase64(encodeIndexedPng(map, colours)), strength };
}

function startColours(image: Rgb8Image, palette: readonly JobColour[]): Rgb[] {
  const found = quantise(image, palette.length).colours; // light to dark
  const hasPaper = palette[0]?.kind === 'paper';
  const own = hasPaper ? found.slice(1) : [...found];
  return palette.map((colour, n) => {
    if (colour.kind === 'paper') return hexToRgb(colour.hex);
    if (colour.kind === 'given') return hexToRgb(colour.pen.hex);
    return own[hasPaper ? n - 1 : n] ?? greyOf(n); // pictures of fewer colours leave pens over
  });
}

/** Each pen left over another grey. */
function greyOf(pen: number): Rgb {
  const value = ((pen * 37) % 100) / 100;
  return [value, value, value];
}

/** The index map and the colours of a job's picture. Errors: `bad-image`. */
export function jobPicture(png: string, what: string): { map: IndexMap; colours: readonly Rgb[] } {
  return decodeIndexedPng(jobBytes(png, what), what);
}

/** A program's picture may be anything. Errors: `bad-image` for one without pixels, or of other than 3 bytes a pixel. */
export function checkPicture(picture: unknown): void {
  const { width, height, data } = isRecord(picture) ? picture : {};
  const [wide, high] = [Number(width), Number(height)];
  const bytes = isRecord(data) ? Number(data['length']) : 0; // a typed array is a record too
  const hasPixels = [wide, high].every((side) => Number.isInteger(side) && side > 0);
  if (hasPixels && bytes === 3 * wide * high) return;
  throw new InkceptionError(
    'bad-image',
    `the picture has ${bytes} bytes for ${wide} x ${high} px, expected one pixel or more of 3 bytes each (RGB)`,
  );
}

/** Bytes as numbers in [0, 1]. Errors: `bad-image`. */
export function toFloats(picture: Rgb8Image): RgbImage {
  checkPicture(picture);
  const { width, height, data } = picture;
  const out = blankImage(width, height);
  const plane = width * height;
  for (let i = 0; i < plane; i++)
    for (let c = 0; c < 3; c++) out.data[c * plane + i] = data[3 * i + c]! / 255;
  return out;
}

function toBytes({ width, height, data }: RgbImage): Rgb8Image {
  const plane = width * height;
  return {
    width,
    height,
    data: Uint8Array.from({ length: 3 * plane }, (_, i) =>
      toByte(data[(i % 3) * plane + Math.floor(i / 3)]!),
    ),
  };
}

/** The bytes of a job's picture. Errors: `bad-image`. */
export function jobBytes(text: string, what: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new InkceptionError('bad-image', `${what} is not base64`, { cause });
  }
}
