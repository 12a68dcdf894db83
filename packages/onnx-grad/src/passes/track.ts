import type { Node } from '../file/model.ts';
import { numbersOf } from '../file/tensor.ts';
import { shapeOf, type Graph } from '../graph/graph.ts';

/** A picture's axis within a value: which of the value's axes it is, and what of the picture each place on it sees. */
export interface Track {
  readonly axis: number;
  readonly stride: number;
  readonly low: number;
  readonly high: number;
}

type Rule = (track: Track, at: Place) => Track | 'all';

/** Where a track meets a node. */
interface Place {
  readonly graph: Graph;
  readonly node: Node;
  /** Which of the node's inputs it comes by. */
  readonly index: number;
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** The track of a node's outputs from those of its inputs (undefined: an input without the picture in it). */
export function trackOf(graph: Graph, node: Node, inputs: readonly (Track | undefined)[]): Track | 'all' {
  const rule = node.domain === '' && Object.hasOwn(rules, node.op) ? rules[node.op] : undefined;
  if (!rule) return 'all';
  const output = shapeOf(graph, node.outputs[0]!);
  const tracks = inputs.flatMap((track, index) =>
    track ? [rule(track, { graph, node, index, input: shapeOf(graph, node.inputs[index]!), output })] : [],
  );
  return tracks.reduce(union);
}

/** Both must lie on the same grid; else who knows which place sees what. */
function union(a: Track | 'all', b: Track | 'all'): Track | 'all' {
  if (a === 'all' || b === 'all' || a.axis !== b.axis || a.stride !== b.stride) return 'all';
  return { ...a, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** Places i' = step i + [first, last] of the input make place i. */
function compose(track: Track, step: number, first: number, last: number): Track {
  const { stride, low, high } = track;
  return { ...track, stride: stride * step, low: low + stride * first, high: high + stride * last };
}

/** The same places; axes are aligned from the end, as broadcasting does. */
const eachPlace: Rule = (track, { input, output }) => {
  const axis = track.axis + output.length - input.length;
  return input[track.axis] === output[axis] ? { ...track, axis } : 'all';
};

/** A sliding window: i' from stride i - before to stride i - before + extent - 1. */
const slidingWindow: Rule = (track, { graph, node, input }) => {
  const at = track.axis - 2;
  if (at < 0) return 'all';
  const kernel = ints(node, 'kernel_shape') ?? shapeOf(graph, node.inputs[1]!).slice(2);
  const [stride, dilation] = [ints(node, 'strides')?.[at] ?? 1, ints(node, 'dilations')?.[at] ?? 1];
  const before = ints(node, 'pads')?.[at] ?? 0;
  return input.length - 2 > at
    ? compose(track, stride, -before, (kernel[at]! - 1) * dilation - before)
    : 'all';
};

/** Place o of the result has a share of i' where stride i' - before <= o <= stride i' - before + extent - 1. */
const transposedWindow: Rule = (track, { graph, node }) => {
  const at = track.axis - 2;
  if (at < 0) return 'all';
  const kernel = shapeOf(graph, node.inputs[1]!)[track.axis]!;
  const [stride, dilation] = [ints(node, 'strides')?.[at] ?? 1, ints(node, 'dilations')?.[at] ?? 1];
  const before = ints(node, 'pads')?.[at] ?? 0;
  return compose(track, 1 / stride, (before - (kernel - 1) * dilation) / stride, before / stride);
};

/** Mixes along some axes: all of the picture where its own is one of them. */
function mixing(axesOf: (at: Place) => readonly number[] | null): Rule {
  return (track, at) => {
    const axes = axesOf(at)?.map((axis) => (axis < 0 ? axis + at.input.length : axis));
    if (!axes || axes.includes(track.axis)) return 'all';
    const before = axes.filter((axis) => axis < track.axis).length;
    const kept = at.output.length === at.input.length;
    return { ...track, axis: kept ? track.axis : track.axis - before };
  };
}

/** Without axes, all of them are reduced, or none where the node says so; axes that only running tells may be any. */
const reduced = mixing(({ graph, node, input }) => {
  const named = node.inputs[1];
  const constant = named ? graph.constants.get(named) : undefined;
  if (named && !constant) return null;
  const axes = ints(node, 'axes') ?? (constant ? numbersOf(constant) : []);
  const none = int(node, 'noop_with_empty_axes') === 1;
  return axes.length > 0 || none ? axes : input.map((_, axis) => axis);
});

const alongOneAxis = (fallback: number): Rule => mixing(({ node }) => [int(node, 'axis') ?? fallback]);
const fromAxisOn = mixing(({ node, input }) => {
  const axis = int(node, 'axis') ?? -1;
  return input.map((_, i) => i).slice(axis);
});

/** The axis that has as many elements before it, and is as long. */
const reshaped: Rule = (track, { input, output }) => {
  const before = product(input.slice(0, track.axis));
  const axis = output.findIndex(
    (size, i) => size === input[track.axis] && product(output.slice(0, i)) === before,
  );
  return axis >= 0 ? { ...track, axis } : 'all';
};

const transposed: Rule = (track, { node, input }) => {
  const order = ints(node, 'perm') ?? input.map((_, axis) => input.length - 1 - axis);
  return { ...track, axis: order.indexOf(track.axis) };
};

/** The rows of the left matrix stay apart; what is summed over is mixed. */
const multiplied: Rule = (track, { index, input, output }) =>
  index === 0 && track.axis < input.length - 1 && input.length === output.length ? track : 'all';

const padded: Rule = (track, { graph, node, input }) => {
  const mode = text(node, 'mode', 'constant');
  const pads = node.inputs[1] ? graph.constants.get(node.inputs[1]) : undefined;
  if (!pads || node.inputs[3] || (mode !== 'constant' && mode !== 'reflect' && mode !== 'edge')) return 'all';
  const [before, after] = [track.axis, track.axis + input.length].map((i) => numbersOf(pads)[i]!);
  if (before === 0 && after === 0) return track;
  return compose(track, 1, -before!, -before!);
};

const sliced: Rule = (track, { graph, node, input, output }) => {
  if (input[track.axis] === output[track.axis]) return track;
  const [starts, , axes, steps] = [1, 2, 3, 4].map((i) => {
    const tensor = node.inputs[i] ? graph.constants.get(node.inputs[i]) : undefined;
    return tensor && numbersOf(tensor);
  });
  if (!starts) return 'all';
  const at = axes
    ? axes.findIndex((axis) => (axis < 0 ? axis + input.length : axis) === track.axis)
    : track.axis;
  const step = steps?.[at] ?? 1;
  const start = starts[at]! < 0 ? starts[at]! + input[track.axis]! : starts[at]!;
  return step > 0 && start >= 0 ? compose(track, step, start, start) : 'all';
};

/** How far the elements around a place reach that make it, in elements. */
const taps: Readonly<Record<string, readonly [number, number]>> = {
  nearest: [-1, 1],
  linear: [-1, 1],
  cubic: [-2, 2],
};

const resized: Rule = (track, { node, input, output }) => {
  const [from, to] = [input[track.axis]!, output[track.axis]!];
  if (from === to) return track;
  const mode = text(node, 'coordinate_transformation_mode', 'half_pixel');
  const around = taps[text(node, 'mode', 'nearest')];
  const step = mode === 'align_corners' ? (from - 1) / Math.max(1, to - 1) : from / to;
  const shift = mode.endsWith('half_pixel') ? 0.5 * step - 0.5 : 0;
  return around ? compose(track, step, shift + around[0], shift + around[1]) : 'all';
};

const joined: Rule = (track, { node, input }) => {
  const axis = int(node, 'axis') ?? 0;
  return (axis < 0 ? axis + input.length : axis) === track.axis ? 'all' : track;
};

const gathered: Rule = (track, { graph, node, input }) => {
  const axis = int(node, 'axis') ?? 0;
  const at = axis < 0 ? axis + input.length : axis;
  if (at === track.axis) return 'all';
  const grown = shapeOf(graph, node.inputs[1]!).length - 1;
  return { ...track, axis: at < track.axis ? track.axis + grown : track.axis };
};

const pointwise = [
  ...[
    'Abs',
    'Add',
    'And',
    'BatchNormalization',
    'Cast',
    'Ceil',
    'Celu',
    'Clip',
    'Cos',
    'DequantizeLinear',
    'Div',
  ],
  ...['Dropout', 'Elu', 'Equal', 'Erf', 'Exp', 'Floor', 'Gelu', 'Greater', 'GreaterOrEqual', 'HardSigmoid'],
  ...[
    'HardSwish',
    'Identity',
    'LeakyRelu',
    'Less',
    'LessOrEqual',
    'Log',
    'LRN',
    'Max',
    'Mean',
    'Min',
    'Mish',
    'Mod',
  ],
  ...[
    'Mul',
    'Neg',
    'Not',
    'Or',
    'Pow',
    'PRelu',
    'QuantizeLinear',
    'Reciprocal',
    'Relu',
    'Round',
    'Selu',
    'Sigmoid',
  ],
  ...['Sign', 'Sin', 'Softplus', 'Softsign', 'Sqrt', 'Sub', 'Sum', 'Tanh', 'Where'],
];
const windows = ['Conv', 'MaxPool', 'AveragePool'];
const reductions = ['L1', 'L2', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'];

const every = (ops: readonly string[], rule: Rule): Record<string, Rule> =>
  Object.fromEntries(ops.map((op) => [op, rule]));

const rules: Readonly<Record<string, Rule>> = {
  ...every(pointwise, eachPlace),
  ...every(windows, slidingWindow),
  ...every(
    reductions.map((name) => `Reduce${name}`),
    reduced,
  ),
  ...every(['Softmax', 'LogSoftmax'], alongOneAxis(-1)),
  ...every(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], reshaped),
  ...every(['Concat', 'Split'], joined),
  ConvTranspose: transposedWindow,
  LayerNormalization: fromAxisOn,
  Transpose: transposed,
  MatMul: multiplied,
  Pad: padded,
  Slice: sliced,
  Resize: resized,
  Gather: gathered,
  Expand: eachPlace,
};

function int(node: Node, name: string): number | undefined {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' ? attribute.value : undefined;
}

function text(node: Node, name: string, fallback: string): string {
  const attribute = node.attributes[name];
  return attribute?.kind === 'string' ? attribute.value : fallback;
}

function ints(node: Node, name: string): readonly number[] | undefined {
  const attribute = node.attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
