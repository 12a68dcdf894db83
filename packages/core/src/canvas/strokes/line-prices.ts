/** Length of a polyline, in its own units; adds its gradient, times `weight`, to `into`. */
export function addLength(
  points: Float32Array,
  from: number,
  to: number,
  weight: number,
  into: Float32Array,
): number {
  let sum = 0;
  for (let i = from; i + 3 < to; i += 2) {
    const [dx, dy] = [points[i + 2]! - points[i]!, points[i + 3]! - points[i + 1]!];
    const length = Math.sqrt(dx * dx + dy * dy);
    sum += length;
    const unit = weight / Math.max(length, 1e-6);
    into[i]! -= unit * dx;
    into[i + 1]! -= unit * dy;
    into[i + 2]! += unit * dx;
    into[i + 3]! += unit * dy;
  }
  return sum;
}

const third = [-1, 3, -3, 1] as const;

/**
 * Sum of |P[i + 3] - 3 P[i + 2] + 3 P[i + 1] - P[i]|^2 over a stroke's control points, all around when it is closed:
 * arcs are nearly free, wavering is not. Adds its gradient, times `weight`, to `into`.
 */
export function addBend(
  points: Float32Array,
  from: number,
  controls: number,
  closed: boolean,
  weight: number,
  into: Float32Array,
): number {
  let sum = 0;
  for (let i = 0; i < (closed ? controls : controls - 3); i++) {
    for (let axis = 0; axis < 2; axis++) {
      const at = (k: number): number => from + 2 * ((i + k) % controls) + axis;
      const bend = third.reduce((total, factor, k) => total + factor * points[at(k)]!, 0);
      sum += bend * bend;
      third.forEach((factor, k) => (into[at(k)]! += 2 * weight * factor * bend));
    }
  }
  return sum;
}
