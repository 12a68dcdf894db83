import { isPositive } from './mask.ts';
import type { Builder, Step } from './rule.ts';
import { range } from './shapes.ts';

/**
 * dy where units are open (1 in the mask, else 0): the true gradient, or one of the variants that pictures are made with.
 * `guided` passes only what pushes upwards. `leaky`: where a picture gets nothing through at all, what would open its units
 * passes (Lucid's redirected gradient, Olah et al. 2017), so that a unit which is off everywhere can be woken.
 * `low` is what closed units give, or null where they only close above; those that give more closed above.
 */
export function gated({ b, dy, relu: mode, ...step }: Step, open: string, low: number | null = 0): string {
  const passed = b.node('Mul', [mode === 'guided' ? b.node('Relu', [dy]) : dy, open]);
  if (mode !== 'leaky') return passed;
  const opening = low === null ? falling(b, dy) : inwards(b, dy, above(b, step.y(), low));
  return b.node('Add', [passed, b.node('Mul', [isNothing(b, passed), opening])]);
}

function above(b: Builder, y: string, low: number): string {
  return isPositive(b, low === 0 ? y : b.node('Sub', [y, b.scalar(y, low)]));
}

/** min(dy, 0) */
function falling(b: Builder, dy: string): string {
  return b.node('Sub', [dy, b.node('Relu', [dy])]);
}

/** max(dy, 0) where units are closed below, min(dy, 0) = max(dy, 0) - |dy| where above. */
function inwards(b: Builder, dy: string, isAbove: string): string {
  return b.node('Sub', [b.node('Relu', [dy]), b.node('Mul', [isAbove, b.node('Abs', [dy])])]);
}

/** 1 for each picture whose gradient is zero everywhere, [N, 1, ...]. */
function isNothing(b: Builder, gradient: string): string {
  const axes = range(b.shape(gradient).length).slice(1);
  const size = b.node('Abs', [gradient]);
  const most = axes.length > 0 ? b.node('ReduceMax', [size], { axes, keepdims: 1 }) : size;
  return b.node('Sub', [b.scalar(most, 1), isPositive(b, most)]);
}
