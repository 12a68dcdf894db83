import { writeFileSync } from 'node:fs';
import { plotIndexMap, plotTime, renderPreview, type FillName, type Rgb8Image } from '@inkception/core';
import { fewColoursPng } from './few-colours.ts';
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
writeFileSync(out, fewColoursPng(sideBySide(cells, 3)));

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
