import type { Call } from './call.ts';
import { pick, stridedIndices } from './evaluate.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { insertZeros } from './scatter.ts';
import { range, stridesOf } from './shapes.ts';

interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Which elements of each axis a Slice keeps. Ends beyond the tensor are clamped, as ONNX says. */
function cuts(call: Call): readonly Cut[] {
  const [starts, ends] = [call.ints(1), call.ints(2)];
  const axes = call.has(3) ? call.ints(3) : range(starts.length);
  const steps = call.has(4) ? call.ints(4) : starts.map(() => 1);
  if (new Set(axes.map((given) => call.axis(given))).size < axes.length || starts.length !== axes.length)
    call.fail('bad-shape', 'the axes, starts and ends do not go together');
  return axes.map((given, i) => {
    const axis = call.axis(given);
    const size = call.dims(0)[axis]!;
    const step = steps[i] ?? 1;
    if (step === 0) call.fail('unsupported-attribute', 'a slice cannot have step 0');
    const at = (n: number): number => (n < 0 ? n + size : n);
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const start = Math.min(high, Math.max(step > 0 ? 0 : low, at(starts[i] ?? 0)));
    const end = Math.min(high, Math.max(low, at(ends[i] ?? 0)));
    return { axis, start, step, count: Math.max(0, Math.ceil((end - start) / step)) };
  });
}

function slicedDims(call: Call): readonly number[] {
  return cuts(call).reduce<readonly number[]>(
    (dims, { axis, count }) => dims.with(axis, count),
    call.dims(0),
  );
}

const slice: Rule = {
  infer: (call) => call.like(slicedDims(call)),
  evaluate: (call, [x]) => {
    const strides = stridesOf(x!.dims);
    const offset = cuts(call).reduce((sum, { axis, start }) => sum + start * strides[axis]!, 0);
    const steps = cuts(call).reduce((all, { axis, step }) => all.with(axis, all[axis]! * step), strides);
    return [pick(x!, slicedDims(call), stridedIndices(slicedDims(call), steps, offset))];
  },
  gradient: (step) => [unslice(step)],
};

/** d slice(x) = dx at the places the slice took, zero elsewhere */
function unslice({ b, call, dy }: Step): string {
  let gradient = dy;
  const dims = call.dims(0);
  const [before, after] = [dims.map(() => 0), dims.map(() => 0)];
  for (const { axis, start, step, count } of cuts(call)) {
    const low = step > 0 ? start : start + step * (count - 1);
    if (step < 0) gradient = reverse(b, gradient, axis);
    gradient = insertZeros(b, gradient, axis, Math.abs(step));
    before[axis] = low;
    after[axis] = dims[axis]! - low - b.shape(gradient)[axis]!;
  }
  return padZeros(b, gradient, before, after);
}

function reverse(b: Builder, value: string, axis: number): string {
  return b.node('Slice', [value, b.ints([-1]), b.ints([-(2 ** 31)]), b.ints([axis]), b.ints([-1])]);
}

function padZeros(b: Builder, value: string, before: readonly number[], after: readonly number[]): string {
  if ([...before, ...after].every((size) => size === 0)) return value;
  return b.node('Pad', [value, b.ints([...before, ...after]), b.scalar(value, 0)]);
}

export const sliceRules = { Slice: slice } satisfies Record<string, Rule>;
