import { numbersOf, tensorOf } from '../file/tensor.ts';
import { toAttributes } from './attributes.ts';
import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { range } from './shapes.ts';

/** One axis being resized: `from` elements become `to`; `scale` as the file gives it, or to / from. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
}

/** An element of the result is a sum of weighted elements of the input: [index, weight]. */
type Taps = readonly (readonly [number, number])[];

/** The sizes (input 3) or the scales (input 2); an empty list is an absent one. */
function targets(call: Call, i: 2 | 3): readonly number[] | undefined {
  const numbers = call.has(i) ? numbersOf(call.known(i)) : [];
  return numbers.length > 0 ? numbers : undefined;
}

function axesOf(call: Call): readonly Axis[] {
  const [scales, sizes] = [targets(call, 2), targets(call, 3)];
  const given = sizes ?? scales ?? call.fail('bad-shape', 'neither scales nor sizes are given');
  if (given.length !== call.rank(0)) call.fail('bad-shape', `${given.length} targets for the axes`);
  return call.dims(0).map((from, axis) => {
    const scale = sizes ? Math.fround(sizes[axis]! / from) : scales![axis]!;
    if (!(scale > 0)) call.fail('bad-shape', `axis ${axis} is scaled by ${scale}`);
    return { from, to: sizes?.[axis] ?? Math.floor(Math.fround(from * scale)), scale };
  });
}

type Place = (i: number, axis: Axis) => number;

const halfPixel: Place = (i, { scale }) => Math.fround(Math.fround((i + 0.5) / scale) - 0.5);

/** Where element i of the result stands in the input: coordinate_transformation_mode. */
const places = new Map<string, Place>([
  ['half_pixel', halfPixel],
  ['pytorch_half_pixel', (i, axis) => (axis.to > 1 ? halfPixel(i, axis) : 0)],
  ['asymmetric', (i, { scale }) => Math.fround(i / scale)],
  ['align_corners', (i, { from, to }) => (to > 1 ? Math.fround((i * (from - 1)) / (to - 1)) : 0)],
]);

const nearestModes = new Map<string, (x: number) => number>([
  ['round_prefer_floor', (x) => Math.ceil(x - 0.5)],
  ['round_prefer_ceil', (x) => Math.floor(x + 0.5)],
  ['floor', Math.floor],
  ['ceil', Math.ceil],
]);

const clamp = (x: number, { from }: Axis): number => Math.min(from - 1, Math.max(0, x));

/** The elements that make each element of the result along one axis. */
function tapsOf(call: Call, axis: Axis): readonly Taps[] {
  const place = choose(call, places, 'coordinate_transformation_mode', 'half_pixel');
  const taps = choose(call, modes, 'mode', 'nearest')(call);
  call.spend(axis.to);
  return range(axis.to).map((i) => taps(axis.scale === 1 ? i : place(i, axis), axis));
}

function choose<T>(call: Call, table: ReadonlyMap<string, T>, name: string, fallback: string): T {
  const wanted = call.text(name, fallback);
  const known = [...table.keys()].join(', ');
  return (
    table.get(wanted) ??
    call.fail('unsupported-attribute', `${name} "${wanted}" is not supported, only ${known}`)
  );
}

const modes = new Map<string, (call: Call) => (x: number, axis: Axis) => Taps>([
  ['nearest', nearest],
  ['linear', () => linear],
  ['cubic', cubic],
]);

function nearest(call: Call): (x: number, axis: Axis) => Taps {
  const round = choose(call, nearestModes, 'nearest_mode', 'round_prefer_floor');
  return (x, axis) => [[clamp(round(x), axis), 1]];
}

/** (1 - t) x_i + t x_(i + 1) */
function linear(x: number, axis: Axis): Taps {
  const inside = clamp(x, axis);
  const low = Math.floor(inside);
  return [
    [low, 1 - (inside - low)],
    [clamp(low + 1, axis), inside - low],
  ];
}

/** Keys' cubic through the four elements around; beyond the ends the last one repeats. */
function cubic(call: Call): (x: number, axis: Axis) => Taps {
  if (call.int('exclude_outside', 0) !== 0)
    call.fail('unsupported-attribute', 'exclude_outside is not supported');
  const a = call.float('cubic_coeff_a', -0.75);
  const near = (d: number): number => ((a + 2) * d - (a + 3)) * d * d + 1;
  const far = (d: number): number => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return (x, axis) => {
    const low = Math.floor(x);
    return [low - 1, low, low + 1, low + 2].map((i) => {
      const d = Math.abs(x - i);
      return [clamp(i, axis), d <= 1 ? near(d) : far(d)];
    });
  };
}

