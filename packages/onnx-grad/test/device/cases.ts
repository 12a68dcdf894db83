import type { Attributes, Builder, Tensor } from '../../src/index.ts';
import { int64 } from '../support/graphs.ts';
import { distinct, uniform } from '../support/random.ts';

/** A small graph of one operator, whose value and gradients are computed on every device. */
export interface OpCase {
  readonly op: string;
  /** What is special about it; empty for the plain case. */
  readonly variant: string;
  readonly at: Readonly<Record<string, Tensor>>;
  readonly make: (b: Builder) => string;
}

const picture = uniform([1, 8, 9, 10], 1);
const odd = uniform([1, 7, 9, 10], 2);
const blocks = distinct([1, 5, 9, 10], 3);
const matrix = uniform([2, 3, 8], 4);

function one(
  op: string,
  variant: string,
  x: Tensor,
  attributes: Attributes = {},
  ...more: (Tensor | number)[]
): OpCase {
  const make = (b: Builder): string =>
    b.node(op, ['x', ...more.map((value) => b.constant(value))], attributes);
  return { op, variant, at: { x }, make };
}

const weights = (out: number, into: number, ...kernel: number[]): Tensor =>
  uniform([out, into, ...kernel], 5, -0.5, 0.5);

const convolutions: readonly OpCase[] = [
  one('Conv', '', picture, { pads: [1, 1, 1, 1] }, weights(6, 8, 3, 3), uniform([6], 6)),
  one('Conv', '1 x 1', picture, {}, weights(6, 8, 1, 1)),
  one('Conv', 'odd channels', odd, { pads: [1, 1, 1, 1] }, weights(5, 7, 3, 3)),
  one('Conv', 'three channels', uniform([1, 3, 9, 10], 7), {}, weights(8, 3, 3, 3)),
  one('Conv', 'stride 2', picture, { strides: [2, 2], pads: [1, 1, 1, 1] }, weights(6, 8, 3, 3)),
  one('Conv', 'stride 2, odd channels', odd, { strides: [2, 2], pads: [1, 1, 1, 1] }, weights(5, 7, 3, 3)),
  one('Conv', 'stride 4, 11 x 11', uniform([1, 3, 31, 31], 8), { strides: [4, 4] }, weights(4, 3, 11, 11)),
  one('Conv', 'stride 2, 1 x 1', odd, { strides: [2, 2] }, weights(6, 7, 1, 1)),
  one('Conv', 'uneven pads', picture, { pads: [0, 1, 2, 0] }, weights(6, 8, 3, 3)),
  one('Conv', 'stride 2, uneven pads', picture, { strides: [2, 2], pads: [0, 0, 1, 1] }, weights(6, 8, 3, 3)),
  one('Conv', 'dilated', picture, { dilations: [2, 2], pads: [2, 2, 2, 2] }, weights(6, 8, 3, 3)),
  one('Conv', 'groups', picture, { group: 2, pads: [1, 1, 1, 1] }, weights(6, 4, 3, 3)),
  one('Conv', 'depthwise', picture, { group: 8, pads: [1, 1, 1, 1] }, weights(8, 1, 3, 3)),
  one(
    'Conv',
    'depthwise, stride 2',
    picture,
    { group: 8, strides: [2, 2], pads: [1, 1, 1, 1] },
    weights(8, 1, 3, 3),
  ),
  one('Conv', 'batch of 2', uniform([2, 8, 6, 7], 9), { pads: [1, 1, 1, 1] }, weights(6, 8, 3, 3)),
  one('Conv', '1-d', uniform([1, 8, 9], 10), { pads: [1, 1] }, weights(6, 8, 3)),
  one('Conv', '3-d', uniform([1, 2, 5, 4, 5], 11), {}, weights(3, 2, 3, 3, 3)),
  one('ConvTranspose', '', picture, { strides: [2, 2] }, weights(8, 6, 2, 2)),
  one('ConvTranspose', 'odd channels', odd, { strides: [2, 2], pads: [1, 1, 1, 1] }, weights(7, 5, 4, 4)),
  one(
    'ConvTranspose',
    'output_padding',
    odd,
    { strides: [2, 2], output_padding: [1, 1] },
    weights(7, 5, 3, 3),
  ),
  one('ConvTranspose', 'groups', picture, { group: 2, strides: [2, 2] }, weights(8, 3, 3, 3)),
];

