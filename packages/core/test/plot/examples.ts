import fc from 'fast-check';
import type { IndexMap } from '../../src/image.ts';
import type { PaletteEntry, Pen } from '../../src/palette/pen.ts';
import type { Path, Sheet } from '../../src/plot/drawing.ts';

/** A map from rows of digits. */
export function mapOf(...rows: readonly string[]): IndexMap {
  const indices = Uint8Array.from(rows.join(''), Number);
  return { width: rows[0]?.length ?? 0, height: rows.length, indices };
}

/** A map whose pixels follow from their place. */
export function drawMap(width: number, height: number, labelAt: (x: number, y: number) => number): IndexMap {
  return {
    width,
    height,
    indices: Uint8Array.from({ length: width * height }, (_, i) => labelAt(i % width, Math.floor(i / width))),
  };
}

/** Blobs such as optimised pictures have: overlapping discs of a few labels on label 0. */
export function blobs(width: number, height: number, labels: number, discs: readonly Disc[]): IndexMap {
  return drawMap(width, height, (x, y) => {
    const top = discs.findLast(
      ({ at, radius }) => Math.hypot(x + 0.5 - at[0] * width, y + 0.5 - at[1] * height) < radius,
    );
    return top ? top.label % labels : 0;
  });
}

export interface Disc {
  readonly at: readonly [number, number];
  readonly radius: number;
  readonly label: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Maps of up to 40 x 40 pixels: discs of up to four labels with some noise. */
export const blobMaps: fc.Arbitrary<IndexMap> = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    discs: fc.array(
      fc.record({
        at: fc.tuple(share, share),
        radius: fc.double({ min: 0.5, max: 14, noNaN: true }),
        label: fc.nat(3),
      }),
      { maxLength: 12 },
    ),
    noise: fc.array(fc.tuple(share, fc.nat(3)), { maxLength: 20 }),
  })
  .map(({ width, height, discs, noise }) => {
    const map = blobs(width, height, 4, discs);
    for (const [at, label] of noise) map.indices[Math.floor(at * (map.indices.length - 1))] = label;
    return map;
  });

/** Noise: every pixel on its own. */
export const noiseMaps: fc.Arbitrary<IndexMap> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max: 3 })
      .map((indices) => ({ width, height, indices })),
  );

export const sheet: Sheet = { widthMm: 100, heightMm: 80, marginMm: 10 };

export const black: Pen = { name: 'black', hex: '#101012', widthMm: 0.4 };

/** Paper and three pens, of different widths. */
export const palette: readonly PaletteEntry[] = [
  { kind: 'paper', paper: { name: 'white', hex: '#ffffff' } },
  { kind: 'pen', pen: black },
  { kind: 'pen', pen: { name: 'red', hex: '#d62839', widthMm: 0.7 } },
  { kind: 'pen', pen: { name: 'yellow', hex: '#f4d35e', widthMm: 0.3 } },
];

/** A closed path or an open one through x0, y0, x1, y1, ... */
export function ringPath(...points: number[]): Path {
  return { points: Float64Array.from(points), closed: true };
}

export function linePath(...points: number[]): Path {
  return { points: Float64Array.from(points), closed: false };
}

const place = fc.double({ min: 0, max: 200, noNaN: true });

/** Strokes anywhere on a sheet, open and closed. */
export const pathLists: fc.Arbitrary<Path[]> = fc.array(
  fc.record({
    points: fc
      .array(fc.tuple(place, place), { minLength: 2, maxLength: 6 })
      .map((points) => Float64Array.from(points.flat())),
    closed: fc.boolean(),
  }),
  { maxLength: 30 },
);