/** y = M_h x M_w^T is linear: dx = M_h^T dy M_w, axis by axis; whole blocks of copies are summed by a pool. */
function resize(step: Step): string {
  const { b, call, dy } = step;
  const axes = axesOf(call);
  const taps = axes.map((axis) => (isStill(axis) ? undefined : tapsOf(call, axis)));
  const factors = axes.map((axis, i) => repeats(axis, taps[i]));
  if (isPool(factors)) return sumBlocks(b, dy, factors);
  return taps.reduce<string>(
    (gradient, of, i) => (of ? transposed(step, gradient, i, axes[i]!, of) : gradient),
    dy,
  );
}

function isStill({ from, to, scale }: Axis): boolean {
  return from === to && scale === 1;
}

/** How often each element of an axis is repeated, when it is just that. */
function repeats({ from, to }: Axis, taps: readonly Taps[] | undefined): number | undefined {
  if (!taps) return 1;
  const factor = to / from;
  const plain = taps.every(
    (of, i) => of.length === 1 && of[0]![0] === Math.floor(i / factor) && Number.isInteger(factor),
  );
  return plain ? factor : undefined;
}

function isPool(factors: readonly (number | undefined)[]): factors is number[] {
  const spatial = factors.length > 2 && factors.length <= 5;
  return spatial && factors[0] === 1 && factors[1] === 1 && !factors.includes(undefined);
}

function sumBlocks(b: Builder, dy: string, [, , ...factors]: readonly number[]): string {
  const means = b.node('AveragePool', [dy], { kernel_shape: factors, strides: factors });
  const count = factors.reduce((product, factor) => product * factor, 1);
  return b.node('Mul', [means, b.scalar(dy, count)]);
}

/** dy times the interpolation matrix [to, from] along one axis. */
function transposed({ b, call }: Step, dy: string, i: number, axis: Axis, taps: readonly Taps[]): string {
  call.spend(axis.from * axis.to);
  const dims = b.shape(dy);
  const { type } = b.type(dy);
  const { from, to } = axis;
  if (i === dims.length - 1)
    return b.node('MatMul', [dy, b.constant(tensorOf(type, [to, from], matrix(axis, taps, from, 1)))]);
  const left = b.constant(tensorOf(type, [from, to], matrix(axis, taps, 1, to)));
  if (i === dims.length - 2) return b.node('MatMul', [left, dy]);
  const columns = b.node('Reshape', [dy, b.ints([...dims.slice(0, i + 1), -1])]);
  const product = b.node('MatMul', [left, columns]);
  return b.node('Reshape', [product, b.ints(dims.map((size, at) => (at === i ? from : size)))]);
}

/** The matrix's weights, stored with the given steps along the axes `to` and `from`. */
function matrix(axis: Axis, taps: readonly Taps[], stepTo: number, stepFrom: number): Float64Array {
  const weights = new Float64Array(axis.to * axis.from);
  taps.forEach((of, i) => {
    for (const [j, weight] of of) weights[i * stepTo + j * stepFrom]! += weight;
  });
  return weights;
}

/** Since opset 18 only some axes may be given: all are, with what the others have. */
function spread(call: Call, b: Parameters<NonNullable<Rule['lower']>>[1]): boolean {
  const axes = call.list('axes')?.map((axis) => call.axis(axis));
  if (!axes) return false;
  const all = (given: readonly number[], others: readonly number[]): number[] =>
    others.map((other, axis) => given[axes.indexOf(axis)] ?? other);
  const [scales, sizes] = [targets(call, 2), targets(call, 3)];
  const ones = call.dims(0).map(() => 1);
  const inputs = sizes
    ? [call.input(0), '', '', b.ints(all(sizes, call.dims(0)))]
    : [call.input(0), '', b.constant(tensorOf('float32', [ones.length], all(scales ?? [], ones)))];
  b.replay({ ...call.node, inputs, attributes: toAttributes(call.without('axes')) });
  return true;
}

export const resizeRules = {
  Resize: {
    infer: (call) => call.like(axesOf(call).map(({ to }) => to)),
    lower: spread,
    gradient: (step) => [resize(step), null, null, null],
  },
} satisfies Record<string, Rule>;
