import { typeCode } from '../file/tensor.ts';
import type { Builder } from './rule.ts';

/**
 * 1 where x > 0, else 0, as numbers. A HardSigmoid this steep is the step function in one pass; with Greater and Cast
 * it takes two and twice the time, with Greater and Where four times (measured, ONNX Runtime 1.30 on a CPU).
 */
export function isPositive(b: Builder, x: string): string {
  if (b.type(x).type === 'float32') return b.node('HardSigmoid', [x], { alpha: 1e38, beta: 0 });
  return asNumbers(b, b.node('Greater', [x, b.scalar(x, 0)]), x);
}

/**
 * 1 where low < y < high, else 0, for a y that was clipped to them: (y - low)(high - y) is 0 at the bounds alone.
 * A bound that is not there is undefined.
 */
export function isInside(b: Builder, y: string, low: number | undefined, high: number | undefined): string {
  const above = low === 0 || low === undefined ? y : b.node('Sub', [y, b.scalar(y, low)]);
  if (high === undefined) return isPositive(b, above);
  const below = b.node('Sub', [b.scalar(y, high), y]);
  return isPositive(b, low === undefined ? below : b.node('Mul', [above, below]));
}

/** A mask as numbers of the same type as `model`. */
export function asNumbers(b: Builder, mask: string, model: string): string {
  return b.node('Cast', [mask], { to: typeCode(b.type(model).type) });
}

/** dy where the mask holds, else 0. */
export function masked(b: Builder, mask: string, dy: string): string {
  return b.node('Mul', [dy, asNumbers(b, mask, dy)]);
}
