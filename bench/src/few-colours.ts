import { encodeIndexedPng, type Rgb, type Rgb8Image } from '@inkception/core';

/** A small PNG: the 64 most frequent colours of five bits a channel, and for every other the nearest of them. */
export function fewColoursPng({ width, height, data }: Rgb8Image): Uint8Array {
  const counts = new Map<number, number>();
  const keyAt = (i: number): number =>
    ((data[i]! >> 3) << 10) | ((data[i + 1]! >> 3) << 5) | (data[i + 2]! >> 3);
  for (let i = 0; i < data.length; i += 3) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1);
  const keys = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([key]) => key);
  const colours = keys.slice(0, 64).map(colourOf);
  const nearest = new Map(keys.map((key) => [key, nearestOf(colours, colourOf(key))]));
  const indices = Uint8Array.from({ length: width * height }, (_, i) => nearest.get(keyAt(3 * i))!);
  return encodeIndexedPng({ width, height, indices }, colours);
}

function colourOf(key: number): Rgb {
  return [(key >> 10) / 31, ((key >> 5) & 31) / 31, (key & 31) / 31];
}

function nearestOf(colours: readonly Rgb[], wanted: Rgb): number {
  const distances = colours.map((colour) =>
    colour.reduce((sum, value, c) => sum + (value - wanted[c]!) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
