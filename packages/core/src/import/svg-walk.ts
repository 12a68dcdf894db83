import type { InkceptionError } from '../error.ts';
import { flattener, type Stroke } from './flatten.ts';
import { clipAreaOf, clippingWork, clipStroke, type ClipArea } from './svg-clip.ts';
import { svgShapes } from './svg-shape.ts';
import {
  declarationsOf,
  inheritStyle,
  initialStyle,
  paintHex,
  parseCss,
  type Declarations,
  type StyleRules,
  type SvgStyle,
} from './svg-style.ts';
import { compose, parseTransform, scaleOf, type Matrix } from './svg-transform.ts';
import { badSvg, type SvgNode, type SvgTree } from './svg-tree.ts';
import { innerViewport, isOddSize, lengthMm, lengthOf, parseViewBox, rootViewport } from './svg-viewport.ts';

/** A stroke of a drawing from elsewhere. */
export interface FoundStroke extends Stroke {
  readonly hex: string;
  /** As the file has it, mm. */
  readonly widthMm: number;
  /** The outermost Inkscape layer that it is in, or the outermost group; null outside of all. */
  readonly layer: FoundLayer | null;
}

/** A layer or group of the file. */
export interface FoundLayer {
  readonly label: string;
  /** Whether it is an Inkscape layer. */
  readonly named: boolean;
}

/** The strokes of a file in the order of drawing, mm. */
export interface FoundStrokes {
  readonly size: readonly [widthMm: number, heightMm: number] | null;
  readonly strokes: readonly FoundStroke[];
  /** What is in the file but not drawn as it is there, a line each. */
  readonly warnings: readonly string[];
}

/** What a file may become; more is a mistake or an attack. */
const walkLimits = { usedElements: 100_000, points: 20_000_000, uses: 32, clipping: 2e8 } as const;

/** Farther from the sheet's corner than a kilometre lies nothing that is meant, mm. */
const farthestMm = 1e6;

/** All strokes of a file in the order of drawing, in mm. Errors: `bad-svg` for more than `walkLimits`, use-cycles. */
export function findStrokes(tree: SvgTree, toleranceMm: number, source: string): FoundStrokes {
  const { size, toMm } = rootViewport(tree.root.attributes);
  const { rules, skipped, imports } = parseCss(tree.css);
  const walk: Walk = {
    tree,
    rules,
    toleranceMm,
    source,
    strokes: [],
    odd: new Map(),
    usedElements: 0,
    points: 0,
    clipping: 0,
  };
  if (skipped > 0) note(walk, 'css', skipped);
  if (imports + tree.foreignSheets > 0) note(walk, 'external', imports + tree.foreignSheets);
  if (isOddSize(tree.root.attributes)) note(walk, 'size');
  const box = parseViewBox(tree.root.attributes['viewBox']);
  const whole: [number, number] = box
    ? [box[2], box[3]]
    : ((size ?? [0, 0]).map((mm) => (mm * 96) / 25.4) as [number, number]);
  const style = inheritStyle(initialStyle, declarationsOf(tree.root, rules));
  walkChildren(walk, tree.root, { matrix: toMm, style, layer: null, used: [], clips: [], whole });
  return { size, strokes: walk.strokes, warnings: warningsOf(walk.odd) };
}

interface Walk {
  readonly tree: SvgTree;
  readonly rules: StyleRules;
  readonly toleranceMm: number;
  readonly source: string;
  readonly strokes: FoundStroke[];
  readonly odd: Map<Oddity, number>;
  usedElements: number;
  points: number;
  /** Lines looked at times sides of the clip paths that they are in. */
  clipping: number;
}

/** Where the walk is. */
interface Here {
  readonly matrix: Matrix;
  readonly style: SvgStyle;
  readonly layer: FoundLayer | null;
  /** What is being used, outermost first. */
  readonly used: readonly SvgNode[];
  /** What can be seen lies in all of them. */
  readonly clips: readonly ClipArea[];
  /** Size of the view in user units. */
  readonly whole: readonly [number, number];
}

type Oddity = keyof typeof oddities;

