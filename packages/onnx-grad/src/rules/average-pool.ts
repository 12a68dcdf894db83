import { sizeOf, tensorOf } from '../file/tensor.ts';
import { toAttributes } from './attributes.ts';
import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { interleave, shiftAxis } from './scatter.ts';
import { range } from './shapes.ts';
import { isExplicit, windowAttributes, windowOf, type Window } from './window.ts';

function poolWindow(call: Call): Window {
  const window = windowOf(
    call,
    call.list('kernel_shape') ?? call.fail('unsupported-attribute', 'kernel_shape is missing'),
  );
  if (window.dilations.every((size) => size === 1)) return window;
  return call.fail('unsupported-attribute', 'dilations other than 1 are not supported');
}

function countsPadding(call: Call): boolean {
  return call.int('count_include_pad', 0) === 1;
}

/** How many elements of [0, size) each window sees along an axis. */
function seen(window: Window, axis: number, low: number, high: number): number[] {
  return range(window.output[axis]!).map((i) => {
    const start = i * window.strides[axis]! - window.before[axis]!;
    return Math.min(high, start + window.kernel[axis]!) - Math.max(low, start);
  });
}

/** [1, 1, ...output]: the product of the counts along each axis, through f. */
function countMap(
  call: Call,
  window: Window,
  counts: readonly (readonly number[])[],
  f: (count: number) => number,
): Parameters<Builder['constant']>[0] {
  call.spend(sizeOf(window.output));
  const product = counts.reduce<number[]>((all, axis) => all.flatMap((a) => axis.map((n) => a * n)), [1]);
  return tensorOf(call.type(0), [1, 1, ...window.output], product.map(f));
}

/** Explicit pads; where ceil_mode reaches beyond the padding, the rows beyond do not count. */
function lower(call: Call, b: Builder & { replay: (node: Call['node']) => void }): boolean {
  if (isExplicit(call)) return false;
  const window = poolWindow(call);
  const { kernel_shape, strides, pads: all } = windowAttributes(window);
  const own = { kernel_shape, strides, pads: all, count_include_pad: call.int('count_include_pad', 0) };
  const pads = call.list('pads') ?? [];
  const rank = window.kernel.length;
  const beyond = window.after.some(
    (high, axis) => call.int('ceil_mode', 0) && high > (pads[axis + rank] ?? 0),
  );
  if (!beyond || !countsPadding(call)) {
    b.replay({ ...call.node, attributes: toAttributes(own) });
    return true;
  }
  const counts = range(rank).map((axis) =>
    seen(window, axis, -window.before[axis]!, window.input[axis]! + (pads[axis + rank] ?? 0)),
  );
  const correction = countMap(call, window, counts, (count) => sizeOf(window.kernel) / count);
  const pooled = b.node('AveragePool', [call.input(0)], own);
  b.node('Mul', [pooled, b.constant(correction)], {}, call.node.outputs[0]);
  return true;
}

/** d average(x) = average of dx: each window's share goes to all it saw */
function gradient({ b, call, dy }: Step): string {
  const window = poolWindow(call);
  const area = sizeOf(window.kernel);
  const bare = window.before.every((pad) => pad === 0) && window.after.every((pad) => pad === 0);
  const counts = range(window.kernel.length).map((axis) => seen(window, axis, 0, window.input[axis]!));
  // area / count is 1 everywhere where padding counts, or there is none
  const rate =
    countsPadding(call) || bare
      ? dy
      : b.node('Mul', [dy, b.constant(countMap(call, window, counts, (n) => area / n))]);
  if (window.strides.every((stride) => stride === 1)) return slidingAverage(b, rate, window);
  const share = b.node('Mul', [rate, b.scalar(dy, 1 / area)]);
  return window.strides.join() === window.kernel.join()
    ? tiles(b, share, window)
    : transposed(b, share, window);
}

/** Stride 1: the transpose of a box filter is a box filter. */
function slidingAverage(b: Builder, rate: string, window: Window): string {
  const before = window.before.map((pad, axis) => window.kernel[axis]! - 1 - pad);
  const after = window.after.map((pad, axis) => window.kernel[axis]! - 1 - pad);
  return b.node('AveragePool', [rate], {
    kernel_shape: window.kernel,
    strides: window.strides,
    pads: [...before, ...after],
    count_include_pad: 1,
  });
}

/** Windows side by side: each share repeated over its window, then cut or filled to the input's size. */
function tiles(b: Builder, share: string, window: Window): string {
  return range(window.kernel.length).reduceRight((value, spatial) => {
    const repeated = interleave(b, Array<string>(window.kernel[spatial]!).fill(value), spatial + 2);
    return shiftAxis(b, repeated, spatial + 2, -window.before[spatial]!, window.input[spatial]!);
  }, share);
}

/** Overlapping windows with a stride: a ConvTranspose of ones, each channel for itself. */
function transposed(b: Builder, share: string, window: Window): string {
  const channels = b.shape(share)[1]!;
  const dims = [channels, 1, ...window.kernel];
  const ones = b.constant(tensorOf(b.type(share).type, dims, Array<number>(sizeOf(dims)).fill(1)));
  const output_padding = window.input.map(
    (size, axis) =>
      (size + window.before[axis]! + window.after[axis]! - window.kernel[axis]!) % window.strides[axis]!,
  );
  return b.node('ConvTranspose', [share, ones], {
    ...windowAttributes(window),
    output_padding,
    group: channels,
  });
}

function globalDims(call: Call): readonly number[] {
  if (call.rank(0) < 3) call.fail('bad-shape', 'there are no spatial axes');
  return call.dims(0).map((size, axis) => (axis < 2 ? size : 1));
}

export const averagePoolRules = {
  AveragePool: {
    infer: (call) => call.like([...call.dims(0).slice(0, 2), ...poolWindow(call).output]),
    lower,
    gradient: (step) => [gradient(step)],
  },
  // d mean(x) = mean(dx)
  GlobalAveragePool: {
    infer: (call) => call.like(globalDims(call)),
    gradient: ({ b, call, dy }) => {
      const area = sizeOf(call.dims(0).slice(2));
      return [b.node('Expand', [b.node('Mul', [dy, b.scalar(dy, 1 / area)]), b.ints(call.dims(0))])];
    },
  },
  GlobalMaxPool: {
    infer: (call) => call.like(globalDims(call)),
    lower: (call, b) => {
      const axes = range(globalDims(call).length - 2).map((axis) => axis + 2);
      b.node('ReduceMax', [call.input(0)], { axes, keepdims: 1 }, call.node.outputs[0]);
      return true;
    },
  },
} satisfies Record<string, Rule>;
