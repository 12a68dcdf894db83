import type { InkLoad } from '../plot/ink/ink-load.ts';
import type { Rgb8Image } from './png.ts';

/** Colours of 0, 1, 2, ... passes; between them they mix. */
const scale: readonly (readonly [number, number, number])[] = [
  [255, 255, 255],
  [225, 238, 200],
  [250, 215, 110],
  [245, 160, 60],
  [225, 90, 40],
  [180, 30, 45],
  [100, 10, 60],
  [30, 0, 40],
];

const pixelsPerMm = 3;

/** A map of the ink load: white paper, green one pass, yellow two, to red at five and nearly black at seven. */
export function inkLoadPicture({ width, height, passes }: InkLoad): Rgb8Image {
  const size = { width: width * pixelsPerMm, height: height * pixelsPerMm };
  const data = new Uint8Array(3 * size.width * size.height);
  for (let y = 0, at = 0; y < size.height; y++) {
    const row = Math.floor(y / pixelsPerMm) * width;
    for (let x = 0; x < size.width; x++) {
      for (const byte of colourOf(passes[row + Math.floor(x / pixelsPerMm)]!)) data[at++] = byte;
    }
  }
  return { ...size, data };
}

function colourOf(load: number): number[] {
  const place = Math.min(scale.length - 1.001, Math.max(0, load));
  const [low, share] = [scale[Math.floor(place)]!, place % 1];
  const high = scale[Math.floor(place) + 1]!;
  return low.map((value, c) => Math.round(value + share * (high[c]! - value)));
}
