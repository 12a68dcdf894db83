import { toAttributes } from './attributes.ts';
import type { Call } from './call.ts';
import { asNumbers } from './mask.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { deinterleave, interleave, shiftAxis } from './scatter.ts';
import { range } from './shapes.ts';
import { apartGradient, areApart } from './windows-apart.ts';
import { isExplicit, windowAttributes, windowOf, type Window } from './window.ts';

function poolWindow(call: Call): Window {
  if ((call.node.outputs[1] ?? '') !== '') {
    call.fail('unsupported-attribute', 'the output Indices is not supported');
  }
  const kernel = call.list('kernel_shape') ?? call.fail('unsupported-attribute', 'kernel_shape is missing');
  return windowOf(call, kernel);
}

/**
 * d max(x) = dx where x is its window's maximum; of equal maxima the first, row by row, as PyTorch has it.
 * Axis by axis: a max over a rectangle is a max over rows of maxima over columns, so that a 3 x 3 window needs 2 + 2
 * comparisons instead of 9; channels last, so that whatever is moved is moved in runs. Measured: docs/max-pool.md.
 */
function gradient({ b, call, dy, ...step }: Step): string {
  const window = poolWindow(call);
  const [x, y] = [call.input(0), step.y()];
  if (areApart(b, x, window)) return apartGradient(b, x, y, dy, window);
  const axes = range(window.kernel.length)
    .filter((axis) => window.kernel[axis]! > 1 || window.strides[axis]! > 1)
    .reverse();
  const partial = axes
    .slice(0, -1)
    .reduce((maxima, axis) => [...maxima, poolAxis(b, maxima.at(-1)!, window, axis)], [x]);
  const maxima = [...partial, y].map((value) => channelsLast(b, value));
  const dx = axes.reduceRight(
    (at, axis, i) => unpoolAxis(b, maxima[i]!, maxima[i + 1]!, at, window, axis),
    channelsLast(b, dy),
  );
  const space = range(window.kernel.length).map((i) => i + 1);
  return b.node('Transpose', [dx], { perm: [0, space.length + 1, ...space] });
}

function channelsLast(b: Builder, value: string): string {
  const space = range(b.shape(value).length).slice(2);
  return b.node('Transpose', [value], { perm: [0, ...space, 1] });
}

/** The maxima along one axis. */
function poolAxis(b: Builder, value: string, window: Window, axis: number): string {
  const only = (list: readonly number[], other: number): number[] =>
    list.map((n, i) => (i === axis ? n : other));
  return b.node('MaxPool', [value], {
    kernel_shape: only(window.kernel, 1),
    strides: only(window.strides, 1),
    dilations: only(window.dilations, 1),
    pads: [...only(window.before, 0), ...only(window.after, 0)],
  });
}

/** One place of the window along an axis: which residue of the stride it falls on, and how many steps on. */
interface Place {
  readonly phase: number;
  readonly shift: number;
}

/** dx along one axis: place by place, whatever equals the maximum takes what is left of dy; the last place takes the rest. */
function unpoolAxis(b: Builder, x: string, y: string, dy: string, window: Window, spatial: number): string {
  const axis = spatial + 1;
  const [stride, dilation] = [window.strides[spatial]!, window.dilations[spatial]!];
  const places = range(window.kernel[spatial]!).map((i): Place => {
    return { phase: (i * dilation) % stride, shift: Math.floor((i * dilation) / stride) };
  });
  const phases = phasesOf(b, x, window, spatial, places);
  let rest = dy;
  const shares = places.slice(0, -1).map(({ phase, shift }) => {
    const seen = shiftAxis(b, phases[phase]!, axis, -shift, window.output[spatial]!);
    const isMax = asNumbers(b, b.node('Equal', [seen, y]), dy);
    const share = b.node('Mul', [rest, isMax]);
    rest = b.node('Sub', [rest, share]);
    return share;
  });
  return assemble(b, [...shares, rest], places, window, spatial);
}

/** x split by residue of the stride, as far as the windows' places but the last reach. */
function phasesOf(
  b: Builder,
  x: string,
  window: Window,
  spatial: number,
  places: readonly Place[],
): string[] {
  const compared = places.slice(0, -1);
  if (compared.length === 0) return [];
  const stride = window.strides[spatial]!;
  const steps = window.output[spatial]! + compared.at(-1)!.shift;
  const lowest = b.type(x).type === 'float64' ? -Number.MAX_VALUE : -3.4028234663852886e38;
  const [before, length] = [window.before[spatial]!, steps * stride];
  const enough = before === 0 && window.input[spatial]! >= length;
  const padded = enough ? x : shiftAxis(b, x, spatial + 1, before, length, lowest);
  return deinterleave(b, padded, spatial + 1, stride, steps);
}

/** Adds up the shares of each residue at their shifts and lays the residues side by side again. */
function assemble(
  b: Builder,
  shares: readonly string[],
  places: readonly Place[],
  window: Window,
  spatial: number,
): string {
  const axis = spatial + 1;
  const steps = window.output[spatial]! + places.at(-1)!.shift;
  const phases = range(window.strides[spatial]!).map((phase) => {
    const parts = shares.flatMap((share, i) =>
      places[i]!.phase === phase ? [shiftAxis(b, share, axis, places[i]!.shift, steps)] : [],
    );
    if (parts.length === 0) return b.zeros(shares[0]!, b.shape(shares[0]!).with(axis, steps));
    return parts.reduce((sum, part) => b.node('Add', [sum, part]));
  });
  return shiftAxis(b, interleave(b, phases, axis), axis, -window.before[spatial]!, window.input[spatial]!);
}

export const maxPoolRules = {
  MaxPool: {
    infer: (call) => call.like([...call.dims(0).slice(0, 2), ...poolWindow(call).output]),
    lower: (call, b) => {
      if (isExplicit(call)) return false;
      const attributes = toAttributes(windowAttributes(poolWindow(call)));
      b.replay({ ...call.node, outputs: call.node.outputs.slice(0, 1), attributes });
      return true;
    },
    gradient: (step) => [gradient(step)],
  },
} satisfies Record<string, Rule>;
