import { decode } from 'fast-png';
import { InkceptionError } from '../error.ts';
import type { RgbImage } from '../image.ts';

/** More than any tile or preview; what claims more is not unpacked. */
const mostPixels = 8192 * 8192;

/** An 8-bit RGB PNG as a picture. `source` names the file in errors. Errors: `bad-image` for anything else. */
export function decodeRgbPng(bytes: Uint8Array, source = 'the PNG'): RgbImage {
  const header = bytes.length < 33 ? null : new DataView(bytes.buffer, bytes.byteOffset + 16, 13);
  const [colourType, pixels] = [header?.getUint8(9), header && header.getUint32(0) * header.getUint32(4)];
  if (header?.getUint8(8) !== 8 || colourType !== 2 || pixels === null || pixels > mostPixels)
    throw new InkceptionError(
      'bad-image',
      `${source} is no RGB PNG of 8 bits and at most ${mostPixels} pixels`,
    );
  try {
    const { width, height, data } = decode(bytes, { checkCrc: true });
    const plane = width * height;
    const planar = Float32Array.from({ length: 3 * plane }, (_, i) => {
      return data[3 * (i % plane) + Math.floor(i / plane)]! / 255;
    });
    return { width, height, data: planar };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InkceptionError('bad-image', `${source} is damaged: ${reason}`, { cause: error });
  }
}
