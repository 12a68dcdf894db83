import {
  centredPlacement,
  measureCoverage,
  plotIndexMap,
  plotTime,
  type FillName,
  type IndexMap,
} from '@inkception/core';
import { keptPicture } from './pictures.ts';
import { photoMap, type PlotMap } from './photo-maps.ts';

const solid: readonly FillName[] = ['hatch', 'spiral', 'concentric'];

const sheet = { widthMm: 210, heightMm: 297, marginMm: 15 };

/** How much of a picture has the wrong ink, at 0.05 mm against the map's own pixels, for every solid fill on A4. */
export function benchCoverage(): void {
  console.log(
    '\nCoverage error of solid fills at 0.05 mm, A4, pens of 0.4 mm (limit 2 %); times as CPU seconds',
  );
  for (const { name, map, palette } of maps()) {
    for (const fill of solid) {
      const before = process.cpuUsage();
      const drawing = plotIndexMap(map, palette, sheet, { fill });
      const seconds = process.cpuUsage(before).user / 1e6;
      const { error, bare, strayed } = measureCoverage(drawing, map, palette, centredPlacement(map, sheet));
      const strokes = drawing.layers.reduce((sum, { paths }) => sum + paths.length, 0);
      console.log(
        `${name}, ${fill}: ${percent(error)} wrong, ${percent(error * shareOfPage(map))} of the page (${percent(bare)} bare, ${percent(strayed)} strayed), ` +
          `${strokes} strokes, ${(plotTime(drawing).seconds / 60).toFixed(0)} min to plot, ${seconds.toFixed(1)} s`,
      );
    }
  }
}

/** Part of the page that a picture covers. */
function shareOfPage(map: IndexMap): number {
  const { pixelMm } = centredPlacement(map, sheet);
  return (map.width * map.height * pixelMm ** 2) / (sheet.widthMm * sheet.heightMm);
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A picture of the built-in network, and photos of six pens, plain and hardly blurred. */
function* maps(): Generator<PlotMap> {
  yield keptPicture('lion', 0.4);
  for (const [photo, blurs] of [
    ['cat', 2],
    ['hot_dog', 2],
    ['bird', 0],
  ] as const) {
    const map = photoMap(photo, { width: 1024, height: 1448, colours: 7, blurs });
    if (map) yield map;
  }
}
