import type { Rgb } from '../../palette/colour.ts';
import type { Random } from '../../random.ts';
import { startColours, type Start } from '../start.ts';
import { edgesOf, guidedStroke, type Guide } from './guide.ts';
import type { StrokeModel, StrokeSettings } from './model.ts';
import { keepWithin, pixelBelow } from './within.ts';

/** A picture to begin as, or strokes: their colours are the palette's, the paper's first. */
export type StrokeStart = Start | StrokesStart;

/** Strokes that a drawing begins as, and the colours they have there. */
export interface StrokesStart {
  readonly strokes: readonly StartStroke[];
  /** Of the whole palette; learned ones begin as these. */
  readonly colours: readonly Rgb[];
  /** How far the logits of a stroke's pen begin above those of the others. */
  readonly strength: number;
}

/** A stroke to begin as: a cubic B-spline, see `splineBasis`; plain JSON. */
export interface StartStroke {
  /** Index of the palette; the paper draws none. */
  readonly pen: number;
  readonly closed: boolean;
  /** Control points, x0, y0, x1, y1, ..., in shorter picture sides from the upper left corner. */
  readonly points: readonly number[];
}

/** Moves strokes to where a run begins, and gives each the lead of its pen; learned pens begin as the start's colours. */
export function beginAs(
  start: StrokeStart,
  model: StrokeModel,
  settings: StrokeSettings,
  random: Random,
): void {
  if ('strokes' in start) layStrokes(start, model);
  else followPicture(start, model, settings, random);
  startColours(start)
    .slice(3)
    .forEach((value, i) => (model.rawColours[i] = value));
}

/** The first strokes of the model have their forms. */
function layStrokes(
  { strokes, strength }: StrokesStart,
  { points, logits, strokes: spans, pens, within }: StrokeModel,
): void {
  strokes.forEach((stroke, s) => {
    const { from, to } = spans[s]!;
    points.set(stroke.points, from);
    keepWithin(points.subarray(from, to), within);
    logits[(pens.length + 1) * s + stroke.pen]! += strength;
  });
}

/** Along the edges of a picture and through its dark parts; a stroke's pen is the one most of whose pixels lie below it. */
function followPicture(start: Start, model: StrokeModel, settings: StrokeSettings, random: Random): void {
  const { map, strength } = start;
  const guide = guideOfMap(start);
  const colours = model.pens.length + 1;
  model.strokes.forEach(({ basis, from }, s) => {
    const points = guidedStroke(guide, basis.form, model.within, settings, random);
    model.points.set(points, from);
    const pen = penBelow(points, map, model);
    if (pen > 0) model.logits[colours * s + pen]! += strength;
  });
}

/** What darkness counts beside edges. */
const ofDarkness = 0.35;

function guideOfMap({ map: { width, height, indices }, colours }: Start): Guide {
  const planes = [0, 1, 2].map((c) => Float32Array.from(indices, (pen) => colours[pen]![c]!));
  const { edges, angles } = edgesOf(planes, width, height);
  const darkness = colours.map((colour) => distance(colour, colours[0]!));
  const wanted = edges.map((edge, i) => edge + ofDarkness * darkness[indices[i]!]!);
  return { width, height, wanted, angles };
}

/** Of black and white it is 1. */
function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / Math.sqrt(3);
}

/** The pen most of whose pixels lie below the control points; 0 where all is paper. */
function penBelow(
  points: Float32Array,
  { width, height, indices }: Start['map'],
  { pens, within }: StrokeModel,
): number {
  const counts = new Array<number>(pens.length + 1).fill(0);
  for (let i = 0; i < points.length; i += 2)
    counts[indices[pixelBelow(within, [points[i]!, points[i + 1]!], width, height)]!]! += 1;
  counts[0] = 0;
  const most = Math.max(...counts);
  return most === 0 ? 0 : counts.indexOf(most);
}
