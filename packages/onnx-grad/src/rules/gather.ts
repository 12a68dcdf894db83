import { numbersOf, sizeOf } from '../file/tensor.ts';
import type { Call } from './call.ts';
import { pick } from './evaluate.ts';
import type { Rule } from './rule.ts';
import { scatterAxis } from './scatter.ts';

/** An index tensor must be constant: what is gathered is decided by the network, not by the picture. */
function gatherIndices(call: Call): number[] {
  const axis = call.axis(call.int('axis', 0));
  const size = call.dims(0)[axis]!;
  return numbersOf(call.known(1)).map((index) => {
    if (index >= -size && index < size) return index < 0 ? index + size : index;
    return call.fail('bad-shape', `index ${index} is outside 0 to ${size - 1}`);
  });
}

function gatheredDims(call: Call): readonly number[] {
  return call.dims(0).toSpliced(call.axis(call.int('axis', 0)), 1, ...call.dims(1));
}

const gather: Rule = {
  infer: (call) => call.like(gatheredDims(call)),
  evaluate: (call, [x]) => {
    const axis = call.axis(call.int('axis', 0));
    const rows = gatherIndices(call);
    const [outer, size, inner] = [
      sizeOf(x!.dims.slice(0, axis)),
      x!.dims[axis]!,
      sizeOf(x!.dims.slice(axis + 1)),
    ];
    const indices = new Int32Array(outer * rows.length * inner);
    let i = 0;
    for (let o = 0; o < outer; o++) {
      for (const row of rows) for (let k = 0; k < inner; k++) indices[i++] = (o * size + row) * inner + k;
    }
    return [pick(x!, gatheredDims(call), indices)];
  },
  // d gather(x, i) = sum of dx over the places that took the same element
  gradient: ({ b, call, dy }) => {
    const axis = call.axis(call.int('axis', 0));
    const indices = gatherIndices(call);
    if (indices.length === 0) return [null, null];
    call.spend(call.dims(0)[axis]! * indices.length);
    const flat = b.node('Reshape', [dy, b.ints(call.dims(0).with(axis, indices.length))]);
    return [scatterAxis(b, flat, axis, indices, call.dims(0)[axis]!), null];
  },
};

export const gatherRules = { Gather: gather } satisfies Record<string, Rule>;
