import { toAttributes } from './attributes.ts';
import type { Call } from './call.ts';
import { fewChannels, fewChannelsGradient } from './few-channels.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { range } from './shapes.ts';
import { canSpread, spread } from './zeros-between.ts';
import { extent, isExplicit, windowAttributes, windowOf, type Window } from './window.ts';

/** Y[n, m] = sum over c of X[n, c] * W[m, c]: X [N, C, ...], W [M, C / group, ...]. */
function convWindow(call: Call): Window {
  const [x, w] = [call.dims(0), call.dims(1)];
  const group = call.int('group', 1);
  if (w.length !== x.length || w.length < 3)
    call.fail('bad-shape', 'input and weights must have as many axes');
  if (x[1] !== w[1]! * group)
    call.fail('bad-shape', `the input has ${x[1]!} channels, the weights expect ${w[1]!} x group ${group}`);
  if (!(group >= 1) || w[0]! % group !== 0)
    call.fail('bad-shape', `${w[0]!} filters do not divide into ${group} groups`);
  if (call.has(2) && (call.rank(2) !== 1 || call.dims(2)[0] !== w[0]))
    call.fail('bad-shape', 'the bias does not fit');
  const kernel = call.list('kernel_shape') ?? w.slice(2);
  if (kernel.join() !== w.slice(2).join())
    call.fail('bad-shape', `kernel_shape [${kernel.join(', ')}] is not the weights'`);
  return windowOf(call, kernel);
}

const conv: Rule = {
  infer: (call) => call.like([call.dims(0)[0]!, call.dims(1)[0]!, ...convWindow(call).output]),
  lower: (call, b) => {
    if (isExplicit(call)) return false;
    const attributes = { ...windowAttributes(convWindow(call)), group: call.int('group', 1) };
    b.replay({ ...call.node, attributes: toAttributes(attributes) });
    return true;
  },
  gradient: (step) => [convInput(step)],
};

/** d conv(x, W) = conv(dx, W); its transpose in the form that was fastest (measured: docs/speed.md). */
function convInput(step: Step): string {
  const window = convWindow(step.call);
  const weights = step.call.constant(1);
  if (!weights) return transposedConv(step, window);
  const isPicture = step.call.dims(0)[1]! <= fewChannels && step.call.int('group', 1) === 1;
  const conv = isPicture
    ? fewChannelsGradient(step.b, step.dy, weights, window)
    : strideOneConv(step, window);
  return conv ?? transposedConv(step, window);
}

/**
 * A Conv with the weights turned around, where padding allows. Strides become zeros between dy's elements where that is
 * cheap: when each channel is by itself.
 */
function strideOneConv({ b, call, dy }: Step, window: Window): string | undefined {
  const group = call.int('group', 1);
  const dense = window.strides.every((stride) => stride === 1);
  const alone = group === call.dims(0)[1] && group === call.dims(1)[0];
  if (!dense && !(alone && canSpread(window.output))) return undefined;
  const before = window.before.map((pad, axis) => extent(window, axis) - 1 - pad);
  const after = window.input.map((size, axis) => {
    return size + window.before[axis]! - window.strides[axis]! * window.output[axis]!;
  });
  if ([...before, ...after].some((pad) => pad < 0)) return undefined;
  const spaced = dense ? dy : spread(b, dy, window.strides);
  return b.node('Conv', [spaced, flipWeights(b, call.input(1), group)], {
    kernel_shape: window.kernel,
    strides: window.strides.map(() => 1),
    dilations: window.dilations,
    pads: [...before, ...after],
    group,
  });
}

