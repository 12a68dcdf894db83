import { blankImage, type RgbImage } from '../image.ts';

/**
 * A picture at another size, no line of it lost or doubled: each pixel is the mean of what it covers under a triangle as
 * wide as a pixel of the coarser raster.
 */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (image.width === width && image.height === height) return image;
  return resizeRows(resizeColumns(image, width), height);
}

/** A picture made to fit, centred, what is left over white. */
export function fitWithin(image: RgbImage, width: number, height: number): RgbImage {
  const scale = Math.min(width / image.width, height / image.height);
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const [w, h] = [Math.min(width, side(image.width)), Math.min(height, side(image.height))];
  const fitted = resize(image, w, h);
  if (w === width && h === height) return fitted;
  const out = blankImage(width, height);
  out.data.fill(1);
  const [left, top] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)];
  for (let row = 0; row < 3 * h; row++) {
    const [c, y] = [Math.floor(row / h), row % h];
    out.data.set(fitted.data.subarray(row * w, (row + 1) * w), (c * height + y + top) * width + left);
  }
  return out;
}

/** What a pixel is mixed from: whole pixels from `first` on, and the share of each. */
interface Tap {
  readonly first: number;
  readonly shares: readonly number[];
}

function tapsOf(from: number, to: number): Tap[] {
  const step = from / to;
  const reach = Math.max(1, step);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights = Array.from(
      { length: last - first + 1 },
      (_, k) => 1 - Math.abs(first + k - centre) / reach,
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, shares: weights.map((weight) => weight / sum) };
  });
}

function resizeColumns({ width, height, data }: RgbImage, to: number): RgbImage {
  const taps = tapsOf(width, to);
  const out = blankImage(to, height);
  for (let row = 0; row < 3 * height; row++) {
    taps.forEach(({ first, shares }, x) => {
      let sum = 0;
      shares.forEach((share, k) => (sum += share * data[row * width + first + k]!));
      out.data[row * to + x] = sum;
    });
  }
  return out;
}

function resizeRows({ width, height, data }: RgbImage, to: number): RgbImage {
  const taps = tapsOf(height, to);
  const out = blankImage(width, to);
  for (let c = 0; c < 3; c++) {
    taps.forEach(({ first, shares }, y) => {
      shares.forEach((share, k) => {
        const [target, source] = [(c * to + y) * width, (c * height + first + k) * width];
        for (let x = 0; x < width; x++) out.data[target + x]! += share * data[source + x]!;
      });
    });
  }
  return out;
}
