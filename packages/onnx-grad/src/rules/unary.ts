import type { Call } from './call.ts';
import { elementwise } from './evaluate.ts';
import type { Rule, Step } from './rule.ts';

/** An elementwise op: f for constants, and the gradient that dy becomes. */
export function unary(f: (x: number, call: Call) => number, gradient: (step: Step) => string): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x]) => [elementwise((v) => f(v, call), [x!], call.type(0))],
    gradient: (step) => [gradient(step)],
  };
}

const mul = ({ b }: Step, x: string, y: string): string => b.node('Mul', [x, y]);
const scaled = ({ b }: Step, x: string, factor: number): string =>
  factor === 1 ? x : b.node('Mul', [x, b.scalar(x, factor)]);

/** d sigmoid(x) = y (1 - y) dx */
function sigmoid(step: Step): string {
  const rest = step.b.node('Sub', [step.b.scalar(step.dy, 1), step.y()]);
  return mul(step, step.dy, mul(step, step.y(), rest));
}

/** d tanh(x) = (1 - y^2) dx */
function tanh(step: Step): string {
  const slope = step.b.node('Sub', [step.b.scalar(step.dy, 1), mul(step, step.y(), step.y())]);
  return mul(step, step.dy, slope);
}

/** d erf(x) = 2 / sqrt(pi) exp(-x^2) dx */
function erf(step: Step): string {
  const bell = step.b.node('Exp', [step.b.node('Neg', [mul(step, step.x(), step.x())])]);
  return mul(step, step.dy, scaled(step, bell, 2 / Math.sqrt(Math.PI)));
}

/** d softsign(x) = dx / (1 + |x|)^2 */
function softsign(step: Step): string {
  const { b, dy } = step;
  const whole = b.node('Add', [b.node('Abs', [step.x()]), b.scalar(dy, 1)]);
  return b.node('Div', [dy, mul(step, whole, whole)]);
}

/** Piecewise constant: no gradient flows. */
function flat(f: (x: number) => number): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x]) => [elementwise(f, [x!], call.type(0))],
    gradient: () => [null],
  };
}

export const unaryRules = {
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x)), sigmoid),
  Tanh: unary(Math.tanh, tanh),
  // d softplus(x) = sigmoid(x) dx
  Softplus: unary(
    (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    (step) => mul(step, step.dy, step.b.node('Sigmoid', [step.x()])),
  ),
  Softsign: unary((x) => x / (1 + Math.abs(x)), softsign),
  Neg: unary(
    (x) => -x,
    ({ b, dy }) => b.node('Neg', [dy]),
  ),
  // d |x| = sign(x) dx
  Abs: unary(Math.abs, (step) => mul(step, step.dy, step.b.node('Sign', [step.x()]))),
  // d exp(x) = y dx
  Exp: unary(Math.exp, (step) => mul(step, step.dy, step.y())),
  // d log(x) = dx / x
  Log: unary(Math.log, (step) => step.b.node('Div', [step.dy, step.x()])),
  // d sqrt(x) = dx / 2y
  Sqrt: unary(Math.sqrt, (step) => step.b.node('Div', [scaled(step, step.dy, 0.5), step.y()])),
  // d(1/x) = -y^2 dx
  Reciprocal: unary(
    (x) => 1 / x,
    (step) => mul(step, step.dy, step.b.node('Neg', [mul(step, step.y(), step.y())])),
  ),
  // d sin(x) = cos(x) dx
  Sin: unary(Math.sin, (step) => mul(step, step.dy, step.b.node('Cos', [step.x()]))),
  // d cos(x) = -sin(x) dx
  Cos: unary(Math.cos, (step) => mul(step, step.dy, step.b.node('Neg', [step.b.node('Sin', [step.x()])]))),
  Erf: { infer: (call) => call.like(call.dims(0)), gradient: (step) => [erf(step)] },
  Floor: flat(Math.floor),
  Ceil: flat(Math.ceil),
  Round: flat((x) => roundHalfEven(x)),
  Sign: flat(Math.sign),
} satisfies Record<string, Rule>;

function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}
