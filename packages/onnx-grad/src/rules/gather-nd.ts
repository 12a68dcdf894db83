import { int64s, sizeOf } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Attributes, Builder, Rule } from './rule.ts';
import { range, sameDims } from './shapes.ts';

/** GatherND: the last axis of the indices [..., k] names places along the first k axes of the data (after batch_dims). */
function gatherDims(call: Call): readonly number[] {
  const [data, indices] = [call.dims(0), call.dims(1)];
  const batch = call.int('batch_dims', 0);
  const width = indices.at(-1) ?? 0;
  const fits = batch >= 0 && width >= 1 && batch + width <= data.length && batch < indices.length;
  if (!fits || !sameDims(data.slice(0, batch), indices.slice(0, batch)))
    call.fail('bad-shape', `indices of ${width} numbers do not fit, batch_dims ${batch}`);
  return [...indices.slice(0, -1), ...data.slice(batch + width)];
}

const gatherND: Rule = {
  infer: (call) => call.like(gatherDims(call)),
  // Batch axes become indices, which ScatterND understands.
  lower: (call, b) => {
    const batch = call.int('batch_dims', 0);
    if (batch === 0) return false;
    gatherDims(call);
    const whole = b.node('Concat', [...range(batch).map((axis) => count(call, b, axis)), call.input(1)], {
      axis: -1,
    });
    b.node('GatherND', [call.input(0), whole], {}, call.node.outputs[0]);
    return true;
  },
  // d gather(x, i) = sum of dx over the places that took the same element
  gradient: ({ b, call, dy }) => [
    b.node('ScatterND', [b.zeros(dy, call.dims(0)), call.input(1), dy], { reduction: 'add' }),
    null,
  ],
};

/** Indices along a batch axis, in the shape of the given ones: [..., 1]. */
function count(call: Call, b: Builder, axis: number): string {
  const dims = call.dims(1).with(-1, 1);
  call.spend(sizeOf(dims));
  const column = { ...int64s(range(dims[axis]!)), dims: dims.map((size, i) => (i === axis ? size : 1)) };
  return b.node('Expand', [b.constant(column), b.ints(dims)]);
}

function scatterDims(call: Call): readonly number[] {
  const dims = call.dims(0);
  const width = call.dims(1).at(-1) ?? 0;
  const updates = [...call.dims(1).slice(0, -1), ...dims.slice(width)];
  if (width < 1 || width > dims.length || !sameDims(updates, call.dims(2)))
    call.fail('bad-shape', `updates of shape [${updates.join(', ')}] were expected`);
  return dims;
}

function scattering(
  dims: (call: Call) => readonly number[],
  gather: string,
  along: (axis: number) => Attributes,
): Rule {
  return {
    infer: (call) => call.like(dims(call)),
    // d scatter(x, i, u) = dx where nothing was put (everywhere when it was added); du is gathered
    gradient: (step) => {
      const { b, call, dy } = step;
      const reduction = call.text('reduction', 'none');
      if (reduction !== 'none' && reduction !== 'add')
        call.fail('unsupported-attribute', `reduction ${reduction} has no gradient`);
      const attributes = along(call.int('axis', 0));
      const rest = (): string =>
        b.node(call.node.op, [dy, call.input(1), b.zeros(dy, call.dims(2))], {
          ...attributes,
          reduction: 'none',
        });
      return [
        step.wants(0) ? (reduction === 'add' ? dy : rest()) : null,
        null,
        step.wants(2) ? b.node(gather, [dy, call.input(1)], attributes) : null,
      ];
    },
  };
}

/** GatherElements: as many axes, and no more elements than the data but along `axis`. */
function checkElements(call: Call): readonly number[] {
  const [data, indices] = [call.dims(0), call.dims(1)];
  const axis = call.axis(call.int('axis', 0));
  const fits = data.length === indices.length && indices.every((size, i) => i === axis || size <= data[i]!);
  return fits ? indices : call.fail('bad-shape', 'the indices do not fit the data');
}

const gatherElements: Rule = {
  infer: (call) => call.like(checkElements(call)),
  gradient: ({ b, call, dy }) => {
    const axis = call.int('axis', 0);
    const zeros = b.zeros(dy, call.dims(0));
    return [b.node('ScatterElements', [zeros, call.input(1), dy], { axis, reduction: 'add' }), null];
  },
};

function scatterElementsDims(call: Call): readonly number[] {
  if (!sameDims(checkElements(call), call.dims(2)))
    call.fail('bad-shape', 'one update an index was expected');
  return call.dims(0);
}

export const gatherNDRules = {
  GatherND: gatherND,
  ScatterND: scattering(scatterDims, 'GatherND', () => ({})),
  GatherElements: gatherElements,
  ScatterElements: scattering(scatterElementsDims, 'GatherElements', (axis) => ({ axis })),
} satisfies Record<string, Rule>;
