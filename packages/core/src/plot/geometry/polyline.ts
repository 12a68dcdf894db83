/** A closed polygon: x0, y0, x1, y1, ... in mm, the first point not repeated. */
export type Ring = Float64Array;

/** A box in mm. */
export interface Bounds {
  readonly leftMm: number;
  readonly topMm: number;
  readonly rightMm: number;
  readonly bottomMm: number;
}

/** Length of a line through points x0, y0, x1, y1, ...; of a closed one with its last side. */
export function lengthOf(points: Float64Array, closed: boolean): number {
  let length = 0;
  for (let i = 2; i < points.length; i += 2) {
    length += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
  }
  const last = points.length - 2;
  return closed && last > 0
    ? length + Math.hypot(points[0]! - points[last]!, points[1]! - points[last + 1]!)
    : length;
}

/** Area within a ring; negative when it runs against the clock (y grows downwards). */
export function areaOf(ring: Ring): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return twice / 2;
}

/** The box around lines, each grown by `growMm`; null without points. */
export function boundsOf(lines: Iterable<Float64Array>, growMm = 0): Bounds | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of lines) {
    for (let i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]!);
      right = Math.max(right, points[i]!);
      top = Math.min(top, points[i + 1]!);
      bottom = Math.max(bottom, points[i + 1]!);
    }
  }
  if (left > right) return null;
  return { leftMm: left - growMm, topMm: top - growMm, rightMm: right + growMm, bottomMm: bottom + growMm };
}

/** The points in reverse order. */
export function reversed(points: Float64Array): Float64Array {
  const result = new Float64Array(points.length);
  for (let i = 0, j = points.length - 2; j >= 0; i += 2, j -= 2) {
    result[i] = points[j]!;
    result[i + 1] = points[j + 1]!;
  }
  return result;
}
