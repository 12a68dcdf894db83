import { boundsOf, type Ring } from '../geometry/polyline.ts';

/** The sides of an area's rings in a grid, to ask quickly where a point or a line is. */
export interface SideGrid {
  readonly leftMm: number;
  readonly topMm: number;
  readonly cellMm: number;
  readonly columns: number;
  readonly rows: number;
  /** x0, y0, x1, y1 of each side. */
  readonly sides: Float64Array;
  /** Sides that may touch cell c: `members` from `starts[c]` to `starts[c + 1]`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Whether each cell's middle is inside (even-odd). */
  readonly inside: Uint8Array;
}

/** Cells at most, whatever was asked for. */
const mostCells = 1_000_000;

/** A grid of cells of about `cellMm` over an area. */
export function sideGrid(rings: readonly Ring[], cellMm: number): SideGrid {
  const bounds = boundsOf(rings) ?? { leftMm: 0, topMm: 0, rightMm: 0, bottomMm: 0 };
  const [width, height] = [bounds.rightMm - bounds.leftMm, bounds.bottomMm - bounds.topMm];
  const size = Math.max(cellMm, Math.sqrt((width * height) / mostCells), Math.max(width, height) / mostCells);
  const sides = sidesOf(rings);
  const frame = {
    leftMm: bounds.leftMm,
    topMm: bounds.topMm,
    cellMm: size,
    columns: Math.floor(width / size) + 1,
    rows: Math.floor(height / size) + 1,
    sides,
  };
  return { ...frame, ...fillCells(frame), inside: middlesInside(frame) };
}

type Frame = Omit<SideGrid, 'starts' | 'members' | 'inside'>;

function sidesOf(rings: readonly Ring[]): Float64Array {
  const sides = new Float64Array(2 * rings.reduce((sum, ring) => sum + ring.length, 0));
  let at = 0;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      sides.set([ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!], at);
      at += 4;
    }
  }
  return sides;
}

/** By counting: first how many sides each cell has, then which. */
function fillCells(frame: Frame): { starts: Int32Array; members: Int32Array } {
  const { sides, columns, rows } = frame;
  const starts = new Int32Array(columns * rows + 1);
  const eachSide = (visit: (cell: number, side: number) => void): void => {
    for (let s = 0; s < sides.length; s += 4) {
      eachCell(frame, sides[s]!, sides[s + 1]!, sides[s + 2]!, sides[s + 3]!, (cell) => {
        visit(cell, s);
      });
    }
  };
  eachSide((cell) => starts[cell + 1]!++);
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const next = starts.slice();
  const members = new Int32Array(starts[starts.length - 1]!);
  eachSide((cell, side) => (members[next[cell]!++] = side));
  return { starts, members };
}

/** Cells that a line may touch, row by row. */
function eachCell(
  { leftMm, topMm, cellMm, columns, rows }: Frame,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  visit: (cell: number) => void,
): void {
  const [x0, y0, x1, y1] = [
    (ax - leftMm) / cellMm,
    (ay - topMm) / cellMm,
    (bx - leftMm) / cellMm,
    (by - topMm) / cellMm,
  ];
  const first = Math.max(0, Math.floor(Math.min(y0, y1) - slack));
  const last = Math.min(rows - 1, Math.floor(Math.max(y0, y1) + slack));
  const slope = y1 === y0 ? 0 : (x1 - x0) / (y1 - y0);
  for (let row = first; row <= last; row++) {
    const from = y1 === y0 ? x0 : x0 + (clamp(row, y0, y1) - y0) * slope;
    const to = y1 === y0 ? x1 : x0 + (clamp(row + 1, y0, y1) - y0) * slope;
    const left = Math.max(0, Math.floor(Math.min(from, to) - slack));
    const right = Math.min(columns - 1, Math.floor(Math.max(from, to) + slack));
    for (let column = left; column <= right; column++) visit(row * columns + column);
  }
}

/** Lines along the edge of a cell are in the cells on both sides. */
const slack = 1e-7;

const clamp = (value: number, one: number, other: number): number =>
  Math.max(Math.min(one, other), Math.min(Math.max(one, other), value));

