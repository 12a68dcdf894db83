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

/** Share of the picture that each of `count` pens has. */
export function sharesOf(indices: ArrayLike<number>, count: number): number[] {
  const pixels = new Array<number>(count).fill(0);
  for (let i = 0; i < indices.length; i++) pixels[indices[i]!]! += 1;
  return pixels.map((of) => of / Math.max(1, indices.length));
}
