import { sizeOf } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Rule } from './rule.ts';
import { sameDims } from './shapes.ts';

/** Same numbers in the same order, another shape. */
function reshaping(shape: (call: Call) => readonly number[]): Rule {
  return {
    infer: (call) => {
      const dims = shape(call);
      if (sizeOf(dims) === sizeOf(call.dims(0))) return call.like(dims);
      return call.fail(
        'bad-shape',
        `[${call.dims(0).join(', ')}] has ${sizeOf(call.dims(0))} numbers, [${dims.join(', ')}] needs ${sizeOf(dims)}`,
      );
    },
    evaluate: (call, [x]) => [{ ...x!, dims: shape(call) }],
    gradient: ({ b, call, dy }) => [
      sameDims(b.shape(dy), call.dims(0)) ? dy : b.node('Reshape', [dy, b.ints(call.dims(0))]),
    ],
  };
}

/** 0 copies the input's size (unless allowzero), -1 is whatever is left. */
function reshape(call: Call): readonly number[] {
  const dims = call.dims(0);
  const asked = call
    .ints(1)
    .map((size, i) => (size === 0 && call.int('allowzero', 0) === 0 ? (dims[i] ?? 0) : size));
  const rest = sizeOf(dims) / asked.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  const open = asked.filter((size) => size === -1).length;
  if (open > 1 || asked.some((size) => size < -1) || (open === 1 && !Number.isInteger(rest))) {
    return call.fail('bad-shape', `[${dims.join(', ')}] cannot become [${call.ints(1).join(', ')}]`);
  }
  return perBatch(
    dims,
    asked.map((size) => (size === -1 ? rest : size)),
  );
}

/** Files made for a batch of one say so in their reshapes, [1, 9216]: with a batch of n, n is meant. */
function perBatch(dims: readonly number[], asked: readonly number[]): readonly number[] {
  const [batch = 1] = dims;
  return asked[0] === 1 && sizeOf(asked) * batch === sizeOf(dims) ? asked.with(0, batch) : asked;
}

function flatten(call: Call): readonly number[] {
  const dims = call.dims(0);
  const given = call.int('axis', 1);
  const axis = given === dims.length ? given : call.axis(given);
  return [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))];
}

function squeeze(call: Call): readonly number[] {
  const dims = call.dims(0);
  const axes = call.has(1) ? call.ints(1).map((axis) => call.axis(axis)) : undefined;
  const wrong = axes?.find((axis) => dims[axis] !== 1);
  if (wrong !== undefined)
    call.fail('bad-shape', `axis ${wrong} has ${dims[wrong]!} elements, only 1 can be squeezed`);
  return dims.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1));
}

function unsqueeze(call: Call): readonly number[] {
  const rank = call.rank(0) + call.ints(1).length;
  const axes = new Set(call.ints(1).map((axis) => call.axis(axis, rank)));
  const rest = [...call.dims(0)];
  if (axes.size + rest.length !== rank) call.fail('bad-shape', 'an axis is inserted twice');
  return Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : rest.shift()!));
}

export const reshapeRules = {
  Reshape: {
    ...reshaping(reshape),
    lower: (call, b) => {
      const dims = reshape(call);
      if (sameDims(call.ints(1), dims)) return false;
      b.replay({ ...call.node, inputs: [call.input(0), b.ints(dims)], attributes: {} });
      return true;
    },
  },
  Flatten: reshaping(flatten),
  Squeeze: reshaping(squeeze),
  Unsqueeze: reshaping(unsqueeze),
} satisfies Record<string, Rule>;
