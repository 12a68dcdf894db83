import { isFloat, tensorOf, numbersOf, typeCode, typeOfCode, type Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Rule } from './rule.ts';

const same: Rule = {
  infer: (call) => call.like(call.dims(0)),
  evaluate: (_, inputs) => [inputs[0]!],
  gradient: ({ dy }) => [dy],
};

function cast(call: Call, x: Tensor): Tensor {
  const to = typeOfCode(call.int('to', 1));
  const values = numbersOf(x);
  if (to === 'bool')
    return tensorOf(
      to,
      x.dims,
      values.map((v) => Number(v !== 0)),
    );
  return tensorOf(to, x.dims, isFloat(to) ? values : values.map(Math.trunc));
}

/** Ops that change nothing but the type. */
export const identityRules = {
  Identity: same,
  Dropout: same,
  Cast: {
    infer: (call) => call.like(call.dims(0), typeOfCode(call.int('to', 1))),
    evaluate: (call, [x]) => [cast(call, x!)],
    gradient: ({ b, call, dy }) => [
      isFloat(call.type(0)) ? b.node('Cast', [dy], { to: typeCode(call.type(0)) }) : null,
    ],
  },
  CastLike: {
    infer: (call) => call.like(call.dims(0), call.type(1)),
    lower: (call, b) => {
      b.node('Cast', [call.input(0)], { to: typeCode(call.type(1)) }, call.node.outputs[0]);
      return true;
    },
  },
} satisfies Record<string, Rule>;
