import { boundsOf } from '../plot/geometry/polyline.ts';
import { parseSvgTree, badSvg } from './svg-tree.ts';
import { findStrokes } from './svg-walk.ts';

/** The outlines of shapes, whatever their colours: closed where they are not, filled by the non-zero rule. */
export interface Outlines {
  readonly kind: 'outlines';
  /** Points x0, y0, x1, y1, ..., y downwards; the unit does not matter. */
  readonly rings: readonly Float64Array[];
}

/** Of a shape a millimetre across, as icons in pixels may be, a five hundredth. */
const toleranceMm = 0.002;

/** Every shape of an SVG. Errors: `bad-svg` for what is damaged, too much, or encloses nothing. */
export function readSvgOutlines(bytes: Uint8Array, source: string): Outlines {
  const { strokes } = findStrokes(parseSvgTree(bytes, source), toleranceMm, source);
  const bounds = boundsOf(strokes.map(({ points }) => points));
  if (!bounds || !(bounds.rightMm > bounds.leftMm && bounds.bottomMm > bounds.topMm))
    throw badSvg(source, 'has no shape with an area: text has to be converted to paths first');
  return { kind: 'outlines', rings: strokes.map(({ points }) => points) };
}

/** How near to the border the shapes reach, as the largest share of a side. */
const reach = 0.97;

/** 1 for each pixel whose middle is inside, [height, width]: the shapes as large as they fit, in the middle. */
export function fillOutlines({ rings }: Outlines, width: number, height: number): Uint8Array {
  const { leftMm, topMm, rightMm, bottomMm } = boundsOf(rings)!;
  const scale = reach * Math.min(width / (rightMm - leftMm), height / (bottomMm - topMm));
  const left = width / 2 - (scale * (leftMm + rightMm)) / 2;
  const top = height / 2 - (scale * (topMm + bottomMm)) / 2;
  const placed = rings.map((ring) => ring.map((value, i) => scale * value + (i % 2 === 0 ? left : top)));
  const inside = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    fillRow(crossingsOf(placed, y + 0.5), inside.subarray(y * width, (y + 1) * width));
  return inside;
}

interface Crossing {
  readonly x: number;
  /** 1 where a side goes down, -1 where it goes up. */
  readonly turn: 1 | -1;
}

/** Where the sides of closed rings cross a horizontal line, from left to right. */
function crossingsOf(rings: readonly Float64Array[], y: number): Crossing[] {
  const crossings: Crossing[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [x0, y0, x1, y1] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
      if (y0 <= y === y1 <= y) continue;
      crossings.push({ x: x0 + ((x1 - x0) * (y - y0)) / (y1 - y0), turn: y1 > y0 ? 1 : -1 });
    }
  }
  return crossings.sort((one, other) => one.x - other.x);
}

function fillRow(crossings: readonly Crossing[], row: Uint8Array): void {
  let winding = 0;
  crossings.forEach(({ x, turn }, i) => {
    winding += turn;
    const next = crossings[i + 1];
    if (winding === 0 || !next) return;
    row.fill(1, Math.max(0, Math.ceil(x - 0.5)), Math.max(0, Math.ceil(next.x - 0.5)));
  });
}
