import { sizeOf } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Builder, Rule } from './rule.ts';

/** A value and the letters of its axes. */
interface Term {
  readonly value: string;
  readonly axes: string;
}

interface Equation {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly sizes: ReadonlyMap<string, number>;
}

/** "bhid,bhjd->bhij"; without an arrow the letters that occur once, in alphabetic order. */
function equationOf(call: Call): Equation {
  const text = call.text('equation', '').replaceAll(' ', '');
  const [left = '', right] = text.split('->');
  const inputs = left.split(',');
  const once = Array.from(left).filter((c) => c !== ',' && left.indexOf(c) === left.lastIndexOf(c));
  const output = right ?? once.sort().join('');
  const plain = [...inputs, output].every(
    (axes) => /^[A-Za-z]*$/.test(axes) && new Set(axes).size === axes.length,
  );
  if (!plain || inputs.length !== call.node.inputs.length)
    call.fail(
      'unsupported-attribute',
      `equation "${text}": expected one letter an axis, each once in a term`,
    );
  return { inputs, output, sizes: sizesOf(call, inputs, output) };
}

function sizesOf(call: Call, inputs: readonly string[], output: string): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((axes, i) => {
    if (axes.length !== call.rank(i)) call.fail('bad-shape', `"${axes}" is not an axis a letter`);
    Array.from(axes).forEach((axis, at) => {
      const size = call.dims(i)[at]!;
      if ((sizes.get(axis) ?? size) !== size) call.fail('bad-shape', `axis ${axis} has two sizes`);
      sizes.set(axis, size);
    });
  });
  if (Array.from(output).some((axis) => !sizes.has(axis)))
    call.fail('bad-shape', `"${output}" has axes of its own`);
  return sizes;
}

/** Two at a time, from the left; axes that nobody needs any more are summed. */
function contract(call: Call, b: Builder, { inputs, output, sizes }: Equation): Term {
  const terms = inputs.map((axes, i): Term => ({ value: call.input(i), axes }));
  const [first, ...rest] = terms;
  return rest.reduce((done, term, i) => {
    const later = output + inputs.slice(i + 2).join('');
    return product(b, summed(b, done, later + term.axes), summed(b, term, later + done.axes), later, sizes);
  }, first!);
}

function summed(b: Builder, { value, axes }: Term, needed: string): Term {
  const gone = Array.from(axes).flatMap((axis, i) => (needed.includes(axis) ? [] : [i]));
  if (gone.length === 0) return { value, axes };
  return {
    value: b.node('ReduceSum', [value, b.ints(gone)], { keepdims: 0 }),
    axes: Array.from(axes)
      .filter((axis) => needed.includes(axis))
      .join(''),
  };
}

/** As one MatMul: [shared, own of a, summed] x [shared, summed, own of b]. */
function product(
  b: Builder,
  left: Term,
  right: Term,
  needed: string,
  sizes: ReadonlyMap<string, number>,
): Term {
  const both = Array.from(left.axes).filter((axis) => right.axes.includes(axis));
  const shared = both.filter((axis) => needed.includes(axis)).join('');
  const inner = both.filter((axis) => !needed.includes(axis)).join('');
  const own = ({ axes }: Term): string =>
    Array.from(axes)
      .filter((axis) => !both.includes(axis))
      .join('');
  const as = (term: Term, groups: readonly string[]): string => {
    const count = (axes: string): number => sizeOf(Array.from(axes).map((axis) => sizes.get(axis)!));
    return b.node('Reshape', [ordered(b, term, groups.join('')), b.ints(groups.map(count))]);
  };
  const [a, w] = [as(left, [shared, own(left), inner]), as(right, [shared, inner, own(right)])];
  const axes = shared + own(left) + own(right);
  const dims = Array.from(axes).map((axis) => sizes.get(axis)!);
  return { value: b.node('Reshape', [b.node('MatMul', [a, w]), b.ints(dims)]), axes };
}

function ordered(b: Builder, { value, axes }: Term, wanted: string, name?: string): string {
  const perm = Array.from(wanted).map((axis) => axes.indexOf(axis));
  if (name === undefined && wanted === axes) return value;
  return b.node(wanted === axes ? 'Identity' : 'Transpose', [value], wanted === axes ? {} : { perm }, name);
}

export const einsumRules = {
  // said as sums, Transposes and MatMuls
  Einsum: {
    infer: (call) => {
      const { output, sizes } = equationOf(call);
      return call.like(Array.from(output).map((axis) => sizes.get(axis)!));
    },
    lower: (call, b) => {
      const equation = equationOf(call);
      const term = summed(b, contract(call, b, equation), equation.output);
      ordered(b, term, equation.output, call.node.outputs[0]);
      return true;
    },
  },
} satisfies Record<string, Rule>;