function middlesInside({ sides, columns, rows, leftMm, topMm, cellMm }: Frame): Uint8Array {
  const crossings = Array.from({ length: rows }, (): number[] => []);
  for (let s = 0; s < sides.length; s += 4) {
    const [ax, ay, bx, by] = [sides[s]!, sides[s + 1]!, sides[s + 2]!, sides[s + 3]!];
    const first = Math.ceil((Math.min(ay, by) - topMm) / cellMm - 0.5);
    for (let row = Math.max(0, first); row < rows; row++) {
      const y = topMm + (row + 0.5) * cellMm;
      if (y >= Math.max(ay, by)) break;
      if (y >= Math.min(ay, by)) crossings[row]!.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  const inside = new Uint8Array(columns * rows);
  crossings.forEach((xs, row) => {
    xs.sort((one, other) => one - other);
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const from = Math.max(0, Math.ceil((xs[k]! - leftMm) / cellMm - 0.5));
      const to = Math.min(columns, Math.ceil((xs[k + 1]! - leftMm) / cellMm - 0.5));
      if (to > from) inside.fill(1, row * columns + from, row * columns + to);
    }
  });
  return inside;
}

/** Whether a point is inside the area (even-odd). */
export function isInside(grid: SideGrid, x: number, y: number): boolean {
  const { leftMm, topMm, cellMm, columns, rows, starts, members, sides, inside } = grid;
  const [column, row] = [Math.floor((x - leftMm) / cellMm), Math.floor((y - topMm) / cellMm)];
  if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
  const cell = row * columns + column;
  let parity = inside[cell]!;
  const [mx, my] = [leftMm + (column + 0.5) * cellMm, topMm + (row + 0.5) * cellMm];
  for (let m = starts[cell]!; m < starts[cell + 1]!; m++) {
    if (meetingAt(sides, members[m]!, mx, my, x, y) <= 1) parity ^= 1;
  }
  return parity === 1;
}

/** Where on its way from a to b, from 0 to 1, a line first meets the area's edge; Infinity when it does not. */
export function firstMeeting(grid: SideGrid, ax: number, ay: number, bx: number, by: number): number {
  const { starts, members, sides } = grid;
  let first = Infinity;
  eachCell(grid, ax, ay, bx, by, (cell) => {
    for (let m = starts[cell]!; m < starts[cell + 1]!; m++) {
      first = Math.min(first, meetingAt(sides, members[m]!, ax, ay, bx, by));
    }
  });
  return first;
}

/** Share of the way from a to b at which it crosses a side, which owns its first end; Infinity when it does not. */
function meetingAt(
  sides: Float64Array,
  side: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const [px, py, qx, qy] = [sides[side]!, sides[side + 1]!, sides[side + 2]!, sides[side + 3]!];
  const [dx, dy] = [bx - ax, by - ay];
  const before = dx * (py - ay) - dy * (px - ax);
  const after = dx * (qy - ay) - dy * (qx - ax);
  if (before >= 0 === after >= 0) return Infinity;
  const share = before / (before - after);
  const [x, y] = [px + share * (qx - px), py + share * (qy - py)];
  const t = Math.abs(dx) > Math.abs(dy) ? (x - ax) / dx : (y - ay) / dy;
  return t >= 0 && t <= 1 ? t : Infinity;
}

/** Distance to the area's edge, mm, or `mostMm` if that is less. */
export function distanceToEdge(grid: SideGrid, x: number, y: number, mostMm: number): number {
  const nearest = nearestOnEdge(grid, x, y, mostMm);
  return nearest ? Math.hypot(nearest.x - x, nearest.y - y) : mostMm;
}

/** A point on the area's edge, and its side's place in `sides`. */
export interface EdgePoint {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The point of the area's edge nearest to (x, y), if it is less than `mostMm` away. */
export function nearestOnEdge(grid: SideGrid, x: number, y: number, mostMm: number): EdgePoint | null {
  const { leftMm, topMm, cellMm, columns, rows, starts, members, sides } = grid;
  const cellOf = (at: number, count: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor(at / cellMm)));
  const [left, right] = [cellOf(x - mostMm - leftMm, columns), cellOf(x + mostMm - leftMm, columns)];
  const [top, bottom] = [cellOf(y - mostMm - topMm, rows), cellOf(y + mostMm - topMm, rows)];
  let [least, nearest, share] = [mostMm * mostMm, -1, 0];
  for (let row = top; row <= bottom; row++) {
    const to = starts[row * columns + right + 1]!;
    for (let m = starts[row * columns + left]!; m < to; m++) {
      const t = shareNearest(sides, members[m]!, x, y);
      const squared = squaredTo(sides, members[m]!, t, x, y);
      if (squared < least) [least, nearest, share] = [squared, members[m]!, t];
    }
  }
  return nearest < 0 ? null : pointOn(sides, nearest, share);
}

/** Where on a side, from 0 to 1, it is nearest to a point. */
function shareNearest(sides: Float64Array, side: number, x: number, y: number): number {
  const [px, py] = [sides[side]!, sides[side + 1]!];
  const [dx, dy] = [sides[side + 2]! - px, sides[side + 3]! - py];
  const squared = dx * dx + dy * dy;
  return squared > 0 ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / squared)) : 0;
}

function squaredTo(sides: Float64Array, side: number, share: number, x: number, y: number): number {
  const [px, py] = [sides[side]!, sides[side + 1]!];
  return (px + share * (sides[side + 2]! - px) - x) ** 2 + (py + share * (sides[side + 3]! - py) - y) ** 2;
}

function pointOn(sides: Float64Array, side: number, share: number): EdgePoint {
  const [px, py] = [sides[side]!, sides[side + 1]!];
  return { x: px + share * (sides[side + 2]! - px), y: py + share * (sides[side + 3]! - py), side };
}
