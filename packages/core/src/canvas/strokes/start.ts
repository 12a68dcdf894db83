import type { Random } from '../../random.ts';
import type { StrokeForm } from './spline.ts';
import { keepWithin, middleAndReach, type Within } from './within.ts';

/** How large strokes begin, and how far from the middle of the page. */
export interface StartSettings {
  /** Length of strokes that begin, in shorter picture sides. */
  readonly initialLength: number;
  /** Deviation of where they begin from the middle, in shorter picture sides. */
  readonly initialSpread: number;
}

/** A stroke as it may be, somewhere around the middle of the page: its control points. */
export function anyStroke(
  form: StrokeForm,
  within: Within,
  settings: StartSettings,
  random: Random,
): Float32Array {
  const points = bentStroke(form, within, settings, random);
  keepWithin(points, within);
  return points;
}

/** A slightly bent stroke, or a loop, around the middle of the page, wherever strokes may be: to be put in its place. */
export function bentStroke(
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
  return points;
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
  return points.map((value, i) => centre[i % 2]! + shrink * (value - middle[i % 2]!));
}
