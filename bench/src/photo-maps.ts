import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seededRandom, type IndexMap, type PaletteEntry } from '@inkception/core';
import { decode } from 'fast-png';

/** A map to plot and its colours. */
export interface PlotMap {
  readonly name: string;
  readonly map: IndexMap;
  readonly palette: readonly PaletteEntry[];
}

/** An 8-bit RGB picture, its values in [0, 1], interleaved. */
interface Photo {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * A photo of `../shared/photos`, blurred, cut to the given size and made of a few colours, the lightest of them paper; null,
 * with the reason printed, where it is not.
 */
export function photoMap(
  name: string,
  { width, height, colours, blurs }: { width: number; height: number; colours: number; blurs: number },
): PlotMap | null {
  const file = fileURLToPath(new URL(`../../../shared/photos/${name}.png`, import.meta.url));
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there (photos are not part of the repository)`);
    return null;
  }
  const { width: w, height: h, data, channels } = decode(readFileSync(file));
  const rgb = new Float32Array(3 * w * h);
  for (let i = 0; i < w * h; i++) {
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[channels * i + c]! / 255;
  }
  let photo: Photo = { width: w, height: h, data: rgb };
  for (let blur = 0; blur < blurs; blur++) photo = blurred(photo, 2);
  return quantised(name, cutTo(photo, width, height), colours);
}

/** Mean over (2 reach + 1)^2 pixels. */
function blurred(photo: Photo, reach: number): Photo {
  const { width, height, data } = photo;
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sums = [0, 0, 0];
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const at = 3 * (clamp(y + dy, height) * width + clamp(x + dx, width));
          for (let c = 0; c < 3; c++) sums[c]! += data[at + c]!;
        }
      }
      for (let c = 0; c < 3; c++) result[3 * (y * width + x) + c] = sums[c]! / (2 * reach + 1) ** 2;
    }
  }
  return { width, height, data: result };
}

const clamp = (at: number, size: number): number => Math.max(0, Math.min(size - 1, at));

/** The largest piece in the middle of a photo that has the wanted sides, at their size (bilinear). */
function cutTo(photo: Photo, width: number, height: number): Photo {
  const scale = Math.min(photo.width / width, photo.height / height);
  const [left, top] = [(photo.width - scale * width) / 2, (photo.height - scale * height) / 2];
  const data = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        data[3 * (y * width + x) + c] = sampleAt(
          photo,
          left + scale * (x + 0.5) - 0.5,
          top + scale * (y + 0.5) - 0.5,
          c,
        );
      }
    }
  }
  return { width, height, data };
}

function sampleAt({ width, height, data }: Photo, x: number, y: number, c: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const at = (px: number, py: number): number =>
    data[3 * (clamp(py, height) * width + clamp(px, width)) + c]!;
  const mix = (a: number, b: number, t: number): number => a + t * (b - a);
  return mix(
    mix(at(x0, y0), at(x0 + 1, y0), x - x0),
    mix(at(x0, y0 + 1), at(x0 + 1, y0 + 1), x - x0),
    y - y0,
  );
}

/** k-means in RGB from random pixels. */
function quantised(name: string, { width, height, data }: Photo, colours: number): PlotMap {
  const random = seededRandom(1);
  const pixels = Array.from({ length: 20_000 }, () => 3 * random.integer(0, width * height - 1));
  let means = pixels.slice(0, colours).map((at) => [data[at]!, data[at + 1]!, data[at + 2]!]);
  for (let round = 0; round < 20; round++) {
    const sums = means.map(() => [0, 0, 0, 0]);
    for (const at of pixels) {
      const sum = sums[nearestMean(means, data, at)]!;
      for (let c = 0; c < 3; c++) sum[c]! += data[at + c]!;
      sum[3]! += 1;
    }
    means = sums.map(([r, g, b, n], m) => (n! > 0 ? [r! / n!, g! / n!, b! / n!] : means[m]!));
  }
  const light = (mean: readonly number[]): number => 2 * mean[0]! + 5 * mean[1]! + mean[2]!;
  means.sort((one, other) => light(other) - light(one));
  const indices = Uint8Array.from({ length: width * height }, (_, i) => nearestMean(means, data, 3 * i));
  return { name, map: { width, height, indices }, palette: paletteOf(means) };
}

function nearestMean(means: readonly (readonly number[])[], data: Float32Array, at: number): number {
  let [best, least] = [0, Infinity];
  means.forEach((mean, m) => {
    const distance = mean.reduce((sum, value, c) => sum + (value - data[at + c]!) ** 2, 0);
    if (distance < least) [best, least] = [m, distance];
  });
  return best;
}

/** The first colour as paper, the others as pens of 0.4 mm. */
function paletteOf(colours: readonly (readonly number[])[]): PaletteEntry[] {
  return colours.map((colour, n): PaletteEntry => {
    const hex = `#${colour
      .map((value) =>
        Math.round(255 * value)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
    return n === 0
      ? { kind: 'paper', paper: { name: 'paper', hex: '#ffffff' } }
      : { kind: 'pen', pen: { name: `pen ${n}`, hex, widthMm: 0.4 } };
  });
}
