import { tensorOf, type Tensor } from '../file/tensor.ts';
import type { StaticType } from '../graph/graph.ts';
import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { broadcast, range } from './shapes.ts';
import { said } from './unary.ts';

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
  call.spend(channels * channels);
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

/** What standardising over some axes computes: (x - mean) * inverse and inverse = 1 / sqrt(variance + epsilon). */
interface Standard {
  readonly normal: string;
  readonly inverse: string;
  readonly mean: (value: string) => string;
}

function standardised({ b, call, ...step }: Step, axes: readonly number[]): Standard {
  const x = step.x();
  const mean = (value: string): string => b.node('ReduceMean', [value], { axes, keepdims: 1 });
  const centred = b.node('Sub', [x, mean(x)]);
  const variance = mean(b.node('Mul', [centred, centred]));
  const safe = b.node('Add', [variance, b.scalar(x, call.float('epsilon', 1e-5))]);
  const inverse = b.node('Reciprocal', [b.node('Sqrt', [safe])]);
  return { normal: b.node('Mul', [centred, inverse]), inverse, mean };
}

/** d standardised(x) = inverse (h - mean(h) - normal mean(normal h)), h = scale dx; d scale = normal, d bias = 1 */
function standardGradient(step: Step, axes: readonly number[], scale: string): [string, string, string] {
  const { b, dy } = step;
  const { normal, inverse, mean } = standardised(step, axes);
  const h = b.node('Mul', [dy, scale]);
  const along = b.node('Mul', [normal, mean(b.node('Mul', [normal, h]))]);
  const rest = b.node('Sub', [b.node('Sub', [h, mean(h)]), along]);
  return [b.node('Mul', [rest, inverse]), b.node('Mul', [dy, normal]), dy];
}

function layerAxes(call: Call): number[] {
  return range(call.rank(0)).slice(call.axis(call.int('axis', -1)));
}

/** Y, and the Mean and InvStdDev that were used. */
function layerTypes(call: Call): StaticType[] {
  const axes = layerAxes(call);
  const dims = call.dims(0);
  for (const i of [1, 2].filter((input) => call.has(input))) {
    if (broadcast([call.dims(i), axes.map((axis) => dims[axis]!)])?.length !== axes.length)
      call.fail('bad-shape', `input ${i} does not fit the axes that are normalised`);
  }
  const [statistics] = call.like(dims.map((size, axis) => (axes.includes(axis) ? 1 : size)));
  return [...call.like(dims), statistics!, statistics!];
}

/** The gradients by way of Y, and those of x by way of the Mean and the InvStdDev. */
function layerNorm(step: Step): (string | null)[] {
  const { b, call, dys } = step;
  const [dy, dMean, dInverse] = dys;
  const axes = layerAxes(call);
  const [dx, dScale, dBias] = dy === undefined ? [] : standardGradient(step, axes, step.x(1));
  const n = axes.reduce((product, axis) => product * call.dims(0)[axis]!, 1);
  const ways = [
    dx,
    // d mean(x) = dx / n
    dMean && b.node('Mul', [dMean, b.scalar(dMean, 1 / n)]),
    dInverse && inverseGradient(step, axes, dInverse, n),
  ].filter((way) => way !== undefined);
  return [ways.reduce((sum, way) => b.node('Add', [sum, way])), dScale ?? null, dBias ?? null];
}

/** d inverse(x) = -inverse^2 normal / n dx */
function inverseGradient(step: Step, axes: readonly number[], dInverse: string, n: number): string {
  const { b } = step;
  const { normal, inverse } = standardised(step, axes);
  const share = b.node('Mul', [dInverse, b.node('Mul', [inverse, inverse])]);
  return b.node('Mul', [normal, b.node('Mul', [share, b.scalar(share, -1 / n)])]);
}

function instanceDims(call: Call): readonly number[] {
  const [, channels = 0] = call.dims(0);
  if (call.rank(0) < 3) call.fail('bad-shape', 'spatial axes are missing');
  for (const i of [1, 2]) {
    if (call.dims(i).join() !== String(channels))
      call.fail('bad-shape', `input ${i} should have ${channels} numbers`);
  }
  return call.dims(0);
}

/** Scale and bias have one number per channel, so their gradients are summed over the rest here. */
function instanceNorm(step: Step): (string | null)[] {
  const { b, call } = step;
  const space = range(call.rank(0)).slice(2);
  const scale = alongChannels(b, call.input(1), call.rank(0));
  const [dx, dScale, dBias] = standardGradient(step, space, scale);
  const summed = (value: string): string =>
    b.node('ReduceSum', [value, b.ints([0, ...space])], { keepdims: 0 });
  return [dx, step.wants(1) ? summed(dScale) : null, step.wants(2) ? summed(dBias) : null];
}

function alongChannels(b: Builder, value: string, rank: number): string {
  return b.node('Reshape', [value, b.ints(range(rank).map((axis) => (axis === 1 ? -1 : 1)))]);
}

