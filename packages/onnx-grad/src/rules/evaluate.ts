import { allocate, sizeOf, store, type DataType, type Tensor } from '../file/tensor.ts';
import { broadcast, sameDims, stridesOf } from './shapes.ts';

/** Where each element of a result comes from: result[i] = source[offset + sum(index_axis * strides_axis)]. */
export function stridedIndices(dims: readonly number[], strides: readonly number[], offset = 0): Int32Array {
  const indices = new Int32Array(sizeOf(dims));
  const counter = dims.map(() => 0);
  let at = offset;
  for (let i = 0; i < indices.length; i++) {
    indices[i] = at;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++counter[axis]! < dims[axis]!) break;
      at -= strides[axis]! * dims[axis]!;
      counter[axis] = 0;
    }
  }
  return indices;
}

/** The elements of `tensor` at `indices`, in a new shape. */
export function pick(tensor: Tensor, dims: readonly number[], indices: Int32Array): Tensor {
  const { data } = tensor;
  const picked = allocate(tensor.type, indices.length);
  for (let i = 0; i < indices.length; i++) picked[i] = data[indices[i]!]!;
  return { type: tensor.type, dims, data: picked };
}

/** The indices that broadcast `from` to `to`. */
export function broadcastIndices(from: readonly number[], to: readonly number[]): Int32Array {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return stridedIndices(
    to,
    to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : own[axis - missing]!)),
  );
}

/** f over broadcast tensors; the result has type `type`. */
export function elementwise(
  f: (...values: number[]) => number,
  inputs: readonly Tensor[],
  type: DataType,
): Tensor {
  const dims = broadcast(inputs.map((tensor) => tensor.dims)) ?? [];
  const columns = inputs.map((tensor) => broadcastTo(tensor, dims).data);
  const [a = [], b] = columns;
  const data = allocate(type, sizeOf(dims));
  for (let i = 0; i < data.length; i++) {
    // Weights have millions of elements: no array for each of the usual one or two inputs.
    if (columns.length === 1) store(data, i, f(Number(a[i])));
    else if (columns.length === 2) store(data, i, f(Number(a[i]), Number(b![i])));
    else store(data, i, f(...columns.map((column) => Number(column[i]))));
  }
  return { type, dims, data };
}

function broadcastTo(tensor: Tensor, dims: readonly number[]): Tensor {
  return sameDims(tensor.dims, dims) ? tensor : pick(tensor, dims, broadcastIndices(tensor.dims, dims));
}
