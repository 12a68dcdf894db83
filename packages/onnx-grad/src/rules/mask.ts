import { typeCode } from '../file/tensor.ts';
import type { Builder } from './rule.ts';

/**
 * 1 where x > 0, else 0, as numbers. A HardSigmoid this steep is the step function in one pass; with Greater and Cast
 * it takes two and twice the time, with Greater and Where four times (measured, ONNX Runtime 1.30 on a CPU).
 */
export function isPositive(b: Builder, x: string): string {
  return isAbove(b, x, 0);
}

/** 1 where x > bound, else 0: in one pass, too, for a power of two times x - bound is exact where it matters, at 0. */
export function isAbove(b: Builder, x: string, bound: number): string {
  if (b.type(x).type !== 'float32') return asNumbers(b, b.node('Greater', [x, b.scalar(x, bound)]), x);
  return b.node('HardSigmoid', [x], { alpha: steep(bound), beta: -bound * steep(bound) });
}

function isBelow(b: Builder, x: string, bound: number): string {
  if (b.type(x).type !== 'float32') return asNumbers(b, b.node('Less', [x, b.scalar(x, bound)]), x);
  return b.node('HardSigmoid', [x], { alpha: -steep(bound), beta: bound * steep(bound) });
}

/** The highest power of two that leaves its product with the bound finite. */
function steep(bound: number): number {
  return 2 ** (126 - Math.max(0, Math.ceil(Math.log2(Math.abs(bound)))));
}

/**
 * 1 where low < y < high, else 0, for a y that was clipped to them. A bound that is not there is undefined. Both masks
 * and their product stay in the blocked layout of ONNX Runtime's convolutions, which a difference would leave.
 */
export function isInside(b: Builder, y: string, low: number | undefined, high: number | undefined): string {
  const below = high === undefined ? undefined : isBelow(b, y, high);
  if (low === undefined) return below ?? b.scalar(y, 1);
  const above = isAbove(b, y, low);
  return below === undefined ? above : b.node('Mul', [above, below]);
}

/** A mask as numbers of the same type as `model`. */
export function asNumbers(b: Builder, mask: string, model: string): string {
  return b.node('Cast', [mask], { to: typeCode(b.type(model).type) });
}

/** dy where the mask holds, else 0. */
export function masked(b: Builder, mask: string, dy: string): string {
  return b.node('Mul', [dy, asNumbers(b, mask, dy)]);
}
