import type { Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import { elementwise } from './evaluate.ts';
import { gated } from './gate.ts';
import { isInside, isPositive, masked } from './mask.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { said, unary } from './unary.ts';

/** d relu(x) = [y > 0] dx */
function relu(step: Step): string {
  return gated(step, isPositive(step.b, step.y()), { low: 0 });
}

/** `low` where a mask is 0, 1 where it is 1. */
function atLeast(b: Builder, mask: string, low: number): string {
  if (low >= 0 && low <= 1) return b.node('Max', [mask, b.scalar(mask, low)]);
  return b.node('Add', [b.node('Mul', [mask, b.scalar(mask, 1 - low)]), b.scalar(mask, low)]);
}

/** d leaky_relu(x) = [x > 0] dx, else alpha dx */
function leakyRelu({ b, dy, call, ...step }: Step): string {
  return b.node('Mul', [dy, atLeast(b, isPositive(b, step.x()), call.float('alpha', 0.01))]);
}

/** d elu(x) = [x > 0] dx, else (y + alpha) dx */
function elu({ b, dy, call, ...step }: Step): string {
  const closed = b.node('Add', [step.y(), b.scalar(dy, call.float('alpha', 1))]);
  const slope = b.node('Where', [b.node('Greater', [step.x(), b.scalar(dy, 0)]), b.scalar(dy, 1), closed]);
  return b.node('Mul', [dy, slope]);
}

/** d prelu(x) = [x > 0] dx, else slope dx; d/dslope = [x <= 0] x */
function prelu({ b, dy, ...step }: Step): (string | null)[] {
  const open = b.node('Greater', [step.x(), b.scalar(dy, 0)]);
  const dx = b.node('Where', [open, dy, b.node('Mul', [dy, step.x(1)])]);
  return [dx, step.wants(1) ? b.node('Mul', [dy, b.node('Min', [step.x(), b.scalar(dy, 0)])]) : null];
}

/** d hard_sigmoid(x) = alpha [0 < y < 1] dx */
function hardSigmoid(step: Step): string {
  const { b, call } = step;
  const passed = gated(step, isInside(b, step.y(), 0, 1), { low: 0, high: 1 });
  return b.node('Mul', [passed, b.scalar(passed, call.float('alpha', 0.2))]);
}

/**
 * d clip(x) = dx where nothing was clipped: told by y where the bounds are known, so that x is not kept, and a runtime
 * that fuses Conv and Clip may do so.
 */
function clip(step: Step): string {
  const { b, dy, call } = step;
  const bounds = [1, 2].map((i) => (call.has(i) ? call.constant(i) : null));
  if (bounds.includes(undefined)) return masked(b, b.node('Equal', [step.x(), step.y()]), dy);
  const [low, high] = bounds.map((tensor) => (tensor ? Number(tensor.data[0]) : NaN)).map(reachable);
  if (low === undefined && high === undefined) return dy;
  return gated(step, isInside(b, step.y(), low, high), { low, high });
}

/** A bound, unless it is one in name only: as far as numbers go. */
function reachable(bound: number): number | undefined {
  return Math.abs(bound) < 3.4e38 ? bound : undefined;
}

const hard = (x: number, alpha: number, beta: number): number => Math.min(1, Math.max(0, alpha * x + beta));

function clipped(call: Call, x: Tensor, low?: Tensor, high?: Tensor): Tensor {
  const [least, most] = [low ? Number(low.data[0]) : -Infinity, high ? Number(high.data[0]) : Infinity];
  return elementwise((v) => Math.min(most, Math.max(least, v)), [x], call.type(0));
}

/** Activations that bend: pieces of lines, mostly. */
export const rectifierRules = {
  Relu: unary((x) => Math.max(0, x), relu),
  LeakyRelu: unary((x, call) => (x > 0 ? x : call.float('alpha', 0.01) * x), leakyRelu),
  PRelu: {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, inputs) => [
      elementwise((x = 0, slope = 0) => (x > 0 ? x : slope * x), inputs, call.type(0)),
    ],
    gradient: prelu,
  },
  Elu: unary((x, call) => (x > 0 ? x : call.float('alpha', 1) * Math.expm1(x)), elu),
  HardSigmoid: unary((x, call) => hard(x, call.float('alpha', 0.2), call.float('beta', 0.5)), hardSigmoid),
  // y = x hard_sigmoid(x) with slope 1/6: said in other nodes, so that it needs no gradient of its own
  HardSwish: said((call, b, output) => {
    const gate = b.node('HardSigmoid', [call.input(0)], { alpha: 1 / 6, beta: 0.5 });
    b.node('Mul', [call.input(0), gate], {}, output);
  }),
  // y = gamma elu(x)
  Selu: said((call, b, output) => {
    const curve = b.node('Elu', [call.input(0)], { alpha: call.float('alpha', 1.6732632423543772) });
    b.node('Mul', [curve, b.scalar(curve, call.float('gamma', 1.0507009873554805))], {}, output);
  }),
  // y = alpha elu(x / alpha)
  Celu: said((call, b, output) => {
    const alpha = b.scalar(call.input(0), call.float('alpha', 1));
    const curve = b.node('Elu', [b.node('Div', [call.input(0), alpha])], { alpha: 1 });
    b.node('Mul', [curve, alpha], {}, output);
  }),
  // y = x where x > alpha, else 0
  ThresholdedRelu: said((call, b, output) => {
    const x = call.input(0);
    const above = b.node('Sub', [x, b.scalar(x, call.float('alpha', 1))]);
    b.node('Mul', [x, isPositive(b, above)], {}, output);
  }),
  // y = x - bias where x > lambd, x + bias where x < -lambd, else 0
  Shrink: said((call, b, output) => {
    const [x, lambd] = [call.input(0), call.float('lambd', 0.5)];
    const beyond = b.node('Sub', [b.node('Abs', [x]), b.scalar(x, lambd)]);
    const moved = b.node('Sub', [
      x,
      b.node('Mul', [b.node('Sign', [x]), b.scalar(x, call.float('bias', 0))]),
    ]);
    b.node('Mul', [moved, isPositive(b, beyond)], {}, output);
  }),
  Clip: {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x, low, high]) => [clipped(call, x!, low, high)],
    gradient: (step) => [clip(step), null, null],
  },
} satisfies Record<string, Rule>;