/** Why what is in a file is not drawn, or not as it is there. */
const oddities = {
  text: 'text is not drawn: convert it to paths',
  image: 'images are not drawn',
  foreign: 'foreign objects are not drawn',
  external: 'references to other files are not opened',
  missing: 'references to nothing are left out',
  clip: 'masks, and clip paths that are more than shapes, are not applied: what they hide is drawn',
  filter: 'filters are not applied',
  dash: 'dashed lines are drawn whole',
  fill: 'filled shapes without a stroke are drawn as outlines',
  hidden: 'hidden elements are not drawn',
  unplotted: 'layers whose name begins with % are not drawn',
  size: 'the size or view box is no number and left out',
  css: 'rules of the style sheet are too complex and left out',
  marker: 'markers are not drawn',
  transform: 'transforms are not understood and left out',
  data: 'shapes have damaged data and are drawn up to there',
  infinite: 'shapes have coordinates that are no numbers, or too far away, and are left out',
  unknown: 'unknown elements are not drawn',
} as const;

function warningsOf(odd: ReadonlyMap<Oddity, number>): string[] {
  return [...odd].map(([kind, count]) => `${oddities[kind]} (${count})`);
}

function note(walk: Walk, kind: Oddity, count = 1): void {
  walk.odd.set(kind, (walk.odd.get(kind) ?? 0) + count);
}

/** Elements that hold what others use, or say something about the file. */
const silent = new Set(
  'defs symbol clipPath mask pattern marker linearGradient radialGradient filter style title desc metadata script view animate animateTransform animateMotion set'.split(
    ' ',
  ),
);
const groups = new Set(['g', 'a', 'switch', 'svg', 'use']);
const undrawn: Readonly<Record<string, Oddity>> = { text: 'text', image: 'image', foreignObject: 'foreign' };

function walkChildren(walk: Walk, { children }: SvgNode, here: Here): void {
  for (const child of children) walkNode(walk, child, here);
}

function walkNode(walk: Walk, node: SvgNode, here: Here): void {
  if (node.name === '' || silent.has(node.name)) return;
  if (here.used.length > 0 && ++walk.usedElements > walkLimits.usedElements)
    throw tooMuch(walk, `${walkLimits.usedElements} elements by its uses`);
  const declared = declarationsOf(node, walk.rules);
  if (declared['display'] === 'none') {
    note(walk, 'hidden');
    return;
  }
  noteEffects(walk, declared);
  const matrix = transformed(walk, node, here.matrix);
  const inner = {
    ...here,
    style: inheritStyle(here.style, declared),
    matrix,
    clips: clipped(walk, declared, matrix, here),
  };
  const draw = Object.hasOwn(svgShapes, node.name) ? svgShapes[node.name] : undefined;
  if (draw) drawShape(walk, node, inner);
  else if (groups.has(node.name)) walkGroup(walk, node, inner);
  else note(walk, undrawn[node.name] ?? 'unknown');
}

function noteEffects(walk: Walk, declared: Declarations): void {
  const has = (name: string): boolean => (declared[name] ?? 'none') !== 'none';
  if (has('mask')) note(walk, 'clip');
  if (has('filter')) note(walk, 'filter');
  if (['marker', 'marker-start', 'marker-mid', 'marker-end'].some(has)) note(walk, 'marker');
}

function clipped(walk: Walk, declared: Declarations, matrix: Matrix, { clips, whole }: Here): Here['clips'] {
  const reference = declared['clip-path'] ?? 'none';
  if (reference === 'none') return clips;
  const area = clipAreaOf(reference, matrix, whole, walk);
  if (!area) note(walk, 'clip');
  return area ? [...clips, area] : clips;
}

function transformed(walk: Walk, { attributes }: SvgNode, outer: Matrix): Matrix {
  const { transform } = attributes;
  if (transform === undefined) return outer;
  const own = parseTransform(transform);
  if (!own) note(walk, 'transform');
  return own ? compose(outer, own) : outer;
}

function walkGroup(walk: Walk, node: SvgNode, here: Here): void {
  if (node.name === 'use') {
    walkUse(walk, node, here);
    return;
  }
  if (node.name === 'svg') {
    walkChildren(walk, node, nested(node, node.attributes, here));
    return;
  }
  const layer = layerOf(node, here.layer);
  if (layer?.named && layer.label.trimStart().startsWith('%')) note(walk, 'unplotted');
  else walkChildren(walk, node, { ...here, layer });
}

function layerOf({ name, attributes }: SvgNode, outer: FoundLayer | null): FoundLayer | null {
  if (name !== 'g' || outer?.named) return outer;
  const named = attributes['inkscape:groupmode'] === 'layer';
  if (outer && !named) return outer;
  return { label: attributes['inkscape:label'] ?? attributes['id'] ?? '', named };
}

