import { encodeIndexedPng, type Rgb, type Rgb8Image } from '@inkception/core';

const colourCount = 128;

/** Squared distance of black and white, so that the first colour is that of most pixels. */
const farthest = 3;

/** A small PNG: 128 colours of five bits a channel, and for every other the nearest of them. */
export function fewColoursPng({ width, height, data }: Rgb8Image): Uint8Array {
  const counts = new Map<number, number>();
  const keyAt = (i: number): number =>
    ((data[i]! >> 3) << 10) | ((data[i + 1]! >> 3) << 5) | (data[i + 2]! >> 3);
  for (let i = 0; i < data.length; i += 3) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1);
  const { colours, nearest } = fewColours(counts);
  const indices = Uint8Array.from({ length: width * height }, (_, i) => nearest.get(keyAt(3 * i))!);
  return encodeIndexedPng({ width, height, indices }, colours);
}

/** One by one the colour that those before it serve worst: pixels times squared distance. Which of them each becomes. */
function fewColours(counts: ReadonlyMap<number, number>): {
  readonly colours: readonly Rgb[];
  readonly nearest: ReadonlyMap<number, number>;
} {
  const all = [...counts].sort((one, other) => one[0] - other[0]);
  const served = all.map(([key, count]) => ({
    key,
    count,
    colour: colourOf(key),
    by: 0,
    distance: farthest,
  }));
  const colours: Rgb[] = [];
  while (colours.length < Math.min(colourCount, served.length)) {
    const { colour } = served.reduce((worst, each) =>
      each.count * each.distance > worst.count * worst.distance ? each : worst,
    );
    for (const each of served) {
      const distance = squaredDistance(each.colour, colour);
      if (distance < each.distance) Object.assign(each, { distance, by: colours.length });
    }
    colours.push(colour);
  }
  return { colours, nearest: new Map(served.map(({ key, by }) => [key, by])) };
}

function colourOf(key: number): Rgb {
  return [(key >> 10) / 31, ((key >> 5) & 31) / 31, (key & 31) / 31];
}

function squaredDistance(one: Rgb, other: Rgb): number {
  return one.reduce((sum, value, c) => sum + (value - other[c]!) ** 2, 0);
}
