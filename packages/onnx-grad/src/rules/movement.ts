import { allocate, sizeOf, type Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import { broadcastIndices, pick, stridedIndices } from './evaluate.ts';
import { partOf } from './part.ts';
import type { Rule } from './rule.ts';
import { broadcast, range, sameDims, stridesOf } from './shapes.ts';

function permutation(call: Call): readonly number[] {
  const rank = call.rank(0);
  const perm = call.list('perm') ?? range(rank).reverse();
  if (perm.length === rank && new Set(perm.map((axis) => call.axis(axis))).size === rank)
    return perm.map((axis) => call.axis(axis));
  return call.fail('bad-shape', `perm [${perm.join(', ')}] is no order of ${rank} axes`);
}

const transpose: Rule = {
  infer: (call) => call.like(permutation(call).map((axis) => call.dims(0)[axis]!)),
  evaluate: (call, [x]) => {
    const perm = permutation(call);
    const strides = stridesOf(x!.dims);
    const dims = perm.map((axis) => x!.dims[axis]!);
    return [
      pick(
        x!,
        dims,
        stridedIndices(
          dims,
          perm.map((axis) => strides[axis]!),
        ),
      ),
    ];
  },
  // d transpose(x, p) = transpose(dx, p^-1)
  gradient: ({ b, call, dy }) => {
    const perm = permutation(call);
    return [b.node('Transpose', [dy], { perm: perm.map((_, axis) => perm.indexOf(axis)) })];
  },
};

function expandedDims(call: Call): readonly number[] {
  const wanted = call.ints(1);
  if (wanted.some((size) => size < 0)) call.fail('bad-shape', `cannot expand to [${wanted.join(', ')}]`);
  return (
    broadcast([call.dims(0), wanted]) ?? call.fail('bad-shape', `cannot expand to [${wanted.join(', ')}]`)
  );
}

const expand: Rule = {
  infer: (call) => call.like(expandedDims(call)),
  evaluate: (call, [x]) => {
    const dims = expandedDims(call);
    return [pick(x!, dims, broadcastIndices(x!.dims, dims))];
  },
  gradient: ({ dy }) => [dy],
};

function concatDims(call: Call): readonly number[] {
  const axis = call.axis(call.int('axis', 0));
  const shapes = call.node.inputs.map((_, i) => call.dims(i));
  const first = shapes[0]!;
  const total = shapes.reduce((sum, dims) => sum + (dims[axis] ?? 0), 0);
  const fits = shapes.every((dims) => sameDims(dims.with(axis, 0), first.with(axis, 0)));
  return fits ? first.with(axis, total) : call.fail('bad-shape', `shapes differ beside axis ${axis}`);
}

/** Copies blocks: everything after the axis is contiguous. */
function concatenate(call: Call, inputs: readonly Tensor[]): Tensor {
  const dims = concatDims(call);
  const axis = call.axis(call.int('axis', 0));
  const data = allocate(inputs[0]!.type, sizeOf(dims));
  const row = sizeOf(dims.slice(axis));
  let offset = 0;
  for (const input of inputs) {
    const block = sizeOf(input.dims.slice(axis));
    for (let i = 0; i * block < input.data.length && block > 0; i++) {
      data.set(input.data.subarray(i * block, (i + 1) * block) as never, i * row + offset);
    }
    offset += block;
  }
  return { type: inputs[0]!.type, dims, data };
}

const concat: Rule = {
  infer: (call) => call.like(concatDims(call)),
  evaluate: (call, inputs) => [concatenate(call, inputs)],
  // d concat(a, b) = concat(da, db): each input gets its slice
  gradient: (step) => {
    const axis = step.call.axis(step.call.int('axis', 0));
    let start = 0;
    return step.call.node.inputs.map((_, i) => {
      const end = start + step.call.dims(i)[axis]!;
      const slice = step.wants(i) ? partOf(step.b, step.dy, axis, start, end) : null;
      start = end;
      return slice;
    });
  },
};

/** Sizes of a split: given, or even with a smaller last one. */
function splitSizes(call: Call): readonly number[] {
  const axis = call.axis(call.int('axis', 0));
  const size = call.dims(0)[axis]!;
  const parts = call.node.outputs.length;
  const even = Math.ceil(size / parts);
  const sizes = call.has(1) ? call.ints(1) : range(parts).map((i) => Math.min(even, size - i * even));
  if (sizes.length === parts && sizes.every((n) => n >= 0) && sizes.reduce((a, b) => a + b, 0) === size)
    return sizes;
  return call.fail('bad-shape', `${size} cannot be split into [${sizes.join(', ')}] for ${parts} outputs`);
}

const split: Rule = {
  infer: (call) => {
    const axis = call.axis(call.int('axis', 0));
    return splitSizes(call).map((size) => ({ type: call.type(0), dims: call.dims(0).with(axis, size) }));
  },
  evaluate: (call, [x]) => {
    const axis = call.axis(call.int('axis', 0));
    const strides = stridesOf(x!.dims);
    let start = 0;
    return splitSizes(call).map((size) => {
      const dims = x!.dims.with(axis, size);
      start += size;
      return pick(x!, dims, stridedIndices(dims, strides, (start - size) * strides[axis]!));
    });
  },
  lower: (call, b) => {
    if (call.has(1) && !call.node.attributes['num_outputs']) return false;
    const attributes = call.without('num_outputs');
    b.replay({ ...call.node, inputs: [call.input(0), b.ints(splitSizes(call))], attributes });
    return true;
  },
  ofAllOutputs: true,
  // d split(x) = concat of the parts; a part nobody used is zero
  gradient: ({ b, call, dys }) => {
    const axis = call.axis(call.int('axis', 0));
    const parts = splitSizes(call).map(
      (size, i) => dys[i] ?? b.zeros(call.input(0), call.dims(0).with(axis, size)),
    );
    return [b.node('Concat', parts, { axis })];
  },
};

const tile: Rule = {
  infer: (call) => call.like(call.dims(0).map((size, axis) => size * (call.ints(1)[axis] ?? 1))),
  evaluate: (call, [x]) => {
    const dims = x!.dims.map((size, axis) => size * call.ints(1)[axis]!);
    const wide = x!.dims.flatMap((size, axis) => [call.ints(1)[axis]!, size]);
    const narrow = x!.dims.flatMap((size) => [1, size]);
    return [pick(x!, dims, broadcastIndices(narrow, wide))];
  },
  // d tile(x) = sum over the copies
  gradient: ({ b, call, dy }) => {
    const copies = call.dims(0).flatMap((size, axis) => [call.ints(1)[axis]!, size]);
    const axes = call.dims(0).map((_, axis) => 2 * axis);
    return [b.node('ReduceSum', [b.node('Reshape', [dy, b.ints(copies)]), b.ints(axes)], { keepdims: 0 })];
  },
};

export const movementRules = {
  Transpose: transpose,
  Expand: expand,
  Tile: tile,
  Concat: concat,
  Split: split,
} satisfies Record<string, Rule>;
