/**
 * Points of a smooth curve through the given ones (Catmull-Rom), `pieces` per span; the given points are among them.
 */
export function curveThrough(points: Float64Array, closed: boolean, pieces: number): Float64Array {
  const count = points.length / 2;
  if (pieces <= 1 || count < 3) return points;
  const spans = closed ? count : count - 1;
  const result = new Float64Array(2 * (spans * pieces + (closed ? 0 : 1)));
  const at = (index: number): number =>
    2 * (closed ? (index + count) % count : Math.min(count - 1, Math.max(0, index)));
  let out = 0;
  for (let span = 0; span < spans; span++) {
    const [a, b, c, d] = [at(span - 1), at(span), at(span + 1), at(span + 2)];
    for (let piece = 0; piece < pieces; piece++) {
      const t = piece / pieces;
      result[out++] = catmullRom(points[a]!, points[b]!, points[c]!, points[d]!, t);
      result[out++] = catmullRom(points[a + 1]!, points[b + 1]!, points[c + 1]!, points[d + 1]!, t);
    }
  }
  if (!closed) result.set(points.subarray(-2), out);
  return result;
}

/** (2b + (c - a) t + (2a - 5b + 4c - d) t^2 + (3b - a - 3c + d) t^3) / 2 */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d)));
}
