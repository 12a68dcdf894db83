import type { Ring } from '../geometry/polyline.ts';

/**
 * A direction everywhere on the sheet, without a sense (east is west): on a grid, as the cosine and sine of twice the
 * angle, which average without a jump at half a turn.
 */
export interface DirectionField {
  readonly leftMm: number;
  readonly topMm: number;
  readonly cellMm: number;
  readonly columns: number;
  readonly rows: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** The box that a field has to cover, mm. */
export interface FieldFrame {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Cells along the longer side: borders closer than a cell are seen as one. */
const cellsAlong = 200;

/** Rounds in which each cell between the borders takes the mean of its neighbours. */
const smoothingRounds = 80;

/** Share of its neighbours' mean that a cell on a border takes: kinks are rounded, directions stay. */
const borderGives = 0.25;

/**
 * The picture's structure as directions: along the borders on the borders (the structure tensor of the map, whose
 * gradient is there alone), and smooth between them. Borders on the frame itself do not count. Without any border it
 * is level.
 */
export function directionField(borders: readonly Ring[], frame: FieldFrame): DirectionField {
  const cellMm = Math.max(frame.widthMm, frame.heightMm) / cellsAlong;
  const [columns, rows] = [Math.ceil(frame.widthMm / cellMm) + 1, Math.ceil(frame.heightMm / cellMm) + 1];
  const finest: Level = emptyLevel(columns, rows);
  for (const ring of borders) addRing(finest, ring, frame, cellMm);
  const known = finest.weights.map((weight) => Math.min(1, (2 * weight) / cellMm));
  spread(finest);
  smooth(finest, known);
  return { ...frame, cellMm, columns, rows, cosines: finest.cosines, sines: finest.sines };
}

/** Angle of the field at a point, radians in (-pi / 2, pi / 2]. */
export function directionAt(field: DirectionField, x: number, y: number): number {
  const { leftMm, topMm, cellMm, columns, rows, cosines, sines } = field;
  const at = (value: number, count: number): [number, number] => {
    const clamped = Math.max(0, Math.min(count - 1.000001, value / cellMm));
    return [Math.floor(clamped), clamped - Math.floor(clamped)];
  };
  const [column, u] = at(x - leftMm, columns);
  const [row, v] = at(y - topMm, rows);
  const i = row * columns + column;
  const mix = (values: Float64Array): number =>
    (1 - v) * ((1 - u) * values[i]! + u * values[i + 1]!) +
    v * ((1 - u) * values[i + columns]! + u * values[i + columns + 1]!);
  return Math.atan2(mix(sines), mix(cosines)) / 2;
}

/** Sums of directions, each times its length, on a grid. */
interface Level {
  readonly columns: number;
  readonly rows: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly weights: Float64Array;
}

function emptyLevel(columns: number, rows: number): Level {
  const cells = columns * rows;
  return {
    columns,
    rows,
    cosines: new Float64Array(cells),
    sines: new Float64Array(cells),
    weights: new Float64Array(cells),
  };
}

function addRing(level: Level, ring: Ring, frame: FieldFrame, cellMm: number): void {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
    if (isOnFrame(frame, ax, ay, bx, by)) continue;
    const length = Math.hypot(bx - ax, by - ay);
    const twice = 2 * Math.atan2(by - ay, bx - ax);
    const pieces = Math.max(1, Math.ceil(length / cellMm));
    for (let k = 0; k < pieces; k++) {
      const t = (k + 0.5) / pieces;
      const column = Math.round((ax + t * (bx - ax) - frame.leftMm) / cellMm);
      const row = Math.round((ay + t * (by - ay) - frame.topMm) / cellMm);
      const cell = row * level.columns + column;
      level.cosines[cell]! += (length / pieces) * Math.cos(twice);
      level.sines[cell]! += (length / pieces) * Math.sin(twice);
      level.weights[cell]! += length / pieces;
    }
  }
}

function isOnFrame({ leftMm, topMm, widthMm, heightMm }: FieldFrame, ...[ax, ay, bx, by]: number[]): boolean {
  const on = (a: number, b: number, low: number, size: number): boolean =>
    [low, low + size].some((edge) => Math.abs(a - edge) < 1e-6 && Math.abs(b - edge) < 1e-6);
  return on(ax!, bx!, leftMm, widthMm) || on(ay!, by!, topMm, heightMm);
}

/** Gives every cell a unit direction: its own, or where there is little of its own, that of a coarser level. */
function spread(level: Level): void {
  const { columns, rows, cosines, sines, weights } = level;
  const coarse = columns * rows > 1 ? halved(level) : null;
  if (coarse) spread(coarse);
  for (let i = 0; i < weights.length; i++) {
    const parent = (i / columns) >> 1;
    const own = parent * (coarse?.columns ?? 0) + ((i % columns) >> 1);
    const [c, s] = coarse ? [coarse.cosines[own]!, coarse.sines[own]!] : [1e-9, 0];
    const strength = Math.hypot(cosines[i]!, sines[i]!);
    const share = weights[i]! > 0 ? 0.05 * weights[i]! : 1;
    const [x, y] = [cosines[i]! + share * c, sines[i]! + share * s];
    const length = Math.hypot(x, y) || strength || 1;
    cosines[i] = x / length;
    sines[i] = y / length;
  }
}

function halved({ columns, rows, cosines, sines, weights }: Level): Level {
  const half = emptyLevel(Math.ceil(columns / 2), Math.ceil(rows / 2));
  for (let i = 0; i < weights.length; i++) {
    const own = ((i / columns) >> 1) * half.columns + ((i % columns) >> 1);
    half.cosines[own]! += cosines[i]!;
    half.sines[own]! += sines[i]!;
    half.weights[own]! += weights[i]!;
  }
  return half;
}

function smooth({ columns, rows, cosines, sines }: Level, known: Float64Array): void {
  for (const values of [cosines, sines]) {
    for (let round = 0; round < smoothingRounds; round++) {
      const old = values.slice();
      for (let y = 0, i = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++, i++) {
          const mean =
            (old[i - Math.min(1, x)]! +
              old[i + Math.min(1, columns - 1 - x)]! +
              old[y > 0 ? i - columns : i]! +
              old[y < rows - 1 ? i + columns : i]!) /
            4;
          values[i] = old[i]! + (1 - (1 - borderGives) * known[i]!) * (mean - old[i]!);
        }
      }
    }
  }
}
