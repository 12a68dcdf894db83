import type { Random } from '../../random.ts';
import type { StrokeForm } from './spline.ts';

/** The page in shorter picture sides, and how far from its edge the middle of a stroke has to stay. */
export interface Within {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Whether they stay within the circle around the middle as well, for pictures that are turned. */
  readonly round: boolean;
}

export interface StartSettings {
  /** Length of strokes that begin, in shorter picture sides. */
  readonly initialLength: number;
  /** Deviation of where they begin from the middle, in shorter picture sides. */
  readonly initialSpread: number;
}

/** A slightly bent stroke, or a loop, somewhere around the middle of the page: its control points. */
export function anyStroke(
  { controls, closed }: StrokeForm,
  within: Within,
  { initialSpread, initialLength }: StartSettings,
  random: Random,
): Float32Array {
  const points = new Float32Array(2 * controls);
  const corners = closed ? controls : controls - 1;
  const step = (initialLength * random.between(0.5, 1.5)) / corners;
  const turn = closed ? (2 * Math.PI) / corners : random.between(-1, 1) / corners;
  const across = closed ? 0 : step * corners;
  let angle = random.between(0, 2 * Math.PI);
  let x = within.width / 2 + initialSpread * random.normal() - (across * Math.cos(angle)) / 2;
  let y = within.height / 2 + initialSpread * random.normal() - (across * Math.sin(angle)) / 2;
  for (let k = 0; k < 2 * controls; k += 2) {
    points[k] = x;
    points[k + 1] = y;
    x += step * Math.cos(angle);
    y += step * Math.sin(angle);
    angle += turn;
  }
  keepOnPage(points, within);
  return points;
}

/** A spline stays within the hull of its points: where they are on the page, all its ink is. */
export function keepOnPage(points: Float32Array, within: Within): void {
  const { width, height, margin } = within;
  if (within.round) keepInCircle(points, within);
  for (let i = 0; i < points.length; i += 2) {
    points[i] = Math.min(width - margin, Math.max(margin, points[i]!));
    points[i + 1] = Math.min(height - margin, Math.max(margin, points[i + 1]!));
  }
}

function keepInCircle(points: Float32Array, { width, height, margin }: Within): void {
  const radius = Math.min(width, height) / 2 - margin;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]! - width / 2, points[i + 1]! - height / 2];
    const inside = Math.min(1, radius / Math.max(1e-9, Math.hypot(x, y)));
    points[i] = width / 2 + inside * x;
    points[i + 1] = height / 2 + inside * y;
  }
}

/** A stroke moved to its place of an even grid of `count`, no longer than a cell. */
export function onGrid(points: Float32Array, place: number, count: number, within: Within): Float32Array {
  const columns = Math.max(1, Math.round(Math.sqrt((count * within.width) / within.height)));
  const rows = Math.ceil(count / columns);
  const cell = [within.width / columns, within.height / rows] as const;
  const [column, row] = [place % columns, Math.floor(place / columns)];
  const centre = [(column + 0.5) * cell[0], (row + 0.5) * cell[1]] as const;
  const [middle, reach] = middleAndReach(points);
  const shrink = Math.min(1, Math.min(...cell) / 2 / Math.max(reach, 1e-9));
  const out = points.map((value, i) => centre[i % 2]! + shrink * (value - middle[i % 2]!));
  keepOnPage(out, within);
  return out;
}

function middleAndReach(points: Float32Array): [middle: [number, number], reach: number] {
  const [x, y] = [0, 1].map((axis) => {
    const own = points.filter((_, i) => i % 2 === axis);
    return [Math.min(...own), Math.max(...own)] as const;
  }) as [readonly [number, number], readonly [number, number]];
  return [[(x[0] + x[1]) / 2, (y[0] + y[1]) / 2], Math.max(x[1] - x[0], y[1] - y[0]) / 2];
}
