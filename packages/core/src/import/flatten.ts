import type { Matrix } from './svg-transform.ts';

/** A stroke in mm. */
export interface Stroke {
  readonly points: Float64Array;
  readonly closed: boolean;
}

/** Draws curves as straight lines. Coordinates in are user units, out mm. */
export interface Flattener {
  move(x: number, y: number): void;
  line(x: number, y: number): void;
  cubic(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  close(): void;
  /** What was drawn; `refused` strokes had a coordinate that is no finite number. */
  strokes(): { readonly strokes: Stroke[]; readonly refused: number };
}

const mostPieces = 2000;

/**
 * A flattener whose lines are within `toleranceMm` of the curves. A cubic becomes n pieces of equal parameter; as its
 * second derivative is at most 6 m, m the larger second difference of its points, n² = 6 m / (8 tolerance).
 */
export function flattener(matrix: Matrix, toleranceMm: number): Flattener {
  const [a, b, c, d, e, f] = matrix;
  const done: { points: number[]; closed: boolean }[] = [];
  let points: number[] = [];
  const add = (x: number, y: number): void => {
    points.push(a * x + c * y + e, b * x + d * y + f);
  };
  const finish = (closed: boolean): void => {
    if (points.length >= 4) done.push({ points, closed });
    points = [];
  };
  // User units; where the path is, and where the stroke at hand began.
  let [atX, atY, startX, startY] = [0, 0, 0, 0];
  const begin = (): void => {
    if (points.length === 0) add(atX, atY);
  };
  const line = (x: number, y: number): void => {
    begin();
    add(x, y);
    [atX, atY] = [x, y];
  };
  return {
    line,
    move(x, y) {
      finish(false);
      [atX, atY, startX, startY] = [x, y, x, y];
    },
    cubic(x1, y1, x2, y2, x, y) {
      begin();
      const bend = (u: number, v: number): number => Math.hypot(a * u + c * v, b * u + d * v);
      const most = Math.max(
        bend(atX - 2 * x1 + x2, atY - 2 * y1 + y2),
        bend(x1 - 2 * x2 + x, y1 - 2 * y2 + y),
      );
      const pieces = Math.min(
        mostPieces,
        Math.max(1, Math.ceil(Math.sqrt((0.75 * most) / toleranceMm)) || 1),
      );
      const [x0, y0] = [atX, atY];
      for (let i = 1; i < pieces; i++) {
        const t = i / pieces;
        add(bezier(t, x0, x1, x2, x), bezier(t, y0, y1, y2, y));
      }
      add(x, y);
      [atX, atY] = [x, y];
    },
    close() {
      begin();
      finish(true);
      [atX, atY] = [startX, startY];
    },
    strokes() {
      finish(false);
      const good = done.filter(({ points: own }) => own.every(Number.isFinite));
      return { strokes: good.map(clean), refused: done.length - good.length };
    },
  };
}

function bezier(t: number, p0: number, p1: number, p2: number, p3: number): number {
  const s = 1 - t;
  return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
}

/** No point twice in a row; a closed stroke does not repeat its first one. */
function clean({ points, closed }: { points: readonly number[]; closed: boolean }): Stroke {
  const kept: number[] = [points[0]!, points[1]!];
  for (let i = 2; i < points.length; i += 2) {
    if (points[i] !== kept.at(-2) || points[i + 1] !== kept.at(-1)) kept.push(points[i]!, points[i + 1]!);
  }
  while (closed && kept.length > 2 && kept.at(-2) === kept[0] && kept.at(-1) === kept[1]) kept.length -= 2;
  // A dot is drawn by a stroke without length.
  if (kept.length === 2) kept.push(kept[0]!, kept[1]!);
  return { points: Float64Array.from(kept), closed: closed && kept.length > 4 };
}
