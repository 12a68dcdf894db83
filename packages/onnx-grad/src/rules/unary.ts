import type { Call } from './call.ts';
import { elementwise } from './evaluate.ts';
import type { Builder, Rule, Step } from './rule.ts';

/** An elementwise op: f for constants, and the gradient that dy becomes. */
export function unary(f: (x: number, call: Call) => number, gradient: (step: Step) => string): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x]) => [elementwise((v) => f(v, call), [x!], call.type(0))],
    gradient: (step) => [gradient(step)],
  };
}

/** An elementwise op that is said in other nodes, and so needs no gradient of its own. */
export function said(write: (call: Call, b: Builder, output: string) => void): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    lower: (call, b) => {
      write(call, b, call.node.outputs[0]!);
      return true;
    },
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

/** y = x (1 + erf(x / sqrt(2))) / 2, or with tanh(sqrt(2 / pi) (x + 0.044715 x^3)) for erf */
function gelu(call: Call, b: Builder, output: string): void {
  const x = call.input(0);
  const bend = call.text('approximate', 'none') === 'tanh' ? tanhBend(b, x) : erfBend(b, x);
  const gate = b.node('Add', [bend, b.scalar(x, 1)]);
  b.node('Mul', [b.node('Mul', [x, b.scalar(x, 0.5)]), gate], {}, output);
}

function erfBend(b: Builder, x: string): string {
  return b.node('Erf', [b.node('Mul', [x, b.scalar(x, Math.SQRT1_2)])]);
}

function tanhBend(b: Builder, x: string): string {
  const root = Math.sqrt(2 / Math.PI);
  const slope = b.node('Mul', [b.node('Mul', [x, x]), b.scalar(x, 0.044715 * root)]);
  return b.node('Tanh', [b.node('Mul', [x, b.node('Add', [slope, b.scalar(x, root)])])]);
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
  Gelu: said(gelu),
  // y = x tanh(softplus(x))
  Mish: said((call, b, output) => {
    const gate = b.node('Tanh', [b.node('Softplus', [call.input(0)])]);
    b.node('Mul', [call.input(0), gate], {}, output);
  }),
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

/** To the nearest whole number, halves to the even one. */
export function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}
