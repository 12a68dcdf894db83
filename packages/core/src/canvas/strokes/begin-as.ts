import type { Rgb } from '../../palette/colour.ts';
import type { Random } from '../../random.ts';
import { startColours, type Start } from '../start.ts';
import { guidedStroke, guideOf, type Guide } from './guide.ts';
import type { StrokeModel, StrokeSettings } from './model.ts';

/**
 * Strokes laid along the edges of a picture and through its dark parts, each with the lead of the pen that has most of
 * the picture below it; learned pens begin as the picture's colours.
 */
export function beginAs(start: Start, model: StrokeModel, settings: StrokeSettings, random: Random): void {
  const { map, strength } = start;
  const guide = guideOfMap(start);
  const colours = model.pens.length + 1;
  model.strokes.forEach(({ basis, from }, s) => {
    const points = guidedStroke(guide, basis.form, model.within, settings, random);
    model.points.set(points, from);
    const pen = penBelow(points, map, colours);
    if (pen > 0) model.logits[colours * s + pen]! += strength;
  });
  startColours(start)
    .slice(3)
    .forEach((value, i) => (model.rawColours[i] = value));
}

function guideOfMap({ map: { width, height, indices }, colours }: Start): Guide {
  const planes = [0, 1, 2].map((c) => Float32Array.from(indices, (pen) => colours[pen]![c]!));
  const paper = colours[0]!;
  return guideOf(
    planes,
    Float32Array.from(indices, (pen) => distance(colours[pen]!, paper)),
    width,
    height,
  );
}

/** Of black and white it is 1. */
function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / Math.sqrt(3);
}

/** The pen most of whose pixels lie below the control points; 0 where all is paper. */
function penBelow(points: Float32Array, { width, height, indices }: Start['map'], colours: number): number {
  const side = Math.min(width, height);
  const counts = new Array<number>(colours).fill(0);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [Math.floor(points[i]! * side), Math.floor(points[i + 1]! * side)];
    counts[indices[Math.min(height - 1, y) * width + Math.min(width - 1, x)]!]! += 1;
  }
  counts[0] = 0;
  const most = Math.max(...counts);
  return most === 0 ? 0 : counts.indexOf(most);
}
