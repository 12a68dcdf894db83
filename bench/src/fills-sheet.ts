import { writeFileSync } from 'node:fs';
import {
  encodeIndexedPng,
  plotIndexMap,
  plotTime,
  renderPreview,
  type FillName,
  type Rgb,
  type Rgb8Image,
} from '@inkception/core';
import { keptPicture } from './pictures.ts';

// The same picture in every fill, in the order of docs/plotting.md: node bench/dist/fills-sheet.js [OUT.png]
const [out = 'docs/images/fills.png'] = process.argv.slice(2);

const fills: readonly FillName[] = [
  ...(['hatch', 'spiral', 'concentric'] as const),
  ...(['cross-hatch', 'flow', 'stipple'] as const),
  ...(['stipple-line', 'scribble', 'outline'] as const),
];

/** These look better without an edge. */
const edgeless: readonly FillName[] = ['stipple', 'stipple-line', 'scribble'];

/** Solid fills are drawn with paper between the lines, or there would be nothing to see. */
const shownPitch: Partial<Record<FillName, number>> = { hatch: 2, spiral: 2, concentric: 2 };

const sheet = { widthMm: 54, heightMm: 54, marginMm: 1 };
const { map, palette } = keptPicture('lion', 0.3);

const cells = fills.map((fill) => {
  const outline = !edgeless.includes(fill);
  const drawing = plotIndexMap(map, palette, sheet, { fill, outline, hatchPitch: shownPitch[fill] ?? 0.9 });
  const minutes = plotTime(drawing).seconds / 60;
  const strokes = drawing.layers.reduce((sum, { paths }) => sum + paths.length, 0);
  console.log(`${fill}: ${strokes} strokes, ${minutes.toFixed(1)} min`);
  return renderPreview(drawing, { paperHex: '#ffffff', pixelsPerMm: 7 });
});
writeFileSync(out, indexedPng(sideBySide(cells, 3)));

function sideBySide(pictures: readonly Rgb8Image[], columns: number): Rgb8Image {
  const { width, height } = pictures[0]!;
  const rows = Math.ceil(pictures.length / columns);
  const data = new Uint8Array(3 * width * columns * height * rows).fill(255);
  pictures.forEach((picture, i) => {
    const [left, top] = [(i % columns) * width, Math.floor(i / columns) * height];
    for (let y = 0; y < height; y++) {
      const row = picture.data.subarray(3 * y * width, 3 * (y + 1) * width);
      data.set(row, 3 * ((top + y) * width * columns + left));
    }
  });
  return { width: width * columns, height: height * rows, data };
}

/** With the most frequent colours of five bits a channel as a palette, and for every other the nearest of them. */
function indexedPng({ width, height, data }: Rgb8Image): Uint8Array {
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
