import type { Rgb8Image } from '../export/png.ts';
import { solveLinear } from './solve-linear.ts';

/** Light of the bare paper at each place of a scan, linear RGB. */
export type PaperLight = (x: number, y: number) => readonly [number, number, number];

/** sRGB byte to linear light. */
export const toLinear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const rounds = 6;
const samples = 160;

/**
 * The paper of a scan under light that falls off smoothly: a quadratic in x and y for each channel, fitted to what is
 * bright and, round by round, less to what is darker than the fit (ink).
 */
export function paperLight(image: Rgb8Image): PaperLight {
  const { width, height } = image;
  const terms = (x: number, y: number): number[] => {
    const [u, v] = [(2 * x) / width - 1, (2 * y) / height - 1];
    return [1, u, v, u * u, u * v, v * v];
  };
  const places = samplePlaces(width, height);
  const models = [0, 1, 2].map((channel) => fitChannel(image, channel, places, terms));
  return (x, y) => {
    const own = terms(x, y);
    const at = (model: readonly number[]): number =>
      model.reduce((sum, factor, i) => sum + factor * own[i]!, 0);
    return [at(models[0]!), at(models[1]!), at(models[2]!)];
  };
}

function samplePlaces(width: number, height: number): [number, number][] {
  const step = Math.max(1, Math.max(width, height) / samples);
  const places: [number, number][] = [];
  for (let y = step / 2; y < height; y += step) {
    for (let x = step / 2; x < width; x += step) places.push([Math.floor(x), Math.floor(y)]);
  }
  return places;
}

function fitChannel(
  { width, data }: Rgb8Image,
  channel: number,
  places: readonly (readonly [number, number])[],
  terms: (x: number, y: number) => number[],
): number[] {
  const rows = places.map(([x, y]) => ({
    terms: terms(x, y),
    light: toLinear[data[3 * (y * width + x) + channel]!]!,
  }));
  const sorted = rows.map(({ light }) => light).sort((a, b) => a - b);
  let model = [sorted[Math.floor(0.75 * sorted.length)]!, 0, 0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const least = round === 0 ? 0.6 : 0.85;
    const bright = rows.filter(({ terms: own, light }) => {
      const expected = own.reduce((sum, term, i) => sum + term * model[i]!, 0);
      return light > least * expected && light < 1.25 * expected;
    });
    model = leastSquares(bright) ?? model;
  }
  return model;
}

function leastSquares(rows: readonly { terms: readonly number[]; light: number }[]): number[] | null {
  const matrix = Array.from({ length: 6 }, () => new Array<number>(7).fill(0));
  for (const { terms, light } of rows) {
    terms.forEach((a, i) => {
      terms.forEach((b, j) => (matrix[i]![j]! += a * b));
      matrix[i]![6]! += a * light;
    });
  }
  return solveLinear(matrix);
}
