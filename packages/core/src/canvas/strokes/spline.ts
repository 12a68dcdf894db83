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
  const { controls, closed } = form;
  const pieces = piecesOf(form);
  const each = controls === 2 ? 1 : pieceSamples;
  const samples = pieces * each + 1;
  const indices = new Int32Array(4 * samples);
  const weights = new Float32Array(4 * samples);
  for (let sample = 0; sample < samples; sample++) {
    const piece = Math.min(pieces - 1, Math.floor(sample / each));
    const row = new Map<number, number>();
    const add = (control: number, weight: number): void => {
      if (weight !== 0) row.set(control, (row.get(control) ?? 0) + weight);
    };
    cubic(sample / each - piece).forEach((weight, k) => {
      const control = piece - 1 + k;
      if (closed) add((control + controls) % controls, weight);
      // Beyond its ends an open stroke goes on straight: P[-1] = 2 P[0] - P[1]. That puts its ends on P[0] and P[n - 1].
      else if (control < 0) [add(0, 2 * weight), add(1, -weight)];
      else if (control >= controls) [add(controls - 1, 2 * weight), add(controls - 2, -weight)];
      else add(control, weight);
    });
    [...row].forEach(([control, weight], k) => {
      indices[4 * sample + k] = control;
      weights[4 * sample + k] = weight;
    });
  }
  return { form, samples, indices, weights };
}

/** Weights of the four control points around a piece, t in [0, 1]. */
function cubic(t: number): [number, number, number, number] {
  const u = 1 - t;
  return [u ** 3 / 6, (4 - 6 * t ** 2 + 3 * t ** 3) / 6, (4 - 6 * u ** 2 + 3 * u ** 3) / 6, t ** 3 / 6];
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
