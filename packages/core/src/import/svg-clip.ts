import { flattener, type Stroke } from './flatten.ts';
import { svgShapes } from './svg-shape.ts';
import { declarationsOf, type StyleRules } from './svg-style.ts';
import { compose, parseTransform, type Matrix } from './svg-transform.ts';
import type { SvgNode, SvgTree } from './svg-tree.ts';

/** What a clip path leaves to be seen: what lies in one of its shapes. */
export type ClipArea = readonly ClipShape[];

/** A shape's sides, x0, y0, x1, y1 each, in mm. */
interface ClipShape {
  readonly sides: Float64Array;
  readonly evenOdd: boolean;
}

/** What a clip path's shapes are read with. */
export interface ClipContext {
  readonly tree: SvgTree;
  readonly rules: StyleRules;
  readonly toleranceMm: number;
}

/**
 * The area of a `clip-path` for an element with `matrix`; null for one that is not made of shapes of the file alone. Source: SVG 1.1, 14.3.5.
 */
export function clipAreaOf(
  reference: string,
  matrix: Matrix,
  whole: readonly [number, number],
  context: ClipContext,
): ClipArea | null {
  const id = /^url\(\s*["']?#([^"')]+)["']?\s*\)$/.exec(reference.trim())?.[1];
  const node = id === undefined ? undefined : context.tree.byId.get(id);
  if (node?.name !== 'clipPath' || node.attributes['clipPathUnits'] === 'objectBoundingBox') return null;
  const outer = moved(node, matrix);
  const shapes = node.children
    .filter(({ name }) => name !== '' && name !== 'title' && name !== 'desc')
    .map((child) => outer && shapeOf(child, outer, whole, context));
  return shapes.every((shape) => shape !== null) ? shapes : null;
}

function moved({ attributes }: SvgNode, outer: Matrix): Matrix | null {
  const { transform } = attributes;
  if (transform === undefined) return outer;
  const own = parseTransform(transform);
  return own && compose(outer, own);
}

/** Null for what is no shape, or clipped itself. */
function shapeOf(
  node: SvgNode,
  outer: Matrix,
  whole: readonly [number, number],
  { rules, toleranceMm }: ClipContext,
): ClipShape | null {
  const draw = Object.hasOwn(svgShapes, node.name) ? svgShapes[node.name] : undefined;
  const declared = declarationsOf(node, rules);
  const matrix = moved(node, outer);
  if (!draw || !matrix || (declared['clip-path'] ?? 'none') !== 'none') return null;
  const pen = flattener(matrix, toleranceMm);
  draw(node.attributes, pen, whole);
  const sides = pen.strokes().strokes.flatMap(({ points }) => sidesOf(points));
  return { sides: Float64Array.from(sides), evenOdd: declared['clip-rule'] === 'evenodd' };
}

function sidesOf(ring: Float64Array): number[] {
  return Array.from({ length: ring.length / 2 }, (_, i) => {
    const j = (2 * i + 2) % ring.length;
    return [ring[2 * i]!, ring[2 * i + 1]!, ring[j]!, ring[j + 1]!];
  }).flat();
}

/** How much there is to look at to clip a stroke: its points times the area's sides. */
export function clippingWork({ points }: Stroke, area: ClipArea): number {
  return (points.length / 2) * area.reduce((sum, { sides }) => sum + sides.length / 4, 0);
}

/** The parts of a stroke that lie inside. */
export function clipStroke(stroke: Stroke, area: ClipArea): Stroke[] {
  const { points, closed } = stroke;
  const count = points.length / 2;
  const startsInside = isWithin(area, points[0]!, points[1]!);
  const parts: number[][] = [];
  let part: number[] | null = startsInside ? [points[0]!, points[1]!] : null;
  let cut = false;
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [a, b] = [2 * i, 2 * ((i + 1) % count)];
    const at = (t: number): [number, number] => [
      points[a]! + t * (points[b]! - points[a]!),
      points[a + 1]! + t * (points[b + 1]! - points[a + 1]!),
    ];
    const meetings = area
      .flatMap(({ sides }) => meetingsOf(sides, points[a]!, points[a + 1]!, points[b]!, points[b + 1]!))
      .sort((one, other) => one - other);
    if (meetings.length === 0) {
      part?.push(points[b]!, points[b + 1]!);
      continue;
    }
    cut = true;
    const ends = [0, ...meetings, 1];
    for (let k = 0; k + 1 < ends.length; k++) {
      if (isWithin(area, ...at((ends[k]! + ends[k + 1]!) / 2))) {
        part ??= at(ends[k]!);
        part.push(...at(ends[k + 1]!));
      } else if (part) {
        parts.push(part);
        part = null;
      }
    }
  }
  if (!cut) return startsInside ? [stroke] : [];
  if (part && closed && startsInside && parts.length > 0) parts[0]!.unshift(...part.slice(0, -2));
  else if (part) parts.push(part);
  return parts.map((own) => ({ points: Float64Array.from(own), closed: false }));
}

/** Where the way from a to b crosses sides, as shares of it. */
function meetingsOf(sides: Float64Array, ax: number, ay: number, bx: number, by: number): number[] {
  const [dx, dy] = [bx - ax, by - ay];
  const meetings: number[] = [];
  for (let s = 0; s < sides.length; s += 4) {
    const from = dx * (sides[s + 1]! - ay) - dy * (sides[s]! - ax);
    const to = dx * (sides[s + 3]! - ay) - dy * (sides[s + 2]! - ax);
    // A side owns its first end, so that a corner is crossed once.
    if (from < 0 === to < 0) continue;
    const [ex, ey] = [sides[s + 2]! - sides[s]!, sides[s + 3]! - sides[s + 1]!];
    const t = (ex * (sides[s + 1]! - ay) - ey * (sides[s]! - ax)) / (ex * dy - ey * dx);
    if (t > 0 && t < 1) meetings.push(t);
  }
  return meetings;
}

function isWithin(area: ClipArea, x: number, y: number): boolean {
  return area.some(({ sides, evenOdd }) => {
    const turns = turnsAround(sides, x, y);
    return evenOdd ? turns % 2 !== 0 : turns !== 0;
  });
}

/** How often sides run around a point, by a ray to the right. */
function turnsAround(sides: Float64Array, x: number, y: number): number {
  let turns = 0;
  for (let s = 0; s < sides.length; s += 4) {
    const [ay, by] = [sides[s + 1]!, sides[s + 3]!];
    if (ay > y === by > y) continue;
    if (x < sides[s]! + ((y - ay) / (by - ay)) * (sides[s + 2]! - sides[s]!)) turns += by > ay ? 1 : -1;
  }
  return turns;
}
