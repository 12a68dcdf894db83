import { sizeOf } from '../file/tensor.ts';
import type { Call } from './call.ts';

/** NumPy's broadcasting of several shapes; undefined when they do not fit. */
export function broadcast(shapes: readonly (readonly number[])[]): number[] | undefined {
  const rank = shapes.reduce((most, dims) => Math.max(most, dims.length), 0);
  const result: number[] = [];
  for (let fromEnd = rank; fromEnd > 0; fromEnd--) {
    const sizes = shapes.map((dims) => dims[dims.length - fromEnd] ?? 1);
    const wide = sizes.find((size) => size !== 1) ?? 1;
    if (sizes.some((size) => size !== 1 && size !== wide)) return undefined;
    result.push(wide);
  }
  return result;
}

/** The common shape of all inputs. Errors: `bad-shape`. */
export function broadcastInputs(call: Call, inputs: readonly number[]): number[] {
  const shapes = inputs.map((i) => call.dims(i));
  return broadcast(shapes) ?? call.fail('bad-shape', 'these shapes do not broadcast');
}

export function sameDims(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** Row-major steps. */
export function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => sizeOf(dims.slice(axis + 1)));
}

/** 0, 1, ... n - 1 */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
