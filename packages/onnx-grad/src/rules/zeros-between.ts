import { tensorOf } from '../file/tensor.ts';
import type { Builder } from './rule.ts';

/** Beyond this the product costs more than it saves (measured: docs/speed.md). */
const longestRow = 128;

/** Whether rows and columns can be spread by `spread`. */
export function canSpread(space: readonly number[]): boolean {
  return space.length === 2 && space[1]! <= longestRow;
}

/**
 * [N, C, H, W] to [N, C, s H, t W]: after each row s - 1 rows of zeros, after each column t - 1 columns: a product of each
 * row with a matrix of zeros and ones, for that is what runtimes do on all cores. Exact, but infinity becomes NaN.
 */
export function spread(b: Builder, value: string, [s = 1, t = 1]: readonly number[]): string {
  const [n = 1, c = 1, h = 1, w = 1] = b.shape(value);
  const columns = s * t * w;
  const places = new Float32Array(w * columns);
  for (let i = 0; i < w; i++) places[i * columns + i * t] = 1;
  const matrix = b.constant(tensorOf(b.type(value).type, [w, columns], places));
  return b.node('Reshape', [b.node('MatMul', [value, matrix]), b.ints([n, c, s * h, t * w])]);
}
