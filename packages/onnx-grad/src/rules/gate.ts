import { isPositive } from './mask.ts';
import type { Builder, Step } from './rule.ts';
import { range } from './shapes.ts';

/** The bounds at which units close: what they give there. */
interface Bounds {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/**
 * dy where units are open (1 in the mask, else 0): the true gradient, or one of the variants that pictures are made with.
 * `guided` passes only what pushes upwards. `leaky`: where a picture gets nothing through at all, what would open its units
 * passes (Lucid's redirected gradient, Olah et al. 2017), so that a unit which is off everywhere can be woken.
 */
export function gated(step: Step, open: string, bounds: Bounds): string {
  const { b, dy, relu: mode } = step;
  const passed = b.node('Mul', [mode === 'guided' ? b.node('Relu', [dy]) : dy, open]);
  if (mode !== 'leaky') return passed;
  return b.node('Add', [passed, b.node('Mul', [isNothing(b, passed), opening(step, bounds)])]);
}

/** max(dy, 0) where units are closed below; min(dy, 0) = max(dy, 0) - |dy| where above. */
function opening({ b, dy, ...step }: Step, { low, high }: Bounds): string {
  const rising = b.node('Relu', [dy]);
  if (high === undefined) return rising;
  if (low === undefined) return b.node('Sub', [dy, rising]);
  const isAbove = isPositive(b, low === 0 ? step.y() : b.node('Sub', [step.y(), b.scalar(dy, low)]));
  return b.node('Sub', [rising, b.node('Mul', [isAbove, b.node('Abs', [dy])])]);
}

/** 1 for each picture whose gradient is zero everywhere, [N, 1, ...]. */
function isNothing(b: Builder, gradient: string): string {
  const axes = range(b.shape(gradient).length).slice(1);
  const size = b.node('Abs', [gradient]);
  const most = axes.length > 0 ? b.node('ReduceMax', [size], { axes, keepdims: 1 }) : size;
  return b.node('Sub', [b.scalar(most, 1), isPositive(b, most)]);
}
