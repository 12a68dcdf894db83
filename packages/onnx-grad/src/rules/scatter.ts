import { sizeOf, tensorOf } from '../file/tensor.ts';
import type { Builder } from './rule.ts';
import { range } from './shapes.ts';

/** Transposes of "take some elements of an axis": what gradients of Slice, Gather and Pad are made of. */

/** a b c -> a 0 b 0 c for step 2: n elements become (n - 1) step + 1. */
export function insertZeros(b: Builder, value: string, axis: number, step: number): string {
  const dims = b.shape(value);
  const size = dims[axis]!;
  if (step === 1 || size <= 1) return value;
  const column = b.node('Unsqueeze', [value, b.ints([axis + 1])]);
  const after = dims.map((_, i) => (i === axis ? [0, step - 1] : [0])).flat();
  const padded = b.node('Pad', [column, b.ints([...after.map(() => 0), ...after]), b.scalar(value, 0)]);
  const spread = b.node('Reshape', [padded, b.ints(dims.with(axis, size * step))]);
  return b.node('Slice', [spread, b.ints([0]), b.ints([(size - 1) * step + 1]), b.ints([axis])]);
}

/**
 * Adds row i of `value` (along `axis`) to row indices[i] of zeros with `size` rows: one-hot matrix times value, which
 * every device has, adds in a fixed order, and costs little for the handful of rows that networks gather.
 */
export function scatterAxis(
  b: Builder,
  value: string,
  axis: number,
  indices: readonly number[],
  size: number,
): string {
  const dims = b.shape(value);
  const run = contiguous(indices);
  if (run !== undefined) return padAxis(b, value, axis, run, size - run - indices.length);
  const hot = new Float64Array(size * indices.length);
  indices.forEach((row, i) => (hot[row * indices.length + i] = 1));
  const matrix = b.constant(tensorOf(b.type(value).type, [size, indices.length], hot));
  const [outer, inner] = [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis + 1))];
  const blocks = b.node('Reshape', [value, b.ints([outer, indices.length, inner])]);
  return b.node('Reshape', [b.node('MatMul', [matrix, blocks]), b.ints(dims.with(axis, size))]);
}

/** The first of indices that count up by one. */
function contiguous(indices: readonly number[]): number | undefined {
  const [first] = indices;
  return first !== undefined && indices.every((row, i) => row === first + i) ? first : undefined;
}

function padAxis(b: Builder, value: string, axis: number, before: number, after: number): string {
  if (before === 0 && after === 0) return value;
  const rank = b.shape(value).length;
  const at = (size: number): number[] => range(rank).map((i) => (i === axis ? size : 0));
  return b.node('Pad', [value, b.ints([...at(before), ...at(after)]), b.scalar(value, 0)]);
}
