import type { TrueStroke } from '../canvas.ts';
import { controlsThrough, piecesOf, pointAt, polygonLength, type StrokeForm } from './spline.ts';

/** How deep inside a point is, at the same scale as the stroke: 0 or more is inside. */
export type Depth = (x: number, y: number) => number;

/** Looks at a stroke in a shorter picture side of its control polygon, which it is at most as long as. */
const looksPerSide = 375;

/**
 * The parts of a stroke that are inside and at least so long, as strokes; the stroke itself where all of it is. Parts are
 * splines through points of it, some twice as close as its control points.
 */
export function cutStroke(stroke: TrueStroke, depth: Depth, least: number): readonly TrueStroke[] {
  const { points, closed } = stroke;
  const form = { controls: points.length / 2, closed };
  const at = (t: number): [number, number] => pointAt(form, points, closed ? t % form.controls : t);
  const inside = (t: number): boolean => depth(...at(t)) >= 0;
  const pieces = piecesOf(form);
  const looks = Math.max(4 * pieces, Math.ceil(looksPerSide * polygonLength(points, closed)));
  const places = Array.from({ length: looks + 1 }, (_, i) => (i * pieces) / looks);
  const out = places.findIndex((t) => !inside(t));
  if (out < 0) return [stroke];
  // A loop is cut first where it is outside.
  const from = closed ? places[out]! : 0;
  return spansWithin(
    places.map((t) => from + t),
    inside,
  )
    .map((span) => between(span, at, form))
    .filter((part) => polygonLength(part, false) >= Math.max(least, 1e-6))
    .map((part) => ({ ...stroke, closed: false, points: part }));
}

type Span = readonly [from: number, to: number];

/** The spans between places that are inside, each end found between two of them. */
function spansWithin(places: readonly number[], inside: (t: number) => boolean): Span[] {
  const within = places.map(inside);
  const begins = places.flatMap((t, i) => {
    if (!within[i] || within[i - 1]) return [];
    return [i === 0 ? t : edgeBetween(t, places[i - 1]!, inside)];
  });
  const ends = places.flatMap((t, i) => {
    if (!within[i] || within[i + 1]) return [];
    return [i === places.length - 1 ? t : edgeBetween(t, places[i + 1]!, inside)];
  });
  return begins.map((from, k) => [from, ends[k]!]);
}

/** The last place inside on the way from one inside to one outside. */
function edgeBetween(isIn: number, isOut: number, inside: (t: number) => boolean): number {
  let [near, far] = [isIn, isOut];
  for (let round = 0; round < 12; round++) {
    const middle = (near + far) / 2;
    if (inside(middle)) near = middle;
    else far = middle;
  }
  return near;
}

function between(
  [from, to]: Span,
  at: (t: number) => [number, number],
  { controls }: StrokeForm,
): Float32Array {
  const count = controls === 2 ? 2 : Math.max(3, 1 + Math.ceil(2 * (to - from)));
  const through = Array.from({ length: count }, (_, k) => at(from + (k * (to - from)) / (count - 1)));
  return controlsThrough(Float32Array.from(through.flat()), false);
}