/** y = scale instance_norm(x, each group one channel) + bias; opset 18 has a scale per group, 21 one per channel */
function groupNorm(call: Call, b: Builder): true {
  const [x, dims] = [call.input(0), call.dims(0)];
  const [batch = 1, channels = 1] = dims;
  const groups = call.int('num_groups', 1);
  if (!(groups >= 1) || channels % groups !== 0)
    call.fail('bad-shape', `${channels} channels do not divide into ${groups} groups`);
  const { type } = b.type(x);
  const fill = (n: number): string => b.constant(tensorOf(type, [groups], Array<number>(groups).fill(n)));
  const grouped = b.node('Reshape', [x, b.ints([batch, groups, -1])]);
  const epsilon = call.float('epsilon', 1e-5);
  const normal = b.node('InstanceNormalization', [grouped, fill(1), fill(0)], { epsilon });
  const [scale, bias] = [1, 2].map((i) => alongChannels(b, perChannel(call, b, i, groups), dims.length));
  const scaled = b.node('Mul', [b.node('Reshape', [normal, b.ints(dims)]), scale!]);
  b.node('Add', [scaled, bias!], {}, call.node.outputs[0]);
  return true;
}

function perChannel(call: Call, b: Builder, i: number, groups: number): string {
  const [given, channels] = [call.input(i), call.dims(0)[1]!];
  if (call.dims(i).join() === String(channels)) return given;
  if (call.dims(i).join() !== String(groups))
    call.fail('bad-shape', `input ${i} should have ${channels} or ${groups} numbers`);
  const column = b.node('Reshape', [given, b.ints([groups, 1])]);
  const repeated = b.node('Expand', [column, b.ints([groups, channels / groups])]);
  return b.node('Reshape', [repeated, b.ints([channels])]);
}

/** y = scale (x - mean) / sqrt(var + eps) + bias with x's own mean and variance: how weights are standardised (BiT) */
function trainingNorm(call: Call, b: Builder): boolean {
  if (call.int('training_mode', 0) === 0) return false;
  channelsOf(call);
  const [x, rank] = [call.input(0), call.rank(0)];
  const axes = range(rank).filter((axis) => axis !== 1);
  const mean = (value: string): string => b.node('ReduceMean', [value], { axes });
  const centred = b.node('Sub', [x, mean(x)]);
  const variance = mean(b.node('Mul', [centred, centred]));
  const deviation = b.node('Sqrt', [b.node('Add', [variance, b.scalar(x, call.float('epsilon', 1e-5))])]);
  const [scale, bias] = [1, 2].map((i) => alongChannels(b, call.input(i), rank));
  const scaled = b.node('Mul', [b.node('Div', [centred, deviation]), scale!]);
  b.node('Add', [scaled, bias!], {}, call.node.outputs[0]);
  return true;
}

export const normalisationRules = {
  BatchNormalization: {
    infer: (call) => {
      channelsOf(call);
      return call.like(call.dims(0));
    },
    lower: trainingNorm,
    gradient: (step) => [batchNorm(step)],
  },
  InstanceNormalization: {
    infer: (call) => call.like(instanceDims(call)),
    gradient: instanceNorm,
  },
  LayerNormalization: {
    infer: layerTypes,
    ofAllOutputs: true,
    gradient: layerNorm,
  },
  GroupNormalization: {
    infer: (call) => call.like(call.dims(0)),
    lower: groupNorm,
  },
  LRN: {
    infer: (call) =>
      call.rank(0) > 2 ? call.like(call.dims(0)) : call.fail('bad-shape', 'spatial axes are missing'),
    gradient: (step) => [lrnGradient(step)],
  },
  // y = x / |x|_p along an axis
  LpNormalization: said((call, b, output) => {
    const [x, order] = [call.input(0), call.int('p', 2)];
    if (order !== 1 && order !== 2) call.fail('unsupported-attribute', `p is ${order}, expected 1 or 2`);
    const axes = [call.axis(call.int('axis', -1))];
    b.node('Div', [x, b.node(order === 1 ? 'ReduceL1' : 'ReduceL2', [x], { axes, keepdims: 1 })], {}, output);
  }),
  // y = (x - mean(x)) / (sqrt(mean((x - mean(x))^2)) + 1e-9), as ONNX's own definition has it
  MeanVarianceNormalization: said((call, b, output) => {
    const axes = (call.list('axes') ?? [0, 2, 3]).map((axis) => call.axis(axis));
    const mean = (value: string): string => b.node('ReduceMean', [value], { axes, keepdims: 1 });
    const centred = b.node('Sub', [call.input(0), mean(call.input(0))]);
    const deviation = b.node('Sqrt', [mean(b.node('Mul', [centred, centred]))]);
    b.node('Div', [centred, b.node('Add', [deviation, b.scalar(centred, 1e-9)])], {}, output);
  }),
} satisfies Record<string, Rule>;
