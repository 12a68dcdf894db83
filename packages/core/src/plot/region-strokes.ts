import type { Pen } from '../palette/pen.ts';
import { centreLines } from './regions/centre-line.ts';
import type { Path } from './drawing.ts';
import type { DirectionField } from './regions/direction-field.ts';
import { fills } from './fills/fills.ts';
import { insetRings } from './geometry/inset.ts';
import { areaOf, lengthOf, type Ring } from './geometry/polyline.ts';
import type { PenSettings } from './settings.ts';

/** Parts a little thicker than the pen are a line, too, so that lines and outlines meet; in pen widths. */
const thickestLine = 1.1;

/** As far as a line goes on where it is nearly a line's width all along, in pen widths. */
const thickestOfLine = 2.4;

/** What all areas of a picture share. */
export interface RegionOptions extends PenSettings {
  readonly field: () => DirectionField;
  readonly seed: number;
}

/**
 * Strokes that draw an area with a pen: the outline, half a pen width inside its edge, what fills it, and centre
 * lines where it is too thin for an outline. Those are as wide as the pen, so there, and only there, ink passes the
 * edge. An area that is nowhere long enough for a line is a dot.
 */
export function strokeRegion(rings: readonly Ring[], pen: Pen, options: RegionOptions): Path[] {
  const { fill, outline } = options;
  if (fill === 'none' && !outline) return [];
  const { widthMm } = pen;
  const core = insetRings(rings, widthMm / 2);
  if (isLine(rings, core, widthMm)) {
    return centreLines(rings, { thickestMm: thickestOfLine * widthMm, penWidthMm: widthMm });
  }
  const paths: Path[] = outline ? core.map((points) => ({ points, closed: true })) : [];
  paths.push(...fills[fill](core, pen, { ...options, outlined: outline }));
  paths.push(...centreLines(rings, { thickestMm: thickestLine * widthMm, penWidthMm: widthMm }));
  return paths.length > 0 ? paths : [dot(rings)];
}

/** Whether an area is one long thin part, hardly anywhere wider than the pen: then it stays a line there, too. */
function isLine(rings: readonly Ring[], core: readonly Ring[], penWidthMm: number): boolean {
  const area = (all: readonly Ring[]): number => all.reduce((sum, ring) => sum + areaOf(ring), 0);
  const edge = rings.reduce((sum, ring) => sum + lengthOf(ring, true), 0);
  return edge > 10 * penWidthMm && area(core) < 0.03 * area(rings);
}

/** Length of the stroke that makes a dot, mm: some drivers drop strokes without length. */
const dotMm = 0.05;

function dot(rings: readonly Ring[]): Path {
  const [x, y] = centroid(rings[0]!);
  return { points: Float64Array.of(x - dotMm / 2, y, x + dotMm / 2, y), closed: false };
}

function centroid(ring: Ring): [x: number, y: number] {
  const area = areaOf(ring);
  let [x, y] = [0, 0];
  const [x0, y0] = [ring[0]!, ring[1]!];
  if (area === 0) return [x0, y0];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [ring[j]! - x0, ring[j + 1]! - y0, ring[i]! - x0, ring[i + 1]! - y0];
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return [x0 + x / (6 * area), y0 + y / (6 * area)];
}
