import type { Call } from './call.ts';
import { elementwise } from './evaluate.ts';
import type { Rule, Step } from './rule.ts';

/** f for constants, and the gradient that dy becomes. */
type Unary = readonly [f: (x: number, call: Call) => number, gradient: (step: Step) => string];

function unary([f, gradient]: Unary): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x]) => [elementwise((v) => f(v, call), [x!], call.type(0))],
    gradient: (step) => [gradient(step)],
  };
}

const mul = ({ b }: Step, x: string, y: string): string => b.node('Mul', [x, y]);
const scaled = ({ b }: Step, x: string, factor: number): string =>
  factor === 1 ? x : b.node('Mul', [x, b.scalar(x, factor)]);

/** dy where `mask`, else 0 */
export function masked({ b }: Step, mask: string, dy: string): string {
  return b.node('Where', [mask, dy, b.scalar(dy, 0)]);
}

const positive = ({ b }: Step, x: string): string => b.node('Greater', [x, b.scalar(x, 0)]);

/** d relu(x) = [y > 0] dx. `leaky` lets a tenth through where the unit is off; `guided` passes only what pushes up. */
function relu(step: Step): string {
  const { b, dy } = step;
  const open = positive(step, step.y());
  if (step.relu === 'leaky') return b.node('Where', [open, dy, scaled(step, dy, 0.1)]);
  return masked(step, open, step.relu === 'guided' ? b.node('Relu', [dy]) : dy);
}

/** d f(x) = [x > 0] dx, else slope dx */
function sloped(step: Step, slope: number): string {
  return step.b.node('Where', [positive(step, step.x()), step.dy, scaled(step, step.dy, slope)]);
}

/** d elu(x) = [x > 0] dx, else (y + alpha) dx */
function elu(step: Step): string {
  const slope = step.b.node('Add', [step.y(), step.b.scalar(step.dy, step.call.float('alpha', 1))]);
  return step.b.node('Where', [positive(step, step.x()), step.dy, mul(step, step.dy, slope)]);
}

/** d hard_sigmoid(x) = alpha [0 < y < 1] dx */
function hardSigmoid(step: Step): string {
  const { b, dy } = step;
  const inside = b.node('And', [positive(step, step.y()), b.node('Less', [step.y(), b.scalar(dy, 1)])]);
  return masked(step, inside, scaled(step, dy, step.call.float('alpha', 0.2)));
}

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

const hard = (x: number, alpha: number, beta: number): number => Math.min(1, Math.max(0, alpha * x + beta));
const relu6 = (x: number): number => hard(x, 1 / 6, 0.5);

/** y = x hard_sigmoid(x) with slope 1/6: said in other nodes, so that it needs no gradient of its own. */
const hardSwish: Rule = {
  infer: (call) => call.like(call.dims(0)),
  evaluate: (call, [x]) => [elementwise((v) => v * relu6(v), [x!], call.type(0))],
  lower: (call, b) => {
    const gate = b.node('HardSigmoid', [call.input(0)], { alpha: 1 / 6, beta: 0.5 });
    b.node('Mul', [call.input(0), gate], {}, call.node.outputs[0]);
    return true;
  },
};

/** Piecewise constant: no gradient flows. */
function flat(f: (x: number) => number): Rule {
  return {
    infer: (call) => call.like(call.dims(0)),
    evaluate: (call, [x]) => [elementwise(f, [x!], call.type(0))],
    gradient: () => [null],
  };
}

export const unaryRules = {
  Relu: unary([(x) => Math.max(0, x), relu]),
  LeakyRelu: unary([
    (x, call) => (x > 0 ? x : call.float('alpha', 0.01) * x),
    (step) => sloped(step, step.call.float('alpha', 0.01)),
  ]),
  Elu: unary([(x, call) => (x > 0 ? x : call.float('alpha', 1) * Math.expm1(x)), elu]),
  Sigmoid: unary([(x) => 1 / (1 + Math.exp(-x)), sigmoid]),
  HardSigmoid: unary([(x, call) => hard(x, call.float('alpha', 0.2), call.float('beta', 0.5)), hardSigmoid]),
  HardSwish: hardSwish,
  Tanh: unary([Math.tanh, tanh]),
  // d softplus(x) = sigmoid(x) dx
  Softplus: unary([
    (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    (step) => mul(step, step.dy, step.b.node('Sigmoid', [step.x()])),
  ]),
  Softsign: unary([(x) => x / (1 + Math.abs(x)), softsign]),
  Neg: unary([(x) => -x, ({ b, dy }) => b.node('Neg', [dy])]),
  // d |x| = sign(x) dx
  Abs: unary([Math.abs, (step) => mul(step, step.dy, step.b.node('Sign', [step.x()]))]),
  // d exp(x) = y dx
  Exp: unary([Math.exp, (step) => mul(step, step.dy, step.y())]),
  // d log(x) = dx / x
  Log: unary([Math.log, (step) => step.b.node('Div', [step.dy, step.x()])]),
  // d sqrt(x) = dx / 2y
  Sqrt: unary([Math.sqrt, (step) => step.b.node('Div', [scaled(step, step.dy, 0.5), step.y()])]),
  // d(1/x) = -y^2 dx
  Reciprocal: unary([
    (x) => 1 / x,
    (step) => mul(step, step.dy, step.b.node('Neg', [mul(step, step.y(), step.y())])),
  ]),
  // d sin(x) = cos(x) dx
  Sin: unary([Math.sin, (step) => mul(step, step.dy, step.b.node('Cos', [step.x()]))]),
  // d cos(x) = -sin(x) dx
  Cos: unary([Math.cos, (step) => mul(step, step.dy, step.b.node('Neg', [step.b.node('Sin', [step.x()])]))]),
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
