import { describe, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { uniform } from '../support/random.ts';

describe('matrix products', () => {
  it('Gemm with every transpose, scale and bias', async () => {
    for (const transA of [0, 1]) {
      for (const transB of [0, 1]) {
        const at = {
          a: uniform(transA ? [4, 3] : [3, 4], 1),
          w: uniform(transB ? [5, 4] : [4, 5], 2),
          c: uniform([5], 3),
        };
        const attributes = { transA, transB, alpha: 0.7, beta: 1.3 };
        await checkGradient({ at, make: (b) => b.node('Gemm', ['a', 'w', 'c'], attributes), step: 0.05 });
      }
    }
    await checkGradient({
      at: { a: uniform([3, 4], 1) },
      make: (b) => b.node('Gemm', ['a', b.constant(uniform([4, 2], 2))]),
    });
  });

  it.each([
    [
      [3, 4],
      [4, 5],
    ],
    [
      [2, 3, 4],
      [4, 5],
    ],
    [
      [3, 4],
      [2, 4, 5],
    ],
    [
      [2, 1, 3, 4],
      [3, 4, 2],
    ],
    [[4], [4, 5]],
    [[3, 4], [4]],
    [[4], [4]],
    [[2, 3, 4], [4]],
    [[4], [2, 4, 3]],
  ])('MatMul of %j and %j', async (left, right) => {
    await checkGradient({
      at: { a: uniform(left, 1), w: uniform(right, 2) },
      make: (b) => b.node('MatMul', ['a', 'w']),
      step: 0.05,
    });
  });
});
