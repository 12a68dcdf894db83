import { toBase64 } from '../base64.ts';
import { encodeIndexedPng } from '../export/png.ts';
import { deltaE, hexToRgb, rgbToLab, type Rgb } from '../palette/colour.ts';
import type { LinesStart, PngStart } from './composition.ts';
import { jobPicture } from './picture-input.ts';

/** A start without some of the palette's colours: what was theirs is the nearest of the others, numbered anew. */
export function startWithout(start: PngStart | LinesStart, gone: ReadonlySet<number>): PngStart | LinesStart {
  if (gone.size === 0) return start;
  if ('strokes' in start) {
    const to = renumber(start.colours.map(hexToRgb), gone);
    const strokes = start.strokes.map((stroke) => ({ ...stroke, pen: Math.max(1, to[stroke.pen]!) }));
    return { ...start, strokes, colours: start.colours.filter((_, n) => !gone.has(n)) };
  }
  const { map, colours } = jobPicture(start.png, "the job's start");
  const to = renumber(colours, gone);
  const indices = map.indices.map((index) => to[index]!);
  const left = colours.filter((_, n) => !gone.has(n));
  return { ...start, png: toBase64(encodeIndexedPng({ ...map, indices }, left)) };
}

/** For each colour the nearest that is left, by its number among these. */
function renumber(colours: readonly Rgb[], gone: ReadonlySet<number>): number[] {
  const left = colours.map((_, n) => n).filter((n) => !gone.has(n));
  const labs = colours.map(rgbToLab);
  return labs.map((lab, n) => {
    if (!gone.has(n)) return left.indexOf(n);
    const distances = left.map((other) => deltaE(lab, labs[other]!));
    return distances.indexOf(Math.min(...distances));
  });
}
