import type { Path, PenLayer, Sheet } from '../drawing.ts';

/** Part of each pixel of a sheet that a pen's ink covers, 0 to 255, [height, width]. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly coverage: Uint8Array;
}

/** Sub-pixels per pixel and direction. Adjoining strokes leave no seams, as sub-pixels are either inked or not. */
const fine = 4;

/** Rows of pixels done at a time: bounds memory. */
const bandRows = 64;

/** Pixels of a sheet's picture. */
export function inkSize(
  { widthMm, heightMm }: Sheet,
  pixelsPerMm: number,
): { width: number; height: number } {
  return {
    width: Math.max(1, Math.round(widthMm * pixelsPerMm)),
    height: Math.max(1, Math.round(heightMm * pixelsPerMm)),
  };
}

/** The ink of one pen on the sheet: strokes of its width with round ends and corners, however often they overlap. */
export function inkOf({ pen, paths }: PenLayer, sheet: Sheet, pixelsPerMm: number): Ink {
  const { width, height } = inkSize(sheet, pixelsPerMm);
  const scale = fine * pixelsPerMm;
  const radius = (pen.widthMm / 2) * scale;
  const sides = sidesOf(paths, scale);
  const coverage = new Uint8Array(width * height);
  const band = new Uint8Array(width * fine * bandRows * fine);
  bandsOf(sides, radius, Math.ceil(height / bandRows)).forEach((own, b) => {
    if (own.length === 0) return;
    band.fill(0);
    const top = b * bandRows * fine;
    for (const side of own) paintSide(band, width * fine, top, sides, side, radius);
    sample(band, coverage, width, b * bandRows, Math.min(height, (b + 1) * bandRows));
  });
  return { width, height, coverage };
}

/** x0, y0, x1, y1 of every side of every path, in sub-pixels. */
function sidesOf(paths: readonly Path[], scale: number): Float64Array {
  const count = paths.reduce((sum, { points, closed }) => sum + points.length / 2 - (closed ? 0 : 1), 0);
  const sides = new Float64Array(4 * count);
  let at = 0;
  for (const { points, closed } of paths) {
    for (let i = 0; i < points.length - (closed ? 0 : 2); i += 2) {
      const j = (i + 2) % points.length;
      sides[at++] = points[i]! * scale;
      sides[at++] = points[i + 1]! * scale;
      sides[at++] = points[j]! * scale;
      sides[at++] = points[j + 1]! * scale;
    }
  }
  return sides;
}

function bandsOf(sides: Float64Array, radius: number, count: number): number[][] {
  const bands = Array.from({ length: count }, (): number[] => []);
  const bandOf = (y: number): number => Math.floor(y / (bandRows * fine));
  for (let i = 0; i < sides.length; i += 4) {
    const first = bandOf(Math.min(sides[i + 1]!, sides[i + 3]!) - radius);
    const last = bandOf(Math.max(sides[i + 1]!, sides[i + 3]!) + radius);
    for (let b = Math.max(0, first); b <= Math.min(count - 1, last); b++) bands[b]!.push(i);
  }
  return bands;
}

/** Inks the sub-pixels whose middles are within `radius` of a side; each row of that shape is one run. */
function paintSide(
  band: Uint8Array,
  rowLength: number,
  top: number,
  sides: Float64Array,
  side: number,
  radius: number,
): void {
  const [ax, ay, bx, by] = [sides[side]!, sides[side + 1]!, sides[side + 2]!, sides[side + 3]!];
  const length = Math.hypot(bx - ax, by - ay);
  // Half the width of the stroke's straight part, sideways.
  const [nx, ny] = length > 0 ? [(-radius * (by - ay)) / length, (radius * (bx - ax)) / length] : [0, 0];
  const first = Math.max(top, Math.ceil(Math.min(ay, by) - radius - 0.5));
  const last = Math.min(top + bandRows * fine - 1, Math.floor(Math.max(ay, by) + radius - 0.5));
  for (let row = first; row <= last; row++) {
    const y = row + 0.5;
    let [from, to] = [Infinity, -Infinity];
    const reach = (x: number): void => {
      if (x < from) from = x;
      if (x > to) to = x;
    };
    reachDisc(ax, y - ay, radius, reach);
    reachDisc(bx, y - by, radius, reach);
    reachEdge(ax + nx, ay + ny, bx + nx, by + ny, y, reach);
    reachEdge(ax - nx, ay - ny, bx - nx, by - ny, y, reach);
    const [start, end] = [Math.max(0, Math.ceil(from - 0.5)), Math.min(rowLength, Math.floor(to - 0.5) + 1)];
    if (end > start) band.fill(1, (row - top) * rowLength + start, (row - top) * rowLength + end);
  }
}

function reachDisc(x: number, dy: number, radius: number, reach: (x: number) => void): void {
  const squared = radius * radius - dy * dy;
  if (squared < 0) return;
  const half = Math.sqrt(squared);
  reach(x - half);
  reach(x + half);
}

function reachEdge(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  y: number,
  reach: (x: number) => void,
): void {
  if (y < Math.min(ay, by) || y > Math.max(ay, by) || ay === by) return;
  reach(ax + ((y - ay) / (by - ay)) * (bx - ax));
}

/** Share of inked sub-pixels of each pixel: those of a row, four bytes, are one word, and words of four rows a sum. */
function sample(band: Uint8Array, coverage: Uint8Array, width: number, fromRow: number, toRow: number): void {
  const words = new Uint32Array(band.buffer);
  for (let y = fromRow; y < toRow; y++) {
    const start = (y - fromRow) * fine * width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = 0; row < fine; row++) sum += words[start + row * width + x]!;
      if (sum === 0) continue;
      // The product's highest byte is the sum of the four bytes.
      const count = Math.imul(sum, 0x01010101) >>> 24;
      coverage[y * width + x] = Math.round((255 * count) / (fine * fine));
    }
  }
}
