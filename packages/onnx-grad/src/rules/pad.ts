import type { Call } from './call.ts';
import { pick, stridedIndices } from './evaluate.ts';
import type { Rule, Step } from './rule.ts';
import { scatterAxis } from './scatter.ts';
import { range, stridesOf } from './shapes.ts';

/** Padding of every axis: [before, after]; negative crops. */
function padding(call: Call): readonly (readonly [number, number])[] {
  const pads = call.ints(1);
  const axes = call.has(3) ? call.ints(3).map((axis) => call.axis(axis)) : range(call.rank(0));
  if (pads.length !== 2 * axes.length) call.fail('bad-shape', `${pads.length} pads for ${axes.length} axes`);
  return range(call.rank(0)).map((axis) => {
    const i = axes.indexOf(axis);
    return i < 0 ? [0, 0] : [pads[i]!, pads[i + axes.length]!];
  });
}

function paddedDims(call: Call): readonly number[] {
  const all = padding(call);
  return call.dims(0).map((size, axis) => {
    const padded = size + all[axis]![0] + all[axis]![1];
    return padded >= 0 ? padded : call.fail('bad-shape', `axis ${axis} would have ${padded} elements`);
  });
}

/** Which element stands at each place of a padded axis; -1 for the constant. */
function sources(call: Call, axis: number): readonly number[] {
  const [before] = padding(call)[axis]!;
  const size = call.dims(0)[axis]!;
  const source =
    placers.get(call.text('mode', 'constant')) ??
    call.fail('unsupported-attribute', `mode ${call.text('mode', '')}`);
  const padded = paddedDims(call)[axis]!;
  call.spend(padded);
  return range(padded).map((i) => source(i - before, size));
}

const placers = new Map<string, (i: number, size: number) => number>([
  ['constant', (i, size) => (i >= 0 && i < size ? i : -1)],
  ['edge', (i, size) => Math.min(size - 1, Math.max(0, i))],
  ['reflect', reflected],
]);

function reflected(i: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const at = ((i % period) + period) % period;
  return Math.min(at, period - at);
}

/** d pad(x) = dx without the padding; what was mirrored adds up where it came from */
function unpad(step: Step): string {
  const { b, call, dy } = step;
  const all = padding(call);
  if (call.text('mode', 'constant') === 'constant') return crop(step);
  return all.reduce((gradient, [before, after], axis) => {
    if (before === 0 && after === 0) return gradient;
    call.spend(call.dims(0)[axis]! * paddedDims(call)[axis]!);
    return scatterAxis(b, gradient, axis, sources(call, axis), call.dims(0)[axis]!);
  }, dy);
}

function crop({ b, call, dy }: Step): string {
  const all = padding(call);
  if (all.some(([before, after]) => before < 0 || after < 0)) {
    const pads = [...all.map(([before]) => -before), ...all.map(([, after]) => -after)];
    return b.node('Pad', [dy, b.ints(pads), b.scalar(dy, 0)]);
  }
  const starts = all.map(([before]) => before);
  const ends = starts.map((start, axis) => start + call.dims(0)[axis]!);
  return b.node('Slice', [dy, b.ints(starts), b.ints(ends), b.ints(range(starts.length))]);
}

/** Constants: gathered from the tensor with one fill value put behind it. */
function evaluate(call: Call): ReturnType<NonNullable<Rule['evaluate']>> {
  const x = call.known(0);
  const dims = paddedDims(call);
  const strides = stridesOf(x.dims);
  const maps = range(dims.length).map((axis) => sources(call, axis));
  const out = stridesOf(dims);
  const indices = stridedIndices(dims, out).map((flat) => {
    const places = maps.map((map, axis) => map[Math.floor(flat / out[axis]!) % dims[axis]!]!);
    return places.some((place) => place < 0)
      ? -1
      : places.reduce((sum, place, axis) => sum + place * strides[axis]!, 0);
  });
  const padded = pick(
    x,
    dims,
    indices.map((i) => Math.max(0, i)),
  );
  const fill = call.has(2) ? call.known(2).data[0]! : 0;
  indices.forEach((index, i) => {
    if (index < 0) padded.data[i] = typeof padded.data[0] === 'bigint' ? BigInt(fill) : fill;
  });
  return [padded];
}

export const padRules = {
  Pad: {
    infer: (call) => call.like(paddedDims(call)),
    evaluate,
    lower: (call, b) => {
      if (!call.has(3)) return false;
      const all = padding(call);
      const pads = b.ints([...all.map(([before]) => before), ...all.map(([, after]) => after)]);
      b.replay({ ...call.node, inputs: [call.input(0), pads, call.node.inputs[2] ?? ''] });
      return true;
    },
    gradient: (step) => [unpad(step), null, null],
  },
} satisfies Record<string, Rule>;