/** W [M, C / g, k] to W' [C, M / g, k]: within each group transposed, in space turned around. */
function flipWeights(b: Builder, weights: string, group: number): string {
  const [filters = 1, channels = 1, ...kernel] = b.shape(weights);
  const each = filters / group;
  if (channels === 1 && each === 1) return turnAround(b, weights, kernel);
  const perm = (first: number): number[] => [
    ...range(first),
    first + 1,
    first,
    ...range(kernel.length).map((i) => first + 2 + i),
  ];
  if (group === 1) return turnAround(b, b.deferred('Transpose', [weights], { perm: perm(0) }), kernel);
  const grouped = b.deferred('Reshape', [weights, b.ints([group, each, channels, ...kernel])]);
  const swapped = b.deferred('Transpose', [grouped], { perm: perm(1) });
  return turnAround(b, b.deferred('Reshape', [swapped, b.ints([channels * group, each, ...kernel])]), kernel);
}

function turnAround(b: Builder, weights: string, kernel: readonly number[]): string {
  const axes = range(kernel.length).flatMap((i) => (kernel[i] === 1 ? [] : [i + 2]));
  if (axes.length === 0) return weights;
  const all = (value: number): string => b.ints(axes.map(() => value));
  return b.deferred('Slice', [weights, all(-1), all(-(2 ** 31)), b.ints(axes), all(-1)]);
}

/** output_padding: the rows at the end that no window reached */
function transposedConv({ b, call, dy }: Step, window: Window): string {
  const output_padding = window.input.map(
    (size, axis) =>
      (size + window.before[axis]! + window.after[axis]! - extent(window, axis)) % window.strides[axis]!,
  );
  return b.node('ConvTranspose', [dy, call.input(1)], {
    ...windowAttributes(window),
    output_padding,
    group: call.int('group', 1),
  });
}

/** Sizes of a ConvTranspose: X [N, C, ...], W [C, M / group, ...]. Only explicit pads. */
function transposeDims(call: Call): readonly number[] {
  const [x, w] = [call.dims(0), call.dims(1)];
  const group = call.int('group', 1);
  if (w.length !== x.length || w.length < 3)
    call.fail('bad-shape', 'input and weights must have as many axes');
  if (x[1] !== w[0] || w[0]! % group !== 0)
    call.fail('bad-shape', `${x[1]!} channels for weights of ${w[0]!}, group ${group}`);
  if (call.text('auto_pad', 'NOTSET') !== 'NOTSET' || call.list('output_shape')) {
    call.fail('unsupported-attribute', 'auto_pad and output_shape are not supported, give pads');
  }
  const rank = x.length - 2;
  const of = (name: string, i: number, fallback: number): number => call.list(name)?.[i] ?? fallback;
  const space = x.slice(2).map((size, axis) => {
    const reach = (w[axis + 2]! - 1) * of('dilations', axis, 1) + 1;
    const pads = of('pads', axis, 0) + of('pads', axis + rank, 0);
    return (size - 1) * of('strides', axis, 1) + reach - pads + of('output_padding', axis, 0);
  });
  return [x[0]!, w[1]! * group, ...space];
}

const convTranspose: Rule = {
  infer: (call) => call.like(transposeDims(call)),
  // d convT(x, W) = convT(dx, W), whose transpose is the Conv with the same weights; rows that output_padding added are never read
  gradient: ({ b, call, dy }) => {
    const rank = call.rank(0) - 2;
    const pads = [...(call.list('pads') ?? Array<number>(2 * rank).fill(0))];
    call.list('output_padding')?.forEach((extra, axis) => (pads[axis + rank]! -= extra));
    const cropped = pads.some((pad) => pad < 0) ? crop(b, dy, pads) : dy;
    return [
      b.node('Conv', [cropped, call.input(1)], {
        ...call.without('output_padding'),
        pads: pads.map((pad) => Math.max(0, pad)),
      }),
    ];
  },
};

/** Negative padding, as Slice. */
function crop(b: Step['b'], value: string, pads: readonly number[]): string {
  const space = b.shape(value).slice(2);
  const starts = space.map((_, axis) => Math.max(0, -pads[axis]!));
  const ends = space.map((size, axis) => size - Math.max(0, -pads[axis + space.length]!));
  return b.node('Slice', [value, b.ints(starts), b.ints(ends), b.ints(space.map((_, axis) => axis + 2))]);
}

export const convolutionRules = { Conv: conv, ConvTranspose: convTranspose } satisfies Record<string, Rule>;
