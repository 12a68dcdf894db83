/** Central differences of `f` along unit steps of some coordinates: what a hand-written gradient must equal. */
export function numericGradient(
  values: Float32Array | Float64Array,
  f: () => number,
  coordinates: readonly number[],
  step = 1e-2,
): number[] {
  return coordinates.map((i) => {
    const kept = values[i]!;
    values[i] = kept + step;
    const up = f();
    values[i] = kept - step;
    const down = f();
    values[i] = kept;
    return (up - down) / (2 * step);
  });
}

/** Sum of products: the pairing under which an adjoint is one. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
