import { isFloat, numbersOf, typeCode } from '../file/tensor.ts';
import type { Call } from './call.ts';
import { elementwise } from './evaluate.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { broadcastInputs, range } from './shapes.ts';
import { asNumbers } from './mask.ts';

/** Broadcasting arithmetic on any number of inputs of one type. */
function arithmetic(f: (...values: number[]) => number, gradient: Rule['gradient']): Rule {
  return {
    infer: (call) => call.like(broadcastInputs(call, sameTyped(call))),
    evaluate: (call, inputs) => [elementwise(f, inputs, call.type(0))],
    ...(gradient && { gradient }),
  };
}

/** JavaScript calls functions with about as many arguments. */
const mostInputs = 10_000;

/** All inputs, which must have one type (but for Pow's exponent). */
function sameTyped(call: Call): number[] {
  if (call.node.inputs.length > mostInputs)
    call.fail('too-large', `${call.node.inputs.length} inputs, more than ${mostInputs}`);
  const all = range(call.node.inputs.length);
  const types = [...new Set(all.map((i) => call.type(i)))];
  if (types.length > 1 && call.node.op !== 'Pow')
    call.fail('unsupported-type', `inputs of different types: ${types.join(', ')}`);
  return all;
}

const total = (...values: number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The gradients of the inputs that want one. */
function each(step: Step, gradient: (i: number) => string): (string | null)[] {
  return step.call.node.inputs.map((_, i) => (step.wants(i) ? gradient(i) : null));
}

/** d(ab) = b da + a db */
function mul(step: Step): (string | null)[] {
  return each(step, (i) => step.b.node('Mul', [step.dy, step.x(1 - i)]));
}

/** d(a/b) = da / b - y db / b */
function div(step: Step): (string | null)[] {
  const { b } = step;
  const quotient = b.node('Div', [step.dy, step.x(1)]);
  return each(step, (i) => (i === 0 ? quotient : b.node('Neg', [b.node('Mul', [quotient, step.y()])])));
}

/** d(a^p) = p a^(p-1) da + y log(a) dp */
function pow(step: Step): (string | null)[] {
  return each(step, (i) => (i === 0 ? powBase(step) : powExponent(step)));
}

function powBase(step: Step): string {
  const { b, dy } = step;
  const power = b.node('Pow', [step.x(0), lessOne(b, step.x(1))]);
  return b.node('Mul', [dy, b.node('Mul', [power, toTypeOf(step, step.x(1), dy)])]);
}

/** p - 1, but 0 where p is 0: at x = 0 the slope is 0 then, and 0 times 0^-1 is NaN. */
function lessOne(b: Builder, exponent: string): string {
  const less = b.node('Sub', [exponent, b.scalar(exponent, 1)]);
  const known = b.known(exponent);
  if (known && !numbersOf(known).includes(0)) return less;
  const zero = b.scalar(exponent, 0);
  return b.node('Where', [b.node('Equal', [exponent, zero]), zero, less]);
}

/** Where the base is 0 so is the slope, as in PyTorch: y log(a) would be 0 times infinity. */
function powExponent(step: Step): string {
  const { b, dy } = step;
  const [base, y] = [step.x(0), step.y()];
  const slope = b.node('Mul', [y, b.node('Log', [base])]);
  const zero = b.scalar(base, 0);
  return b.node('Mul', [dy, b.node('Where', [b.node('Equal', [base, zero]), zero, slope])]);
}

/** Pow's exponent may be of another type than its base. */
function toTypeOf({ b }: Step, value: string, model: string): string {
  const { type } = b.type(model);
  return b.type(value).type === type ? value : b.node('Cast', [value], { to: typeCode(type) });
}

/** d max = dx where x is the extremum; equal inputs share. */
function extremum(step: Step): (string | null)[] {
  const { b } = step;
  const masks = step.call.node.inputs.map((x) => asNumbers(b, b.node('Equal', [x, step.y()]), step.dy));
  const share = masks.length === 1 ? step.dy : b.node('Div', [step.dy, b.node('Sum', masks)]);
  return each(step, (i) => b.node('Mul', [masks[i]!, share]));
}

function compare(f: (a: number, b: number) => boolean): Rule {
  return {
    infer: (call) => call.like(broadcastInputs(call, [0, 1]), 'bool'),
    evaluate: (_, inputs) => [elementwise((a = 0, b = 0) => Number(f(a, b)), inputs, 'bool')],
  };
}

export const binaryRules = {
  Add: arithmetic(total, (step) => [step.dy, step.dy]),
  // d(a - b) = da - db
  Sub: arithmetic(
    (a = 0, b = 0) => a - b,
    (step) => each(step, (i) => (i === 0 ? step.dy : step.b.node('Neg', [step.dy]))),
  ),
  Mul: arithmetic((a = 0, b = 0) => a * b, mul),
  Div: {
    ...arithmetic(() => 0, div),
    evaluate: (call, inputs) => {
      const whole = !isFloat(call.type(0));
      return [elementwise((a = 0, b = 0) => (whole ? Math.trunc(a / b) : a / b), inputs, call.type(0))];
    },
  },
  Pow: arithmetic((a = 0, b = 0) => a ** b, pow),
  Sum: arithmetic(total, (step) => each(step, () => step.dy)),
  // d mean(x_1 .. x_n) = (dx_1 + .. + dx_n) / n
  Mean: arithmetic(
    (...values) => total(...values) / values.length,
    (step) => {
      const share = step.b.node('Div', [step.dy, step.b.scalar(step.dy, step.call.node.inputs.length)]);
      return each(step, () => share);
    },
  ),
  Max: arithmetic(Math.max, extremum),
  Min: arithmetic(Math.min, extremum),
  Mod: {
    ...arithmetic(() => 0, undefined),
    evaluate: (call, inputs) => {
      // the remainder has the sign of a, as in C, or that of b, as in Python
      const truncated = call.int('fmod', 0) === 1;
      const remainder = (a = 0, b = 0): number => (truncated ? a % b : a - b * Math.floor(a / b));
      return [elementwise(remainder, inputs, call.type(0))];
    },
  },
  Equal: compare((a, b) => a === b),
  Greater: compare((a, b) => a > b),
  GreaterOrEqual: compare((a, b) => a >= b),
  Less: compare((a, b) => a < b),
  LessOrEqual: compare((a, b) => a <= b),
  And: compare((a, b) => a !== 0 && b !== 0),
  Or: compare((a, b) => a !== 0 || b !== 0),
  Xor: compare((a, b) => (a !== 0) !== (b !== 0)),
  IsNaN: {
    infer: (call) => call.like(call.dims(0), 'bool'),
    evaluate: (_, [x]) => [elementwise((v) => Number(Number.isNaN(v)), [x!], 'bool')],
  },
  Not: {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (_, [x]) => [elementwise((v) => Number(v === 0), [x!], 'bool')],
  },
  // d where(c, a, b) = where(c, da, 0) + where(c, 0, db)
  Where: {
    infer: (call) => call.like(broadcastInputs(call, [0, 1, 2]), call.type(1)),
    evaluate: (call, inputs) => [elementwise((c = 0, a = 0, b = 0) => (c ? a : b), inputs, call.type(1))],
    gradient: (step) => [
      null,
      step.wants(1) ? step.b.node('Where', [step.x(0), step.dy, step.b.scalar(step.dy, 0)]) : null,
      step.wants(2) ? step.b.node('Where', [step.x(0), step.b.scalar(step.dy, 0), step.dy]) : null,
    ],
  },
} satisfies Record<string, Rule>;
