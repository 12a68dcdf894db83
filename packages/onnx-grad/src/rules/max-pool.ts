import { sizeOf, tensorOf, typeCode } from '../file/tensor.ts';
import { toAttributes } from './attributes.ts';
import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { range } from './shapes.ts';
import { extent, isExplicit, windowAttributes, windowOf, type Window } from './window.ts';

function poolWindow(call: Call): Window {
  if ((call.node.outputs[1] ?? '') !== '')
    call.fail('unsupported-attribute', 'the output Indices is not supported');
  return windowOf(
    call,
    call.list('kernel_shape') ?? call.fail('unsupported-attribute', 'kernel_shape is missing'),
  );
}

/** d max(x) = dx where x is its window's maximum; equal maxima share */
function gradient(step: Step): string {
  const { b, call, dy } = step;
  const window = poolWindow(call);
  const padded = padLowest(b, call.input(0), window);
  const code = typeCode(call.type(0));
  const masks = offsets(window).map((offset) => {
    const seen = strided(b, padded, window, offset);
    return b.node('Cast', [b.node('Equal', [seen, step.y()])], { to: code });
  });
  const share = b.node('Div', [dy, b.node('Sum', masks)]);
  return scatter(
    b,
    masks.map((mask) => b.node('Mul', [mask, share])),
    window,
  );
}

/** All places of a kernel, row-major. */
function offsets(window: Window): number[][] {
  return window.kernel.reduce<number[][]>(
    (all, size) => all.flatMap((start) => range(size).map((i) => [...start, i])),
    [[]],
  );
}

function padLowest(b: Builder, value: string, window: Window): string {
  if ([...window.before, ...window.after].every((pad) => pad === 0)) return value;
  const lowest = b.type(value).type === 'float64' ? -Number.MAX_VALUE : -3.4028234663852886e38;
  return b.node('Pad', [
    value,
    b.ints([0, 0, ...window.before, 0, 0, ...window.after]),
    b.scalar(value, lowest),
  ]);
}

/** The element that every window sees at one place of its kernel. */
function strided(b: Builder, padded: string, window: Window, offset: readonly number[]): string {
  const starts = offset.map((i, axis) => i * window.dilations[axis]!);
  const ends = starts.map((start, axis) => start + (window.output[axis]! - 1) * window.strides[axis]! + 1);
  const axes = range(offset.length).map((axis) => axis + 2);
  return b.node('Slice', [padded, b.ints(starts), b.ints(ends), b.ints(axes), b.ints(window.strides)]);
}

/** Puts the part of each place back where it came from: a ConvTranspose with one weight of 1 per place. */
function scatter(b: Builder, parts: readonly string[], window: Window): string {
  const [n = 1, channels = 1, ...space] = b.shape(parts[0]!);
  const places = parts.length;
  const columns = parts.map((part) => b.node('Reshape', [part, b.ints([n, channels, 1, ...space])]));
  const stacked = b.node('Reshape', [
    b.node('Concat', columns, { axis: 2 }),
    b.ints([n, channels * places, ...space]),
  ]);
  const dims = [channels * places, 1, ...window.kernel];
  const one = new Float32Array(sizeOf(dims)).map((_, i) =>
    Number(i % places === Math.floor(i / places) % places),
  );
  const output_padding = window.input.map(
    (size, axis) =>
      (size + window.before[axis]! + window.after[axis]! - extent(window, axis)) % window.strides[axis]!,
  );
  const weights = b.constant(tensorOf(b.type(parts[0]!).type, dims, one));
  return b.node('ConvTranspose', [stacked, weights], {
    ...windowAttributes(window),
    output_padding,
    group: channels,
  });
}

export const maxPoolRules = {
  MaxPool: {
    infer: (call) => call.like([...call.dims(0).slice(0, 2), ...poolWindow(call).output]),
    lower: (call, b) => {
      if (isExplicit(call)) return false;
      b.replay({
        ...call.node,
        outputs: call.node.outputs.slice(0, 1),
        attributes: toAttributes(windowAttributes(poolWindow(call))),
      });
      return true;
    },
    gradient: (step) => [gradient(step)],
  },
} satisfies Record<string, Rule>;
