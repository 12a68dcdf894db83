import { InkceptionError } from '../error.ts';
import type { Rgb8Image } from '../export/png.ts';
import type { IndexMap } from '../image.ts';
import { labToRgb, rgbToLab, type Lab, type Rgb } from '../palette/colour.ts';
import { mostPens } from '../palette/pen-rules.ts';
import { seededRandom, type Random } from '../random.ts';

/** A picture of few colours. */
export interface Quantised {
  readonly map: IndexMap;
  /** Light to dark; no two alike. */
  readonly colours: readonly Rgb[];
}

/**
 * A picture in `count` colours of its own: clusters in CIE Lab, by k-means++ with a fixed seed and Lloyd's rounds.
 * Deterministic. Pictures of fewer colours keep those. Source: Arthur and Vassilvitskii, k-means++ (2007).
 * Errors: `bad-option` for a count out of 1 to 33 (pens and paper).
 */
export function quantise(image: Rgb8Image, count: number): Quantised {
  if (!Number.isInteger(count) || count < 1 || count > mostPens + 1) {
    throw new InkceptionError(
      'bad-option',
      `a picture in ${count} colours, expected a whole number from 1 to ${mostPens + 1}: the pens, and the paper`,
    );
  }
  const cells = countCells(image);
  const centres = improve(cells, seeds(cells, count, seededRandom(1)));
  const order = [...centres.keys()].sort((i, j) => centres[j]![0] - centres[i]![0]);
  const sorted = order.map((i) => centres[i]!);
  return { map: assign(image, cells, sorted), colours: sorted.map(labToRgb) };
}

/** A picture in given colours: each pixel in the one nearest to it in CIE Lab. */
export function quantiseTo(image: Rgb8Image, colours: readonly Rgb[]): IndexMap {
  return assign(image, countCells(image), colours.map(rgbToLab));
}

/** Colours of a picture on a grid of 32 levels a channel: their mean, and how many pixels they have. */
interface Cells {
  readonly labs: readonly Lab[];
  readonly weights: readonly number[];
  /** Cell by 15-bit key. */
  readonly byKey: ReadonlyMap<number, number>;
}

function keyOf(data: Uint8Array, at: number): number {
  return ((data[at]! >> 3) << 10) | ((data[at + 1]! >> 3) << 5) | (data[at + 2]! >> 3);
}

function countCells({ data }: Rgb8Image): Cells {
  const sums = new Float64Array(4 * 32 ** 3);
  for (let at = 0; at < data.length; at += 3) {
    const cell = 4 * keyOf(data, at);
    for (let c = 0; c < 3; c++) sums[cell + c]! += data[at + c]!;
    sums[cell + 3]! += 1;
  }
  const [labs, weights, byKey] = [[] as Lab[], [] as number[], new Map<number, number>()];
  for (let key = 0; key < 32 ** 3; key++) {
    const count = sums[4 * key + 3]!;
    if (count === 0) continue;
    byKey.set(key, labs.length);
    const channel = (c: number): number => sums[4 * key + c]! / (255 * count);
    labs.push(rgbToLab([channel(0), channel(1), channel(2)]));
    weights.push(count);
  }
  return { labs, weights, byKey };
}

/** Each next seed where the picture is far from those before, with a chance of weight times squared distance. */
function seeds({ labs, weights }: Cells, count: number, random: Random): Lab[] {
  const first = labs[weights.indexOf(weights.reduce((most, weight) => Math.max(most, weight), 0))]!;
  const centres = [first];
  const distances = labs.map((lab) => squaredDistance(lab, first));
  while (centres.length < Math.min(count, labs.length)) {
    const next = labs[pick(distances, weights, random)]!;
    centres.push(next);
    labs.forEach((lab, i) => (distances[i] = Math.min(distances[i]!, squaredDistance(lab, next))));
  }
  return centres;
}

function pick(distances: readonly number[], weights: readonly number[], random: Random): number {
  const shares = distances.map((distance, i) => distance * weights[i]!);
  let left = random.uniform() * shares.reduce((sum, share) => sum + share, 0);
  const found = shares.findIndex((share) => (left -= share) < 0);
  return found >= 0 ? found : shares.indexOf(Math.max(...shares));
}

const mostRounds = 40;

function improve({ labs, weights }: Cells, start: readonly Lab[]): Lab[] {
  let centres = [...start];
  for (let round = 0; round < mostRounds; round++) {
    const sums = centres.map(() => [0, 0, 0, 0]);
    labs.forEach((lab, i) => {
      const sum = sums[nearest(lab, centres)]!;
      lab.forEach((value, c) => (sum[c]! += value * weights[i]!));
      sum[3]! += weights[i]!;
    });
    const moved = centres.map((centre, k): Lab => {
      const [l, a, b, weight] = sums[k] as [number, number, number, number];
      return weight > 0 ? [l / weight, a / weight, b / weight] : centre;
    });
    const furthest = Math.max(...moved.map((centre, k) => squaredDistance(centre, centres[k]!)));
    centres = moved;
    if (furthest < 1e-4) break;
  }
  return centres;
}

function assign(
  { width, height, data }: Rgb8Image,
  { labs, byKey }: Cells,
  centres: readonly Lab[],
): IndexMap {
  const nearestOf = labs.map((lab) => nearest(lab, centres));
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < indices.length; i++) indices[i] = nearestOf[byKey.get(keyOf(data, 3 * i))!]!;
  return { width, height, indices };
}

function nearest(lab: Lab, centres: readonly Lab[]): number {
  let [best, distance] = [0, Infinity];
  centres.forEach((centre, k) => {
    const own = squaredDistance(lab, centre);
    if (own < distance) [best, distance] = [k, own];
  });
  return best;
}

function squaredDistance([l, a, b]: Lab, [l2, a2, b2]: Lab): number {
  return (l - l2) ** 2 + (a - a2) ** 2 + (b - b2) ** 2;
}
