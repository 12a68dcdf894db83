import { allocate, int64s, numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Rule } from './rule.ts';

/** Shapes are known before running, so these are always constants. */
function shape(call: Call): Tensor {
  const rank = call.rank(0);
  const clamp = (i: number): number => Math.min(rank, Math.max(0, i < 0 ? i + rank : i));
  return int64s(call.dims(0).slice(clamp(call.int('start', 0)), clamp(call.int('end', rank))));
}

function filled(call: Call): Tensor {
  const value = call.tensor('value') ?? tensorOf('float32', [1], [0]);
  const dims = call.ints(0);
  const data = allocate(value.type, sizeOf(dims));
  return { type: value.type, dims, data: data.fill(value.data[0] as never) };
}

function arange(call: Call, inputs: readonly Tensor[]): Tensor {
  const [start = 0, limit = 0, delta = 1] = inputs.map((tensor) => numbersOf(tensor)[0]!);
  const length = Math.max(0, Math.ceil((limit - start) / delta));
  if (!Number.isFinite(length)) call.fail('bad-shape', `a range of ${length} numbers`);
  call.spend(length);
  return tensorOf(
    call.type(0),
    [length],
    Array.from({ length }, (_, i) => start + i * delta),
  );
}

export const generateRules = {
  Shape: {
    infer: (call) => [{ type: 'int64', dims: shape(call).dims }],
    evaluate: (call) => [shape(call)],
    fromTypes: true,
  },
  Size: {
    infer: () => [{ type: 'int64', dims: [] }],
    evaluate: (call) => [tensorOf('int64', [], [sizeOf(call.dims(0))])],
    fromTypes: true,
  },
  ConstantOfShape: {
    infer: (call) => call.like(call.ints(0), call.tensor('value')?.type ?? 'float32'),
    evaluate: (call) => [filled(call)],
  },
  Range: {
    infer: (call) =>
      call.like(
        arange(
          call,
          [0, 1, 2].map((i) => call.known(i)),
        ).dims,
      ),
    evaluate: (call, inputs) => [arange(call, inputs)],
  },
} satisfies Record<string, Rule>;
