import { arcTo } from './svg-arc.ts';
import type { Flattener } from './flatten.ts';
import { drawPathData } from './svg-path.ts';
import type { SvgNode } from './svg-tree.ts';
import { lengthOf } from './svg-viewport.ts';

type Attributes = SvgNode['attributes'];

/** Draws a shape with its own numbers; `whole` is the size of the view, which shares are of. Returns a fault, or null. */
type DrawShape = (attributes: Attributes, pen: Flattener, whole: readonly [number, number]) => string | null;

/** Every shape of SVG by its element's name. */
export const svgShapes: Readonly<Record<string, DrawShape>> = {
  path: (attributes, pen) => drawPathData(attributes['d'] ?? '', pen),
  line: (attributes, pen, [width, height]) => {
    pen.move(lengthOf(attributes['x1'], width), lengthOf(attributes['y1'], height));
    pen.line(lengthOf(attributes['x2'], width), lengthOf(attributes['y2'], height));
    return null;
  },
  polyline: (attributes, pen) => drawPoints(attributes['points'] ?? '', pen, false),
  polygon: (attributes, pen) => drawPoints(attributes['points'] ?? '', pen, true),
  rect: drawRect,
  circle: (attributes, pen, whole) => {
    const r = lengthOf(attributes['r'], Math.hypot(...whole) / Math.SQRT2);
    return drawEllipse(attributes, pen, whole, r, r);
  },
  ellipse: (attributes, pen, whole) => {
    const [rx, ry] = [optional(attributes['rx'], whole[0]), optional(attributes['ry'], whole[1])];
    return drawEllipse(attributes, pen, whole, rx ?? ry ?? 0, ry ?? rx ?? 0);
  },
};

function optional(text: string | undefined, whole: number): number | null {
  return text === undefined || text === 'auto' ? null : lengthOf(text, whole);
}

function drawPoints(text: string, pen: Flattener, closed: boolean): string | null {
  const parts = text
    .trim()
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  const numbers = parts.map(Number);
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  const usable = bad < 0 ? numbers : numbers.slice(0, bad);
  for (let i = 0; i + 1 < usable.length; i += 2) {
    if (i === 0) pen.move(usable[0]!, usable[1]!);
    else pen.line(usable[i]!, usable[i + 1]!);
  }
  if (closed && usable.length >= 4) pen.close();
  return bad < 0 ? null : `points break off at "${parts[bad]!.slice(0, 20)}"`;
}

function drawRect(
  attributes: Attributes,
  pen: Flattener,
  [wholeX, wholeY]: readonly [number, number],
): string | null {
  const [x, y] = [lengthOf(attributes['x'], wholeX), lengthOf(attributes['y'], wholeY)];
  const [width, height] = [lengthOf(attributes['width'], wholeX), lengthOf(attributes['height'], wholeY)];
  if (!(width > 0 && height > 0)) return null;
  const [ownX, ownY] = [optional(attributes['rx'], wholeX), optional(attributes['ry'], wholeY)];
  const rx = Math.min(width / 2, Math.max(0, ownX ?? ownY ?? 0));
  const ry = Math.min(height / 2, Math.max(0, ownY ?? ownX ?? 0));
  const [right, bottom] = [x + width, y + height];
  const corner = (fromX: number, fromY: number, toX: number, toY: number): void => {
    pen.line(fromX, fromY);
    if (rx > 0 && ry > 0) arcTo(fromX, fromY, rx, ry, 0, false, true, toX, toY, pen);
  };
  pen.move(x + rx, y);
  corner(right - rx, y, right, y + ry);
  corner(right, bottom - ry, right - rx, bottom);
  corner(x + rx, bottom, x, bottom - ry);
  if (rx > 0 && ry > 0) corner(x, y + ry, x + rx, y);
  pen.close();
  return null;
}

function drawEllipse(
  attributes: Attributes,
  pen: Flattener,
  [wholeX, wholeY]: readonly [number, number],
  rx: number,
  ry: number,
): string | null {
  const [x, y] = [lengthOf(attributes['cx'], wholeX), lengthOf(attributes['cy'], wholeY)];
  if (!(rx > 0 && ry > 0)) return null;
  pen.move(x + rx, y);
  arcTo(x + rx, y, rx, ry, 0, false, true, x - rx, y, pen);
  arcTo(x - rx, y, rx, ry, 0, false, true, x + rx, y, pen);
  pen.close();
  return null;
}
