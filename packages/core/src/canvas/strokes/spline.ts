/** The form of a stroke: how many control points it has, and whether it comes back to where it began. */
export interface StrokeForm {
  /** 2 or more, of a closed stroke 3 or more; 2 make a straight line. */
  readonly controls: number;
  readonly closed: boolean;
}

/**
 * A uniform cubic B-spline as points along it, each a mixture of at most four control points. An open one begins and
 * ends in its first and last control point. All weights are those of Bezier points within the control points' hull,
 * so that no point leaves it.
 */
export interface SplineBasis {
  readonly form: StrokeForm;
  /** Points along it, both ends included; a closed stroke's last is its first. */
  readonly samples: number;
  /** [samples, 4] */
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/** Cubic pieces of a stroke. */
export function piecesOf({ controls, closed }: StrokeForm): number {
  return closed ? controls : controls - 1;
}

/** `pieceSamples` straight lines for each piece of the spline; a straight stroke is one line. */
export function splineBasis(form: StrokeForm, pieceSamples: number): SplineBasis {
  const pieces = piecesOf(form);
  const each = form.controls === 2 ? 1 : pieceSamples;
  const samples = pieces * each + 1;
  const indices = new Int32Array(4 * samples);
  const weights = new Float32Array(4 * samples);
  for (let sample = 0; sample < samples; sample++) {
    const piece = Math.min(pieces - 1, Math.floor(sample / each));
    [...mixture(form, piece, sample / each - piece)].forEach(([control, weight], k) => {
      indices[4 * sample + k] = control;
      weights[4 * sample + k] = weight;
    });
  }
  return { form, samples, indices, weights };
}

/** A point of a stroke, at t pieces from its beginning. */
export function pointAt(form: StrokeForm, controls: Float32Array, t: number): [x: number, y: number] {
  const piece = Math.min(piecesOf(form) - 1, Math.max(0, Math.floor(t)));
  let [x, y] = [0, 0];
  for (const [control, weight] of mixture(form, piece, t - piece)) {
    x += weight * controls[2 * control]!;
    y += weight * controls[2 * control + 1]!;
  }
  return [x, y];
}

/** What a point of a piece is mixed from: control points and their weights. */
function mixture({ controls, closed }: StrokeForm, piece: number, t: number): Map<number, number> {
  const row = new Map<number, number>();
  const add = (control: number, weight: number): void => {
    row.set(control, (row.get(control) ?? 0) + weight);
  };
  cubic(t).forEach((weight, k) => {
    const control = piece - 1 + k;
    if (weight === 0) return;
    if (closed) add((control + controls) % controls, weight);
    else if (control >= 0 && control < controls) add(control, weight);
    else {
      // Beyond its ends an open stroke goes on straight, P[-1] = 2 P[0] - P[1], which puts its ends on P[0] and P[n - 1].
      const [end, inner] = control < 0 ? [0, 1] : [controls - 1, controls - 2];
      add(end, 2 * weight);
      add(inner, -weight);
    }
  });
  return row;
}

/** Weights of the four control points around a piece, t in [0, 1]. */
function cubic(t: number): [number, number, number, number] {
  const u = 1 - t;
  return [u ** 3 / 6, (4 - 6 * t ** 2 + 3 * t ** 3) / 6, (4 - 6 * u ** 2 + 3 * u ** 3) / 6, t ** 3 / 6];
}

/** Rounds in which control points find their places; each halves what is missing. */
const rounds = 24;

/**
 * Control points of the spline that passes through as many points, P[i - 1] + 4 P[i] + P[i + 1] = 6 Q[i]; an open one has
 * its ends on the first and the last.
 */
export function controlsThrough(points: Float32Array, closed: boolean): Float32Array {
  const out = points.slice();
  const { length } = out;
  const [first, end] = closed ? [0, length] : [2, length - 2];
  for (let round = 0; round < rounds; round++)
    for (let i = first; i < end; i++)
      out[i] = (6 * points[i]! - out[(i - 2 + length) % length]! - out[(i + 2) % length]!) / 4;
  return out;
}

/** An open stroke as cubic Beziers: x0, y0, then three points for each piece. */
export function bezierOf(controls: Float32Array): Float64Array {
  const last = controls.length / 2 - 1;
  const out = new Float64Array(6 * last + 2);
  for (let axis = 0; axis < 2; axis++) {
    const at = (i: number): number => {
      if (i < 0) return 2 * at(0) - at(1);
      return i > last ? 2 * at(last) - at(last - 1) : controls[2 * i + axis]!;
    };
    const joint = (i: number): number => (at(i - 1) + 4 * at(i) + at(i + 1)) / 6;
    out[axis] = joint(0);
    for (let i = 0; i < last; i++) {
      out[6 * i + 2 + axis] = (2 * at(i) + at(i + 1)) / 3;
      out[6 * i + 4 + axis] = (at(i) + 2 * at(i + 1)) / 3;
      out[6 * i + 6 + axis] = joint(i + 1);
    }
  }
  return out;
}

/**
 * Length of a polygon x0, y0, x1, y1, ..., all around when it is closed: that of its control points is the most a stroke
 * can have.
 */
export function polygonLength(points: Float32Array, closed: boolean): number {
  let length = 0;
  for (let i = closed ? 0 : 2; i < points.length; i += 2) {
    const before = i === 0 ? points.length - 2 : i - 2;
    length += Math.hypot(points[i]! - points[before]!, points[i + 1]! - points[before + 1]!);
  }
  return length;
}

/** Points along a stroke, x, y, ...: `out[at ..]` = weights @ (scale * controls[from ..]). */
export function flatten(
  { samples, indices, weights }: SplineBasis,
  controls: Float32Array,
  from: number,
  scale: number,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0; i < samples; i++) {
    let [x, y] = [0, 0];
    for (let k = 4 * i; k < 4 * i + 4; k++) {
      const [control, weight] = [from + 2 * indices[k]!, weights[k]!];
      x += weight * controls[control]!;
      y += weight * controls[control + 1]!;
    }
    out[at + 2 * i] = scale * x;
    out[at + 2 * i + 1] = scale * y;
  }
}

/** Its adjoint: adds `scale` times the gradient of the points along the stroke to that of its control points. */
export function flattenBackward(
  { samples, indices, weights }: SplineBasis,
  gradient: Float32Array,
  at: number,
  scale: number,
  into: Float32Array,
  from: number,
): void {
  for (let i = 0; i < samples; i++) {
    const [x, y] = [scale * gradient[at + 2 * i]!, scale * gradient[at + 2 * i + 1]!];
    for (let k = 4 * i; k < 4 * i + 4; k++) {
      const [control, weight] = [from + 2 * indices[k]!, weights[k]!];
      into[control]! += weight * x;
      into[control + 1]! += weight * y;
    }
  }
}
