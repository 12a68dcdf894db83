import { directionAt, type DirectionField } from '../regions/direction-field.ts';
import { lengthOf, type Ring } from '../geometry/polyline.ts';
import { simplifyLine } from '../geometry/simplify.ts';
import type { Fill } from './fill.ts';
import { openPitch } from './open-pitch.ts';
import { firstMeeting, isInside, sideGrid, type SideGrid } from './side-grid.ts';

/** A line begins at least this far from others, and ends where it is closer than that, in pitches. */
const beginDistance = 0.98;
const endDistance = 0.6;

/** Length of a step along a line, in pitches. */
const stepLength = 0.2;

/** Shorter lines are crumbs, in pitches. */
const shortestLine = 1.5;

const toleranceMm = 0.01;

/**
 * Lines that run as the picture does, evenly spaced (Jobard and Lefer, 1997): each begins a pitch beside one that is
 * there, goes both ways along the field, and ends at the area's edge or where it comes too close to another.
 */
export const flow: Fill = (rings, _, { pitchMm, tone, field }) => {
  const pitch = openPitch(pitchMm, tone);
  const sheet: FlowSheet = { area: sideGrid(rings, pitch), field: field(), pitch, drawn: new Map() };
  const lines: Float64Array[] = [];
  let grown = 0;
  for (const [x, y] of seedsOf(rings, sheet)) {
    addLine(sheet, lines, x, y);
    for (; grown < lines.length; grown++) growBeside(sheet, lines, lines[grown]!);
  }
  return lines.map((line) => ({ points: simplifyLine(line, toleranceMm), closed: false }));
};

/** What lines have to respect: the area, the field, and each other. */
interface FlowSheet {
  readonly area: SideGrid;
  readonly field: DirectionField;
  readonly pitch: number;
  /** Points of the lines so far by cells of a pitch: x, y, x, y, ... */
  readonly drawn: Map<number, number[]>;
}

/** Where lines may begin: along the edge, a pitch inside it, and then wherever there is room. */
function* seedsOf(rings: readonly Ring[], { area, pitch }: FlowSheet): Generator<[x: number, y: number]> {
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [dx, dy] = [ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!];
      const length = Math.hypot(dx, dy);
      if (length === 0) continue;
      // Areas lie on the right hand of their rings.
      yield [
        (ring[i]! + ring[j]!) / 2 - (pitch * dy) / length,
        (ring[i + 1]! + ring[j + 1]!) / 2 + (pitch * dx) / length,
      ];
    }
  }
  for (let row = 0; row < 2 * area.rows; row++) {
    for (let column = 0; column < 2 * area.columns; column++) {
      yield [area.leftMm + (column + 0.5) * 0.5 * area.cellMm, area.topMm + (row + 0.5) * 0.5 * area.cellMm];
    }
  }
}

/** Begins lines on both sides of a line, wherever there is room. */
function growBeside(sheet: FlowSheet, lines: Float64Array[], line: Float64Array): void {
  for (let i = 0; i < line.length; i += 2) {
    const angle = directionAt(sheet.field, line[i]!, line[i + 1]!);
    for (const side of [sheet.pitch, -sheet.pitch]) {
      addLine(sheet, lines, line[i]! - side * Math.sin(angle), line[i + 1]! + side * Math.cos(angle));
    }
  }
}

function addLine(sheet: FlowSheet, lines: Float64Array[], x: number, y: number): void {
  if (!isInside(sheet.area, x, y) || !isFree(sheet, x, y, beginDistance)) return;
  const ahead = followField(sheet, x, y, 1);
  const behind = followField(sheet, x, y, -1);
  const points: number[] = [];
  for (let i = behind.length - 2; i >= 2; i -= 2) points.push(behind[i]!, behind[i + 1]!);
  const line = Float64Array.from(points.concat(ahead));
  if (lengthOf(line, false) < shortestLine * sheet.pitch) return;
  lines.push(line);
  for (let i = 0; i < line.length; i += 2) remember(sheet, line[i]!, line[i + 1]!);
}

/** From a point along the field one way, in steps by the midpoint rule. */
function followField(sheet: FlowSheet, startX: number, startY: number, sense: 1 | -1): number[] {
  const { area, field, pitch } = sheet;
  const step = stepLength * pitch;
  const points = [startX, startY];
  const start = directionAt(field, startX, startY);
  let [x, y, dx, dy] = [startX, startY, sense * Math.cos(start), sense * Math.sin(start)];
  const turn = (px: number, py: number): [number, number] => {
    const angle = directionAt(field, px, py);
    const along = Math.cos(angle) * dx + Math.sin(angle) * dy < 0 ? -1 : 1;
    return [along * Math.cos(angle), along * Math.sin(angle)];
  };
  for (let count = 0; count < mostSteps; count++) {
    const [mx, my] = turn(x, y);
    [dx, dy] = turn(x + (step / 2) * mx, y + (step / 2) * my);
    const [toX, toY] = [x + step * dx, y + step * dy];
    const edge = firstMeeting(area, x, y, toX, toY);
    if (edge <= 1) {
      points.push(x + edge * (toX - x), y + edge * (toY - y));
      return points;
    }
    if (!isFree(sheet, toX, toY, endDistance) || returns(points, toX, toY, pitch)) return points;
    points.push(toX, toY);
    [x, y] = [toX, toY];
  }
  return points;
}

/** A line longer than this goes around in circles. */
const mostSteps = 20_000;

/** Whether a line comes back to what it drew itself, as spirals and circles do. */
function returns(points: readonly number[], x: number, y: number, pitch: number): boolean {
  const near = (endDistance * pitch) ** 2;
  const recent = points.length - 2 * Math.ceil((2 * endDistance) / stepLength + 2);
  for (let i = 0; i < recent; i += 4) {
    if ((points[i]! - x) ** 2 + (points[i + 1]! - y) ** 2 < near) return true;
  }
  return false;
}

/** Whether no line's point is nearer than `pitches`. */
function isFree({ area, pitch, drawn }: FlowSheet, x: number, y: number, pitches: number): boolean {
  const least = (pitches * pitch) ** 2;
  const [column, row] = [Math.floor((x - area.leftMm) / pitch), Math.floor((y - area.topMm) / pitch)];
  for (let r = row - 1; r <= row + 1; r++) {
    for (let c = column - 1; c <= column + 1; c++) {
      const own = drawn.get(r * columnsOfKeys + c);
      if (!own) continue;
      for (let i = 0; i < own.length; i += 2)
        if ((own[i]! - x) ** 2 + (own[i + 1]! - y) ** 2 < least) return false;
    }
  }
  return true;
}

const columnsOfKeys = 1 << 24;

function remember({ area, pitch, drawn }: FlowSheet, x: number, y: number): void {
  const key = Math.floor((y - area.topMm) / pitch) * columnsOfKeys + Math.floor((x - area.leftMm) / pitch);
  const own = drawn.get(key);
  if (own) own.push(x, y);
  else drawn.set(key, [x, y]);
}
