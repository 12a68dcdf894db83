import { numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import { asNumbers } from './mask.ts';
import type { Rule, Step } from './rule.ts';
import { range, stridesOf } from './shapes.ts';

/** The axes of a reduction: an attribute, or for ReduceSum an input; when not given all of them, or none where it says so. */
function reducedAxes(call: Call): number[] {
  const isSum = call.node.op === 'ReduceSum';
  const given = isSum ? (call.has(1) ? call.ints(1) : undefined) : call.list('axes');
  const axes = given?.map((axis) => call.axis(axis)) ?? [];
  const none = isSum && call.int('noop_with_empty_axes', 0) === 1;
  return axes.length > 0 || none ? axes : range(call.rank(0));
}

/** The input's shape with 1 where it was reduced. */
function keptDims(call: Call): readonly number[] {
  const axes = reducedAxes(call);
  return call.dims(0).map((size, axis) => (axes.includes(axis) ? 1 : size));
}

function reducedDims(call: Call): readonly number[] {
  const axes = reducedAxes(call);
  return call.int('keepdims', 1) ? keptDims(call) : call.dims(0).filter((_, axis) => !axes.includes(axis));
}

function reduction(f: (values: readonly number[]) => number, gradient?: Rule['gradient']): Rule {
  return {
    infer: (call) => call.like(reducedDims(call)),
    evaluate: (call, [x]) => [reduceTensor(call, x!, f)],
    ...(gradient && { gradient }),
  };
}

function reduceTensor(call: Call, x: Tensor, f: (values: readonly number[]) => number): Tensor {
  const kept = keptDims(call);
  const [from, to] = [stridesOf(x.dims), stridesOf(kept)];
  const groups = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  numbersOf(x).forEach((value, flat) => {
    const group = x.dims.reduce(
      (sum, size, axis) => sum + (kept[axis] === 1 ? 0 : (Math.floor(flat / from[axis]!) % size) * to[axis]!),
      0,
    );
    groups[group]!.push(value);
  });
  return tensorOf(x.type, reducedDims(call), groups.map(f));
}

/** A gradient or output of the reduction, with its reduced axes back as 1. */
function kept(step: Step, value: string): string {
  return step.call.int('keepdims', 1)
    ? value
    : step.b.node('Reshape', [value, step.b.ints(keptDims(step.call))]);
}

function spread(step: Step, value: string): string {
  return step.b.node('Expand', [value, step.b.ints(step.call.dims(0))]);
}

function count(step: Step): number {
  return sizeOf(step.call.dims(0)) / sizeOf(keptDims(step.call));
}

/** d mean(x) = mean(dx) */
function mean(step: Step): string[] {
  const share = step.b.node('Mul', [step.dy, step.b.scalar(step.dy, 1 / count(step))]);
  return [spread(step, kept(step, share))];
}

/** d max(x) = dx at the maximum; equal maxima share */
function extremum(step: Step): string[] {
  const { b } = step;
  const mask = asNumbers(b, b.node('Equal', [step.x(), kept(step, step.y())]), step.dy);
  const axes = b.ints(reducedAxes(step.call));
  const share = b.node('Div', [kept(step, step.dy), b.node('ReduceSum', [mask, axes])]);
  return [b.node('Mul', [mask, share])];
}

/** d |x|_2 = x / y dx */
function l2(step: Step): string[] {
  const { b } = step;
  return [b.node('Mul', [step.x(), b.node('Div', [kept(step, step.dy), kept(step, step.y())])])];
}

/** d |x|_1 = sign(x) dx */
function l1(step: Step): string[] {
  return [step.b.node('Mul', [step.b.node('Sign', [step.x()]), kept(step, step.dy)])];
}

/** d sum(x^2) = 2 x dx */
function sumSquare(step: Step): string[] {
  const { b, dy } = step;
  return [b.node('Mul', [step.x(), b.node('Mul', [kept(step, dy), b.scalar(dy, 2)])])];
}

/** d log(sum(exp(x))) = exp(x - y) dx */
function logSumExp(step: Step): string[] {
  const { b } = step;
  const soft = b.node('Exp', [b.node('Sub', [step.x(), kept(step, step.y())])]);
  return [b.node('Mul', [soft, kept(step, step.dy)])];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

export const reduceRules = {
  ReduceSum: reduction(sum, (step) => [spread(step, kept(step, step.dy)), null]),
  ReduceMean: reduction((values) => sum(values) / values.length, mean),
  ReduceMax: reduction(largest, extremum),
  ReduceMin: reduction((values) => -largest(values.map((v) => -v)), extremum),
  ReduceProd: reduction((values) => values.reduce((a, b) => a * b, 1)),
  ReduceL1: reduction((values) => sum(values.map(Math.abs)), l1),
  ReduceL2: reduction((values) => Math.sqrt(sum(values.map((v) => v * v))), l2),
  ReduceSumSquare: reduction((values) => sum(values.map((v) => v * v)), sumSquare),
  ReduceLogSumExp: reduction((values) => Math.log(sum(values.map(Math.exp))), logSumExp),
} satisfies Record<string, Rule>;
