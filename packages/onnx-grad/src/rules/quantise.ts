import { allocate, numbersOf, type DataType, type Tensor } from '../file/tensor.ts';
import { integerRange } from '../file/quantised.ts';
import type { Call } from './call.ts';
import type { Rule } from './rule.ts';
import { roundHalfEven } from './unary.ts';
import { stridesOf } from './shapes.ts';

type Quantum = (i: number) => readonly [scale: number, zero: number];

/** The scale and zero point of each element: one pair for all, or one for each place on an axis. */
function quanta(call: Call, scale: Tensor, zero: Tensor | undefined): Quantum {
  const [scales, zeros] = [numbersOf(scale), zero ? numbersOf(zero) : []];
  if (scales.length === 1) return () => [scales[0]!, zeros[0] ?? 0];
  const axis = call.axis(call.int('axis', 1));
  const [size, step] = [call.dims(0)[axis]!, stridesOf(call.dims(0))[axis]!];
  if (scales.length !== size)
    call.fail('bad-shape', `${scales.length} scales for ${size} places on axis ${axis}`);
  return (i) => {
    const at = Math.floor(i / step) % size;
    return [scales[at]!, zeros[at] ?? 0];
  };
}

/** x = (q - zero) scale */
function dequantise(call: Call, [q, scale, zero]: readonly Tensor[]): Tensor {
  const quantum = quanta(call, scale!, zero);
  const data = allocate(scale!.type, q!.data.length);
  for (let i = 0; i < data.length; i++) {
    const [step, offset] = quantum(i);
    data[i] = (Number(q!.data[i]) - offset) * step;
  }
  return { type: scale!.type, dims: q!.dims, data };
}

/** q = round(x / scale) + zero, as far as the type goes */
function quantise(call: Call, [x, scale, zero]: readonly Tensor[]): Tensor {
  const type = quantisedType(call);
  const [low, high] =
    integerRange(type) ?? call.fail('unsupported-type', `numbers are not quantised to ${type}`);
  const quantum = quanta(call, scale!, zero);
  const data = allocate(type, x!.data.length);
  for (let i = 0; i < data.length; i++) {
    const [step, offset] = quantum(i);
    data[i] = Math.min(high, Math.max(low, roundHalfEven(Math.fround(Number(x!.data[i]) / step)) + offset));
  }
  return { type, dims: x!.dims, data };
}

function quantisedType(call: Call): DataType {
  return call.has(2) ? call.type(2) : 'uint8';
}

/** Weights become numbers here; pairs around activations are gone since the file was read. */
export const quantiseRules = {
  DequantizeLinear: {
    infer: (call) => call.like(call.dims(0), call.type(1)),
    evaluate: (call, inputs) => [dequantise(call, inputs)],
  },
  QuantizeLinear: {
    infer: (call) => call.like(call.dims(0), quantisedType(call)),
    evaluate: (call, inputs) => [quantise(call, inputs)],
  },
} satisfies Record<string, Rule>;
