import { tensorOf, type Tensor } from '../file/tensor.ts';
import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';

function channelsOf(call: Call): number {
  const channels = call.dims(0)[1] ?? call.fail('bad-shape', 'there is no channel axis');
  for (let i = 1; i < 5; i++) {
    if (call.dims(i).join() !== String(channels))
      call.fail('bad-shape', `input ${i} should have ${channels} numbers`);
  }
  return channels;
}

/** d bn(x) = scale / sqrt(var + eps) dx */
function batchNorm({ b, call, dy }: Step): string {
  const epsilon = call.float('epsilon', 1e-5);
  const variance = b.node('Add', [call.input(4), b.scalar(call.input(4), epsilon)]);
  const slope = b.node('Div', [call.input(1), b.node('Sqrt', [variance])]);
  const dims = call.dims(0).map((size, axis) => (axis === 1 ? size : 1));
  return b.node('Mul', [dy, b.node('Reshape', [slope, b.ints(dims)])]);
}

interface Lrn {
  readonly power: string;
  readonly base: string;
  readonly slope: number;
  readonly beta: number;
  readonly size: number;
}

/** Y = X S^-beta with S = bias + alpha / size * (sum of X^2 over `size` channels): said in nodes whose S the gradient shares. */
function lrn(call: Call, b: Builder): Lrn {
  const [size, alpha, beta] = [call.int('size', 1), call.float('alpha', 1e-4), call.float('beta', 0.75)];
  const x = call.input(0);
  const squares = b.node('Mul', [x, x]);
  const sums = acrossChannels(b, squares, band(call, size, false));
  const base = b.node('Add', [
    b.node('Mul', [sums, b.scalar(x, alpha / size)]),
    b.scalar(x, call.float('bias', 1)),
  ]);
  return {
    base,
    power: b.node('Pow', [base, b.scalar(x, -beta)]),
    slope: (2 * alpha * beta) / size,
    beta,
    size,
  };
}

/** d lrn(x) = S^-beta dx - 2 alpha beta / size x window(x S^(-beta - 1) dx) */
function lrnGradient(step: Step): string {
  const { b, call, dy } = step;
  const { base, power, slope, size } = lrn(call, b);
  const inner = b.node('Div', [b.node('Mul', [dy, step.y()]), base]);
  const spread = acrossChannels(b, inner, band(call, size, true));
  const far = b.node('Mul', [step.x(), b.node('Mul', [spread, b.scalar(dy, slope)])]);
  return b.node('Sub', [b.node('Mul', [dy, power]), far]);
}

/** A C x C matrix with ones where channel j is in the window of channel i (transposed: i in that of j). */
function band(call: Call, size: number, transposed: boolean): Tensor {
  const channels = call.dims(0)[1]!;
  const [low, high] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  const ones = new Float64Array(channels * channels).map((_, at) => {
    const [i, j] = [Math.floor(at / channels), at % channels];
    const reach = transposed ? i - j : j - i;
    return Number(reach >= -low && reach <= high);
  });
  return tensorOf(
    call.type(0),
    [
      channels,
      channels,
      ...call
        .dims(0)
        .slice(2)
        .map(() => 1),
    ],
    ones,
  );
}

function acrossChannels(b: Builder, value: string, matrix: Tensor): string {
  return b.node('Conv', [value, b.constant(matrix)], { kernel_shape: matrix.dims.slice(2) });
}

export const normalisationRules = {
  BatchNormalization: {
    infer: (call) => {
      channelsOf(call);
      return call.like(call.dims(0));
    },
    gradient: (step) => [batchNorm(step)],
  },
  LRN: {
    infer: (call) =>
      call.rank(0) > 2 ? call.like(call.dims(0)) : call.fail('bad-shape', 'spatial axes are missing'),
    gradient: (step) => [lrnGradient(step)],
  },
} satisfies Record<string, Rule>;
