/** A float32 tensor. */
export interface Value {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Tensors by name. */
export type Values = Readonly<Record<string, Value>>;

/** How far one output is from the reference's. */
export interface Difference {
  readonly output: string;
  /** |found - expected| / |expected|, both Euclidean norms over all elements; Infinity when the shapes or NaNs differ. */
  readonly relative: number;
  /** The element that is furthest off. */
  readonly worst: { readonly index: number; readonly found: number; readonly expected: number };
}

/** Every output of the reference, the furthest off first. */
export function compareValues(found: Values, expected: Values): Difference[] {
  return Object.entries(expected)
    .map(([output, value]) => difference(output, found[output], value))
    .sort((a, b) => b.relative - a.relative);
}

function difference(output: string, found: Value | undefined, { data, dims }: Value): Difference {
  if (found?.dims.join() !== dims.join()) {
    return { output, relative: Infinity, worst: { index: 0, found: NaN, expected: data[0] ?? NaN } };
  }
  let [error, size, largest, index] = [0, 0, -1, 0];
  for (let i = 0; i < data.length; i++) {
    const off = distance(found.data[i]!, data[i]!);
    error += off * off;
    size += data[i]! * data[i]!;
    if (off > largest) [largest, index] = [off, i];
  }
  const relative = error === 0 ? 0 : Math.sqrt(error / size);
  return { output, relative, worst: { index, found: found.data[index]!, expected: data[index]! } };
}

/** Equal infinities and NaNs are equal; anything else against them is as far off as can be. */
function distance(found: number, expected: number): number {
  if (Object.is(found, expected)) return 0;
  const off = Math.abs(found - expected);
  return Number.isNaN(off) ? Infinity : off;
}