/** Inside a nested `<svg>` or a used `<symbol>`: `size` has the width and height that count. */
function nested({ attributes }: SvgNode, size: SvgNode['attributes'], here: Here): Here {
  const [wholeX, wholeY] = here.whole;
  const [x, y] = [lengthOf(attributes['x'], wholeX), lengthOf(attributes['y'], wholeY)];
  const side = (name: string, whole: number): number | null =>
    size[name] === undefined ? null : lengthOf(size[name], whole);
  const inner = innerViewport(attributes, side('width', wholeX), side('height', wholeY));
  const box = parseViewBox(attributes['viewBox']);
  const matrix = compose(compose(here.matrix, [1, 0, 0, 1, x, y]), inner);
  return { ...here, matrix, whole: box ? [box[2], box[3]] : here.whole };
}

function walkUse(walk: Walk, node: SvgNode, here: Here): void {
  const reference = (node.attributes['href'] ?? '').trim();
  if (!reference.startsWith('#')) {
    note(walk, reference === '' ? 'missing' : 'external');
    return;
  }
  const target = walk.tree.byId.get(reference.slice(1));
  if (!target) {
    note(walk, 'missing');
    return;
  }
  const used = [...here.used, target];
  if (here.used.includes(target))
    throw badSvg(walk.source, `uses ${reference} within itself: a drawing without end`);
  if (used.length > walkLimits.uses) throw tooMuch(walk, `${walkLimits.uses} uses within each other`);
  const [x, y] = [
    lengthOf(node.attributes['x'], here.whole[0]),
    lengthOf(node.attributes['y'], here.whole[1]),
  ];
  const inside = { ...here, used, matrix: compose(here.matrix, [1, 0, 0, 1, x, y]) };
  if (target.name === 'symbol') {
    const style = inheritStyle(here.style, declarationsOf(target, walk.rules));
    walkChildren(
      walk,
      target,
      nested(target, { ...target.attributes, ...node.attributes }, { ...inside, style }),
    );
  } else walkNode(walk, target, inside);
}

function drawShape(walk: Walk, node: SvgNode, { matrix, style, layer, clips, whole }: Here): void {
  if (style.visibility !== 'visible') {
    note(walk, 'hidden');
    return;
  }
  const pen = flattener(matrix, walk.toleranceMm);
  const fault = svgShapes[node.name]!(node.attributes, pen, whole);
  if (fault !== null) note(walk, 'data');
  const hex = strokeHex(walk, style);
  if (hex === null) return;
  if ((lengthMm(style['stroke-dasharray'].split(/[\s,]+/)[0]) ?? 0) > 0) note(walk, 'dash');
  const widthMm = scaleOf(matrix) * lengthOf(style['stroke-width'], Math.hypot(...whole) / Math.SQRT2, 1);
  const { strokes, refused } = pen.strokes();
  const near = strokes.filter(({ points }) => points.every((value) => Math.abs(value) < farthestMm));
  if (refused > 0 || near.length < strokes.length) note(walk, 'infinite');
  for (const stroke of near.flatMap((each) => visible(walk, each, clips)))
    keep(walk, { ...stroke, hex, widthMm, layer });
}

/** What clip paths leave of a stroke. */
function visible(walk: Walk, stroke: Stroke, clips: readonly ClipArea[]): Stroke[] {
  let parts = [stroke];
  for (const clip of clips) {
    for (const part of parts) walk.clipping += clippingWork(part, clip);
    if (walk.clipping > walkLimits.clipping) throw tooMuch(walk, 'its clip paths can be worked out for');
    parts = parts.flatMap((part) => clipStroke(part, clip));
  }
  return parts;
}

function keep(walk: Walk, stroke: FoundStroke): void {
  walk.points += stroke.points.length / 2;
  if (walk.points > walkLimits.points) throw tooMuch(walk, `${walkLimits.points} points`);
  walk.strokes.push(stroke);
}

/** The pen of a shape: its stroke's colour, or its fill's; null for a shape that nobody sees. */
function strokeHex(walk: Walk, style: SvgStyle): string | null {
  const stroke = paintHex(style.stroke, style);
  if (stroke !== null) return stroke;
  const fill = paintHex(style.fill, style);
  if (fill !== null) note(walk, 'fill');
  else note(walk, 'hidden');
  return fill;
}

function tooMuch({ source }: Walk, what: string): InkceptionError {
  return badSvg(source, `becomes more than ${what}`);
}
