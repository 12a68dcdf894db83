import { tensorOf } from '../file/tensor.ts';
import { asNumbers, isPositive } from './mask.ts';
import type { Builder } from './rule.ts';
import { shiftAxis } from './scatter.ts';
import { range } from './shapes.ts';
import type { Window } from './window.ts';

/** Each place of a window costs a pass. */
const mostPlaces = 9;

/** Whether windows lie side by side on a plane, none beyond its edge, as `apartGradient` needs. */
export function areApart(b: Builder, x: string, { kernel, ...window }: Window): boolean {
  const fits = kernel.every((k, i) => {
    const beside = k === window.strides[i] && window.dilations[i] === 1 && window.before[i] === 0;
    return beside && k * window.output[i]! <= window.input[i]!;
  });
  const [rows = 1, columns = 1] = kernel;
  const small = kernel.length === 2 && rows * columns > 1 && rows * columns <= mostPlaces;
  // what was padded may be infinite, and infinity times the zeros of a filter is not a number
  return fits && small && b.type(x).type === 'float32' && b.maker(x)?.op !== 'Pad';
}

/**
 * d max(x) = dx where x is its window's first maximum y. Which place that is, is found at y's size: a depthwise Conv picks
 * one element of each window, y - x > 0 says that the maximum comes later, and one Conv is all of this where a runtime
 * fuses. Then one comparison with a pattern of places spreads dy over the windows, channels last.
 */
export function apartGradient(b: Builder, x: string, y: string, dy: string, window: Window): string {
  const [n = 1, channels = 1, high = 1, wide = 1] = b.shape(y);
  const [rows = 1, columns = 1] = window.kernel;
  const each = (value: string): string => {
    const last = b.node('Transpose', [value], { perm: [0, 2, 3, 1] });
    return b.node('Reshape', [last, b.ints([n * high, 1, wide, 1, channels])]);
  };
  const places = tensorOf('float32', [rows, 1, columns, 1], range(rows * columns));
  const isFirst = b.node('Equal', [each(firstPlace(b, x, y, window)), b.constant(places)]);
  const spread = b.node('Mul', [asNumbers(b, isFirst, dy), each(dy)]);
  const joined = b.node('Reshape', [spread, b.ints([n, high * rows, wide * columns, channels])]);
  const whole = window.input.reduce((value, size, i) => shiftAxis(b, value, i + 1, 0, size), joined);
  return b.node('Transpose', [whole], { perm: [0, 3, 1, 2] });
}

/** n0 + n0 n1 + n0 n1 n2 + ..., where nk says that the maximum is not at place k. */
function firstPlace(b: Builder, x: string, y: string, window: Window): string {
  const [rows = 1, columns = 1] = window.kernel;
  let [later, place] = ['', ''];
  for (const at of range(rows * columns - 1)) {
    const below = b.node('Add', [pick(b, x, window, at), y]);
    later = later === '' ? isPositive(b, below) : b.node('Mul', [later, isPositive(b, below)]);
    place = place === '' ? later : b.node('Add', [place, later]);
  }
  return place;
}

/** -x at one place of each window. */
function pick(b: Builder, x: string, window: Window, at: number): string {
  const channels = b.shape(x)[1]!;
  const size = window.kernel[0]! * window.kernel[1]!;
  const one = Float32Array.from({ length: channels * size }, (_, i) => (i % size === at ? -1 : 0));
  const filter = b.constant(tensorOf('float32', [channels, 1, ...window.kernel], one));
  return b.node('Conv', [x, filter], {
    kernel_shape: window.kernel,
    strides: window.strides,
    dilations: [1, 1],
    pads: [0, 0, 0, 0],
    group: channels,
  });
}
