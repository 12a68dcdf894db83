/** RGB picture in [0, 1], planar [3, height, width]. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** One pen per pixel, [height, width]; values index the palette. */
export interface IndexMap {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array;
}

/** A black picture of the given size. */
export function blankImage(width: number, height: number): RgbImage {
  return { width, height, data: new Float32Array(3 * width * height) };
}
