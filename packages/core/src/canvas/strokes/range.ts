/** From where to where. */
export type Range = readonly [low: number, high: number];

/** From where to where points x0, y0, x1, y1, ... reach, across and down; those numbered `from` to before `to`. */
export function rangesOf(points: Float32Array, from = 0, to = points.length / 2): [x: Range, y: Range] {
  const along = (axis: 0 | 1): Range => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 2 * from + axis; i < 2 * to; i += 2) {
      low = Math.min(low, points[i]!);
      high = Math.max(high, points[i]!);
    }
    return [low, high];
  };
  return [along(0), along(1)];
}

/** The multiples of a period by which a range comes to lie on [0, length], at least in part. */
export function shiftsOnto([low, high]: Range, period: number, length: number): number[] {
  const [first, last] = [Math.ceil(-high / period), Math.floor((length - low) / period)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k) * period);
}
