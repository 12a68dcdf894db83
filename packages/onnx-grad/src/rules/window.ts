import type { Call } from './call.ts';
import { range } from './shapes.ts';

/** A window sliding over the spatial axes of [N, C, ...space], one number per axis. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** The elements a dilated kernel spans along an axis. */
export function extent(window: Window, axis: number): number {
  return (window.kernel[axis]! - 1) * window.dilations[axis]! + 1;
}

/** No axis of a network that runs anywhere is longer: so many numbers may be listed. */
const longest = 2 ** 24;

/** The window of a Conv or pool from its attributes, everything made explicit. Errors: `bad-shape`. */
export function windowOf(call: Call, kernel: readonly number[]): Window {
  const input = call.dims(0).slice(2);
  if (kernel.length !== input.length || input.length === 0) {
    call.fail('bad-shape', `a window of ${kernel.length} axes over ${input.length} spatial axes`);
  }
  const strides = positive(call, 'strides', kernel.length);
  const dilations = positive(call, 'dilations', kernel.length);
  if (kernel.some((size) => !(size >= 1))) call.fail('bad-shape', `a kernel of [${kernel.join(', ')}]`);
  const bare = { kernel, strides, dilations, input, before: [], after: [], output: [] };
  const pads = kernel.map((_, axis) => padsOf(call, bare, axis));
  const [before, after] = [pads.map(([low]) => low), pads.map(([, high]) => high)];
  const fitted = kernel.map((_, axis) => fit(call, { ...bare, before, after }, axis));
  const huge = fitted.find(({ output }) => !(output <= longest));
  if (huge) call.fail('bad-shape', `an axis of ${huge.output} outputs`);
  return {
    ...bare,
    before,
    after: fitted.map(({ after: end }) => end),
    output: fitted.map(({ output }) => output),
  };
}

function positive(call: Call, name: string, rank: number): readonly number[] {
  const list = call.list(name) ?? [];
  const values = list.length === 0 ? range(rank).map(() => 1) : list;
  if (values.length === rank && values.every((value) => value >= 1)) return values;
  return call.fail('unsupported-attribute', `${name} [${values.join(', ')}] for ${rank} axes`);
}

function padsOf(call: Call, window: Window, axis: number): readonly [number, number] {
  const auto = call.text('auto_pad', 'NOTSET');
  if (auto === 'VALID') return [0, 0];
  if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') return samePads(window, axis, auto === 'SAME_UPPER');
  if (auto !== 'NOTSET') call.fail('unsupported-attribute', `auto_pad ${auto}`);
  const pads = call.list('pads') ?? [];
  if (pads.length === 0) return [0, 0];
  const rank = window.kernel.length;
  if (pads.length === 2 * rank && pads.every((pad) => pad >= 0)) return [pads[axis]!, pads[axis + rank]!];
  return call.fail('unsupported-attribute', `pads [${pads.join(', ')}] for ${rank} axes`);
}

/** SAME: as many outputs as strides fit into the input; an odd one goes to the end (UPPER) or the start (LOWER). */
function samePads(window: Window, axis: number, upper: boolean): readonly [number, number] {
  const [size, stride] = [window.input[axis]!, window.strides[axis]!];
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + extent(window, axis) - size);
  const [less, more] = [Math.floor(total / 2), Math.ceil(total / 2)];
  return upper ? [less, more] : [more, less];
}

/** The output size; ceil_mode is said with padding at the end, but no window may start there. */
function fit(call: Call, window: Window, axis: number): { output: number; after: number } {
  const [size, stride, low, high] = [
    window.input[axis]!,
    window.strides[axis]!,
    window.before[axis]!,
    window.after[axis]!,
  ];
  const room = size + low + high - extent(window, axis);
  if (room < 0)
    call.fail(
      'bad-shape',
      `the input is too small: ${size} + ${low + high} padding for a window of ${extent(window, axis)}`,
    );
  if (!call.int('ceil_mode', 0)) return { output: Math.floor(room / stride) + 1, after: high };
  const steps = Math.ceil(room / stride);
  const last = steps * stride >= size + low ? steps - 1 : steps;
  return { output: last + 1, after: Math.max(high, last * stride + extent(window, axis) - size - low) };
}

export type WindowAttributes = Readonly<
  Record<'kernel_shape' | 'strides' | 'dilations' | 'pads', readonly number[]>
>;

/** Explicit attributes. */
export function windowAttributes({ kernel, strides, dilations, before, after }: Window): WindowAttributes {
  return { kernel_shape: kernel, strides, dilations, pads: [...before, ...after] };
}

export function isExplicit(call: Call): boolean {
  const { attributes } = call.node;
  const rank = call.rank(0) - 2;
  const full = (name: string, length: number): boolean => call.list(name)?.length === length;
  return (
    !('auto_pad' in attributes) &&
    !('ceil_mode' in attributes) &&
    full('kernel_shape', rank) &&
    full('pads', 2 * rank) &&
    full('strides', rank)
  );
}
