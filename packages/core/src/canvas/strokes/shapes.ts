import { InkceptionError } from '../../error.ts';
import type { StartStroke } from './begin-as.ts';
import { controlsThrough } from './spline.ts';

/** Strokes to begin as, by their shapes. Lengths are in shorter picture sides from the upper left corner. */

/** A smooth stroke through points x0, y0, x1, y1, ...; through two of them it is straight. */
export function strokeThrough(pen: number, points: ArrayLike<number>, closed = false): StartStroke {
  const controls = controlsThrough(Float32Array.from(points), closed);
  return { pen, closed, points: Array.from(controls, (value) => +value.toFixed(6)) };
}

/** Part of an ellipse. */
export interface Arc {
  readonly middle: readonly [x: number, y: number];
  /** Half the axes; the same twice is a circle. */
  readonly radii: readonly [rx: number, ry: number];
  /** How far the first axis is turned, radians. */
  readonly tilt?: number;
  /** Where it begins, and how far it goes, radians of the circle that the ellipse is stretched from; y downwards. */
  readonly from?: number;
  /** All around, or more, is a closed stroke: the default. */
  readonly sweep?: number;
}

const around = 2 * Math.PI;
/** From point to point: less than a thousandth of the radius off. An open arc's ends are straight for a moment. */
const [mostTurn, mostTurnClosed] = [Math.PI / 24, Math.PI / 6];

/** An arc of an ellipse or a circle, or all of it, within a thousandth of its radius. */
export function arcStroke(
  pen: number,
  { middle, radii, tilt = 0, from = 0, sweep = around }: Arc,
): StartStroke {
  const closed = Math.abs(sweep) >= around;
  const turn = closed ? Math.sign(sweep) * around : sweep;
  const steps = Math.max(2, Math.ceil(Math.abs(turn) / (closed ? mostTurnClosed : mostTurn)));
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const points = Array.from({ length: closed ? steps : steps + 1 }, (_, k) => {
    const angle = from + (k * turn) / steps;
    const [u, v] = [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)];
    return [middle[0] + cos * u - sin * v, middle[1] + sin * u + cos * v];
  });
  return strokeThrough(pen, points.flat(), closed);
}

/** Points that a stroke goes through on each Bezier. */
const ofEach = 4;

/**
 * A chain of cubic Beziers as one stroke: x0, y0, then three points for each. Corners between them become round. Errors:
 * `bad-option` for numbers that are no such chain.
 */
export function bezierStroke(pen: number, chain: ArrayLike<number>): StartStroke {
  const pieces = (chain.length - 2) / 6;
  if (!Number.isInteger(pieces) || pieces < 1)
    throw new InkceptionError(
      'bad-option',
      `a chain of Beziers has ${chain.length} numbers, expected 8, 14, 20, ...: x0, y0, then three points for each`,
    );
  const points = Array.from({ length: pieces * ofEach + 1 }, (_, k) => {
    const piece = Math.min(pieces - 1, Math.floor(k / ofEach));
    const t = k / ofEach - piece;
    const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return [0, 1].map((axis) =>
      weights.reduce((sum, weight, i) => sum + weight * chain[6 * piece + 2 * i + axis]!, 0),
    );
  });
  return strokeThrough(pen, points.flat());
}