const pools: readonly OpCase[] = [
  one('MaxPool', '', blocks, { kernel_shape: [2, 2], strides: [2, 2] }),
  one('MaxPool', 'overlapping', blocks, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  one('MaxPool', 'ceil_mode', blocks, { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  one('MaxPool', 'uneven pads', blocks, { kernel_shape: [3, 3], strides: [2, 2], pads: [0, 0, 1, 1] }),
  one('MaxPool', 'dilated', blocks, { kernel_shape: [2, 2], dilations: [2, 2] }),
  one('MaxPool', '1-d', distinct([1, 5, 9], 3), { kernel_shape: [3], strides: [2] }),
  one('AveragePool', '', blocks, { kernel_shape: [2, 2], strides: [2, 2] }),
  one('AveragePool', 'overlapping', blocks, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  one('AveragePool', 'counting pads', blocks, {
    kernel_shape: [3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
    count_include_pad: 1,
  }),
  one('AveragePool', 'ceil_mode', blocks, { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  one('GlobalAveragePool', '', blocks),
  one('GlobalMaxPool', '', blocks),
];

const statistics = [uniform([8], 2), uniform([8], 3), uniform([8], 4), uniform([8], 5, 0.5, 2)];
const norms: readonly OpCase[] = [
  one('BatchNormalization', '', picture, {}, ...statistics),
  one('InstanceNormalization', '', picture, {}, uniform([8], 2, 0.5, 1.5), uniform([8], 3)),
  one('LayerNormalization', '', matrix, {}, uniform([8], 2, 0.5, 1.5), uniform([8], 3)),
  one('GroupNormalization', '', picture, { num_groups: 2 }, uniform([8], 2, 0.5, 1.5), uniform([8], 3)),
  one('LRN', '', picture, { size: 5, alpha: 0.5, beta: 0.75, bias: 1.5 }),
  one('Softmax', '', matrix),
  one('Softmax', 'over channels', picture, { axis: 1 }),
  one('LogSoftmax', '', matrix),
];

/** Functions of one number, and where they are tried. */
const unary: Readonly<Record<string, readonly [number, number]>> = {
  Abs: [-2, 2],
  Ceil: [-2, 2],
  Celu: [-2, 2],
  Cos: [-3, 3],
  Elu: [-2, 2],
  Erf: [-2, 2],
  Exp: [-1, 1],
  Floor: [-2, 2],
  Gelu: [-3, 3],
  HardSigmoid: [-4, 4],
  HardSwish: [-4, 4],
  Identity: [-1, 1],
  LeakyRelu: [-2, 2],
  Log: [0.5, 3],
  Mish: [-3, 3],
  Neg: [-1, 1],
  Reciprocal: [0.7, 3],
  Relu: [-2, 2],
  Round: [-2, 2],
  Selu: [-2, 2],
  Sigmoid: [-4, 4],
  Sign: [-2, 2],
  Sin: [-3, 3],
  Softplus: [-4, 4],
  Softsign: [-3, 3],
  Sqrt: [0.5, 3],
  Tanh: [-2, 2],
};

function pair(op: string, variant: string, left: readonly number[], right: readonly number[]): OpCase {
  const at = { x: uniform(left, 1, 0.7, 2), z: uniform(right, 2, 0.7, 2) };
  return { op, variant, at, make: (b) => b.node(op, ['x', 'z']) };
}

const elementwise: readonly OpCase[] = [
  ...Object.entries(unary).map(([op, [low, high]]) => one(op, '', uniform([2, 3, 5], 1, low, high))),
  one('Gelu', 'tanh', uniform([2, 3, 5], 1, -3, 3), { approximate: 'tanh' }),
  one('Clip', '', distinct([2, 3, 4], 4), {}, -0.6, 0.7),
  one('Cast', '', matrix, { to: 1 }),
  one('Dropout', '', matrix),
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sum', 'Mean', 'Max', 'Min'].flatMap((op) => [
    pair(op, '', [2, 3, 4], [2, 3, 4]),
    pair(op, 'broadcast', [2, 3, 4], [3, 1]),
  ]),
  {
    op: 'PRelu',
    variant: '',
    at: { x: distinct([2, 3, 4], 5), slope: uniform([3, 1], 6) },
    make: (b) => b.node('PRelu', ['x', 'slope']),
  },
  {
    op: 'Where',
    variant: '',
    at: { x: distinct([3, 4], 7), z: uniform([4], 8, 0.01, 0.04) },
    make: (b) => b.node('Where', [b.node('Greater', ['x', 'z']), b.node('Mul', ['x', 'x']), 'z']),
  },
];

const reductions: readonly OpCase[] = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceSumSquare',
].map((op) => one(op, '', distinct([2, 3, 4], 3), { axes: [1], keepdims: 0 }));

const movements: readonly OpCase[] = [
  one('ReduceSum', '', matrix, { keepdims: 0 }, int64(1)),
  one('Transpose', '', picture, { perm: [0, 2, 3, 1] }),
  one('Reshape', '', matrix, {}, int64(6, -1)),
  one('Flatten', '', matrix),
  one('Squeeze', '', uniform([2, 1, 3], 1), {}, int64(1)),
  one('Unsqueeze', '', matrix, {}, int64(0)),
  one('Slice', '', picture, {}, int64(1, 2), int64(8, 9), int64(2, 3)),
  one('Slice', 'steps', picture, {}, int64(1, 9), int64(8, -100), int64(2, 3), int64(2, -3)),
  one('Gather', '', matrix, { axis: 1 }, int64(2, 0, 2)),
  one('Gather', 'contiguous', matrix, { axis: 2 }, int64(1, 2, 3)),
  one('Expand', '', uniform([3, 1], 1), {}, int64(2, 1, 4)),
  one('Tile', '', uniform([2, 3], 1), {}, int64(3, 2)),
  ...['constant', 'reflect', 'edge'].map((mode) =>
    one('Pad', mode, picture, { mode }, int64(0, 0, 2, 1, 0, 0, 1, 3)),
  ),
  one('Pad', 'negative', picture, {}, int64(0, 0, -1, 2, 0, 0, 1, -2), 0.5),
  {
    op: 'Concat',
    variant: '',
    at: { x: picture, z: odd },
    make: (b) => b.node('Concat', ['x', 'z', 'x'], { axis: 1 }),
  },
  {
    op: 'Split',
    variant: '',
    at: { x: picture },
    make: (b) => {
      const [first, , last] = b.nodeN('Split', ['x', b.constant(int64(3, 2, 3))], { axis: 1 }, 3);
      return b.node('Mul', [first!, last!]);
    },
  },
  {
    op: 'MatMul',
    variant: '',
    at: { x: matrix, z: uniform([8, 5], 5) },
    make: (b) => b.node('MatMul', ['x', 'z']),
  },
  {
    op: 'MatMul',
    variant: 'batches broadcast',
    at: { x: uniform([2, 1, 3, 4], 1), z: uniform([3, 4, 2], 2) },
    make: (b) => b.node('MatMul', ['x', 'z']),
  },
  ...[0, 1].map((transB) =>
    one('Gemm', transB ? 'transB' : '', uniform([3, 4], 1), { transB }, uniform(transB ? [5, 4] : [4, 5], 2)),
  ),
];

const resizes: readonly OpCase[] = [
  ['nearest', 'asymmetric', 2],
  ['linear', 'half_pixel', 2],
  ['linear', 'align_corners', 1.5],
  ['cubic', 'half_pixel', 2],
].map(([mode, placed, scale]) => ({
  op: 'Resize',
  variant: `${mode}, ${placed}, x ${scale}`,
  at: { x: uniform([1, 4, 6, 8], 1) },
  make: (b: Builder) =>
    b.node('Resize', ['x', '', b.constant([1, 1, Number(scale), Number(scale)])], {
      mode: String(mode),
      coordinate_transformation_mode: String(placed),
      nearest_mode: 'floor',
    }),
}));

const places = { ...int64(1, 0, 0, 2, 1, 0), dims: [3, 2] };
const columns = { ...int64(0, 2, 1, 1, 0, 2), dims: [1, 2, 3] };

const indexed: readonly OpCase[] = [
  one('GatherND', '', matrix, {}, places),
  one('GatherElements', '', matrix, { axis: 1 }, columns),
  {
    op: 'ScatterND',
    variant: '',
    at: { x: matrix, z: uniform([3, 8], 5) },
    make: (b) => b.node('ScatterND', ['x', b.constant(places), 'z'], { reduction: 'none' }),
  },
  {
    op: 'ScatterElements',
    variant: '',
    at: { x: matrix, z: uniform([1, 2, 3], 5) },
    make: (b) => b.node('ScatterElements', ['x', b.constant(columns), 'z'], { axis: 2, reduction: 'none' }),
  },
  {
    op: 'Einsum',
    variant: '',
    at: { x: uniform([2, 3, 2, 4], 1), z: uniform([2, 5, 2, 4], 2) },
    make: (b) => b.node('Einsum', ['x', 'z'], { equation: 'bihd,bjhd->bhij' }),
  },
  one('Trilu', '', matrix, { upper: 0 }),
  one('DepthToSpace', '', picture, { blocksize: 2, mode: 'CRD' }),
  one('SpaceToDepth', '', uniform([1, 2, 4, 6], 1), { blocksize: 2 }),
  one('CastLike', '', matrix, {}, 1),
  one('ThresholdedRelu', '', distinct([2, 3, 4], 3), { alpha: 0.3 }),
  one('Shrink', '', distinct([2, 3, 4], 3), { lambd: 0.2, bias: 0.1 }),
  one('LpNormalization', '', matrix, { axis: 1 }),
  one('MeanVarianceNormalization', '', picture),
];

/** At least one graph for every operator with a gradient (but `If`, which is decided before a graph is written). */
export const cases: readonly OpCase[] = [
  ...convolutions,
  ...pools,
  ...norms,
  ...elementwise,
  ...reductions,
  ...movements,
  ...resizes,
  ...indexed,
];

/** "Conv, stride 2". */
export function nameOf({ op, variant }: OpCase): string {
  return variant === '' ? op : `${op}, ${variant}`;
}
