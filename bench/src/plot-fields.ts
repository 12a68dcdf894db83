import { mapOf, seededRandom, type IndexMap, type PaletteEntry, type Random } from '@inkception/core';
import { builtIn } from './networks.ts';
import { runTarget } from './run-target.ts';

/** White paper and six pens of 0.4 mm. */
export const sixPens: readonly PaletteEntry[] = [
  { kind: 'paper', paper: { name: 'white', hex: '#ffffff' } },
  ...['#14161a', '#d62839', '#f4d35e', '#2a9d8f', '#264e9c', '#e76f51'].map((hex, i): PaletteEntry => ({
    kind: 'pen',
    pen: { name: `pen ${i + 1}`, hex, widthMm: 0.4 },
  })),
];

export const a4 = { widthMm: 210, heightMm: 297, marginMm: 15 };

/** Where each of seven smooth fields is highest: areas of all sizes, like a photo of few colours. Seeded. */
export function fieldMap(width: number, height: number, seed: number): IndexMap {
  const random = seededRandom(seed);
  const fields = sixPens.map(() => smoothField(width, height, random));
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < indices.length; i++) {
    let best = 0;
    for (let n = 1; n < fields.length; n++) if (fields[n]![i]! > fields[best]![i]!) best = n;
    indices[i] = best;
  }
  return { width, height, indices };
}

/** Bilinear noise with knots every 160, 64, 26 and 12 px, the coarse ones the strongest. */
function smoothField(width: number, height: number, random: Random): Float32Array {
  const field = new Float32Array(width * height);
  for (const [every, strength] of [
    [160, 1],
    [64, 0.8],
    [26, 0.5],
    [12, 0.2],
  ] as const) {
    const columns = Math.ceil(width / every) + 2;
    const knots = Float32Array.from({ length: columns * (Math.ceil(height / every) + 2) }, () =>
      random.normal(),
    );
    for (let i = 0; i < field.length; i++) {
      const [x, y] = [(i % width) / every, Math.floor(i / width) / every];
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - column, y - row];
      const at = row * columns + column;
      const above = knots[at]! * (1 - fx) + knots[at + 1]! * fx;
      const below = knots[at + columns]! * (1 - fx) + knots[at + columns + 1]! * fx;
      field[i]! += strength * (above * (1 - fy) + below * fy);
    }
  }
  return field;
}

/** A true image of the built-in network with six pens, each pixel repeated up to the width. */
export async function dreamMap(name: string, width: number, height: number): Promise<IndexMap> {
  const { best } = await runTarget(builtIn(), {
    target: { kind: 'class', name },
    pens: 6,
    size: { width: 128, height: 181 },
    seed: 1,
    settings: { tries: 1 },
  });
  const map = mapOf(best.picture.truth);
  const indices = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [
      Math.floor(((i % width) * map.width) / width),
      Math.floor((Math.floor(i / width) * map.height) / height),
    ];
    return map.indices[y * map.width + x]!;
  });
  return { width, height, indices };
}
