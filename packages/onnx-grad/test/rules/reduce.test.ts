import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { int64 } from '../support/graphs.ts';
import { distinct, uniform } from '../support/random.ts';

const shape = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((dims) => fc.tuple(fc.constant(dims), fc.subarray(dims.map((_, i) => i)), fc.boolean()));
const settings = { seed: 1, numRuns: 12 };

describe('reductions', () => {
  it('ReduceSum over any axes', async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ([dims, axes, keep]) => {
        const given = (b: Parameters<Parameters<typeof checkGradient>[0]['make']>[0]): string[] =>
          axes.length > 0 ? [b.constant(int64(...axes))] : [];
        await checkGradient({
          at: { x: uniform(dims, 1) },
          make: (b) => b.node('ReduceSum', ['x', ...given(b)], { keepdims: Number(keep) }),
        });
      }),
      settings,
    );
  });

  it.each([0, 1])('ReduceSum over no axes, which are all or none: %d', async (noop) => {
    await checkGradient({
      at: { x: uniform([2, 3], 1) },
      make: (b) => b.node('ReduceSum', ['x', b.ints([])], { noop_with_empty_axes: noop }),
    });
  });

  it.each([
    'ReduceMean',
    'ReduceL2',
    'ReduceL1',
    'ReduceSumSquare',
    'ReduceLogSumExp',
    'ReduceMax',
    'ReduceMin',
  ])('%s over any axes', async (op) => {
    await fc.assert(
      fc.asyncProperty(shape, async ([dims, axes, keep]) => {
        const attributes = {
          keepdims: Number(keep),
          ...(axes.length > 0 && { axes: axes.map((axis) => axis - (keep ? dims.length : 0)) }),
        };
        await checkGradient({
          at: { x: distinct(dims, 3) },
          make: (b) => b.node(op, ['x'], attributes),
          step: 0.01,
          tolerance: 5e-3,
        });
      }),
      settings,
    );
  });

  it('GlobalAveragePool and GlobalMaxPool reduce over space', async () => {
    for (const dims of [
      [2, 3, 4, 5],
      [1, 2, 6],
      [1, 2, 2, 3, 2],
    ]) {
      await checkGradient({ at: { x: distinct(dims, 1) }, make: (b) => b.node('GlobalAveragePool', ['x']) });
      await checkGradient({ at: { x: distinct(dims, 1) }, make: (b) => b.node('GlobalMaxPool', ['x']) });
    }
  });

  it.each(['Softmax', 'LogSoftmax'])('%s along each axis', async (op) => {
    for (const axis of [0, 1, -1]) {
      await checkGradient({
        at: { x: uniform([2, 5, 3], 4, -2, 2) },
        make: (b) => b.node(op, ['x'], { axis }),
        step: 0.01,
      });
    }
  });
});
