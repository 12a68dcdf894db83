import { rgbToHex, hexToRgb } from '../palette/colour.ts';
import type { Drawing } from '../plot/drawing.ts';
import { lengthOf } from '../plot/geometry/polyline.ts';
import { pathData } from './svg.ts';

/** All of a drawing takes so long, however much there is to draw; then it stands. */
const drawSeconds = 12;

/** Share of the time that each stroke has whatever its length: the pen goes there. */
const hopShare = 0.25;

/**
 * A drawing that draws itself, stroke by stroke in plotting order, as an SVG for browsers: each stroke is a dash that
 * grows over its time. Not for plotters.
 */
export function writeAnimation({ sheet, layers }: Drawing, paperHex: string): string {
  const strokes = layers.flatMap(({ pen, paths }) => paths.map((path) => ({ pen, path })));
  const lengths = strokes.map(({ path }) => lengthOf(path.points, path.closed));
  const total = Math.max(
    1e-9,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  let begin = 0;
  const lines = strokes.map(({ pen, path }, i) => {
    const share = ((1 - hopShare) * lengths[i]!) / total;
    const hop = hopShare / strokes.length;
    const [from, takes] = [drawSeconds * (begin + hop), Math.max(0.01, drawSeconds * share)];
    begin += share + hop;
    const looks = `stroke="${rgbToHex(hexToRgb(pen.hex))}" stroke-width="${pen.widthMm}"`;
    return `<path d="${pathData(path)}" pathLength="1" ${looks} style="animation-delay:${from.toFixed(2)}s;animation-duration:${takes.toFixed(2)}s"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheet.widthMm} ${sheet.heightMm}" width="${sheet.widthMm}mm" height="${sheet.heightMm}mm">`,
    // A dash as long as its path, moved out of it by a little more, so that round ends do not show before their time.
    '<style>path{fill:none;stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:1 2;stroke-dashoffset:1.01;animation:draw linear forwards;visibility:hidden}@keyframes draw{from{visibility:visible;stroke-dashoffset:1}to{visibility:visible;stroke-dashoffset:0}}</style>',
    `<rect width="100%" height="100%" fill="${paperHex}"/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}
