import type { Random } from '../../random.ts';
import type { StrokeForm } from './spline.ts';

/** The page in shorter picture sides, and how far from its edge the middle of a stroke has to stay. */
export interface Within {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
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
export function keepOnPage(points: Float32Array, { width, height, margin }: Within): void {
  for (let i = 0; i < points.length; i += 2) {
    points[i] = Math.min(width - margin, Math.max(margin, points[i]!));
    points[i + 1] = Math.min(height - margin, Math.max(margin, points[i + 1]!));
  }
}
