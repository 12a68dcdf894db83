import type { IndexMap } from '../image.ts';

/** Share of horizontal and vertical neighbours that are unlike; a measure of how much there is to outline. */
export function differingNeighbours({ width, height, indices }: IndexMap): number {
  let unlike = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x + 1 < width && indices[i] !== indices[i + 1]) unlike++;
      if (y + 1 < height && indices[i] !== indices[i + width]) unlike++;
    }
  }
  return unlike / Math.max(1, 2 * width * height - width - height);
}
