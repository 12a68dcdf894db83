import type { RgbImage } from '../image.ts';

/** Cells along each side of what two pictures are compared by: where there is what colour, and no details. */
const cells = 12;

/**
 * What a picture is like: its colours in coarse cells [3, cells, cells] beyond the mean of each channel, of length 1. The
 * product of two is their likeness, 1 at most. A picture of one colour is like nothing.
 */
export function likenessOf(picture: RgbImage): Float32Array {
  const sums = new Float32Array(3 * cells * cells);
  eachCell(picture, (cell, i, share) => (sums[cell]! += share * picture.data[i]!));
  const beyond = withoutMeans(sums);
  const length = Math.hypot(...beyond);
  return length > 0 ? beyond.map((value) => value / length) : beyond;
}

/**
 * An excitation's gradient on a picture, turned away from pictures that it must not resemble: minus `strength` x the L1 norm
 * `norm` of the gradient x the largest likeness, along the gradient of 1/2 sum_j max(0, likeness_j)^2.
 */
export function turnAway(
  gradient: RgbImage,
  picture: RgbImage,
  others: readonly Float32Array[],
  strength: number,
  norm: number,
): RgbImage {
  const own = likenessOf(picture);
  const likenesses = others.map((other) => Math.max(0, dot(own, other)));
  // d likeness_j ~ other_j - likeness_j own; the length of the picture's own is left to the scale below
  const along = own.map((value, cell) =>
    likenesses.reduce((sum, likeness, j) => sum + likeness * (others[j]![cell]! - likeness * value), 0),
  );
  const total = along.reduce((sum, value) => sum + Math.abs(value), 0);
  const data = gradient.data.slice();
  if (total === 0) return { ...gradient, data };
  const scale = (strength * norm * Math.max(...likenesses)) / total;
  eachCell(picture, (cell, i, share) => (data[i]! -= scale * share * along[cell]!));
  return { ...gradient, data };
}

/** Every number of a picture, the cell that it is in, and its share of that. */
function eachCell(
  { width, height }: RgbImage,
  visit: (cell: number, i: number, share: number) => void,
): void {
  const [columns, rows] = [countsOf(width), countsOf(height)];
  for (let row = 0, i = 0; row < 3 * height; row++) {
    const [c, y] = [Math.floor(row / height), row % height];
    const down = cellOf(y, height);
    for (let x = 0; x < width; x++, i++) {
      const across = cellOf(x, width);
      visit((c * cells + down) * cells + across, i, 1 / (rows[down]! * columns[across]!));
    }
  }
}

function cellOf(at: number, length: number): number {
  return Math.floor((at * cells) / length);
}

/** How many pixels of a side are in each cell. */
function countsOf(length: number): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (let at = 0; at < length; at++) counts[cellOf(at, length)]! += 1;
  return counts;
}

function withoutMeans(values: Float32Array): Float32Array {
  const plane = cells * cells;
  const means = [0, 1, 2].map((c) => dot(values.subarray(c * plane, (c + 1) * plane), ones) / plane);
  return values.map((value, i) => value - means[Math.floor(i / plane)]!);
}

const ones = new Float32Array(cells * cells).fill(1);

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + value * other[i]!, 0);
}
