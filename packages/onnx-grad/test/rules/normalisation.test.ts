import { describe, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { uniform } from '../support/random.ts';

describe('normalisation', () => {
  it.each([
    [5, 3],
    [4, 5],
    [6, 7],
    [2, 5],
    [3, 1],
  ])('LRN over %d channels, %d at a time', async (channels, size) => {
    const attributes = { size, alpha: 0.5, beta: 0.75, bias: 1.5 };
    await checkGradient({
      at: { x: uniform([2, channels, 3, 2], 1, -2, 2) },
      make: (b) => b.node('LRN', ['x'], attributes),
      step: 0.01,
    });
  });

  it('BatchNormalization with given statistics', async () => {
    const [scale, bias, mean, variance] = [
      uniform([3], 2),
      uniform([3], 3),
      uniform([3], 4),
      uniform([3], 5, 0.5, 2),
    ];
    for (const dims of [
      [2, 3, 4, 4],
      [2, 3],
      [2, 3, 5],
    ]) {
      await checkGradient({
        at: { x: uniform(dims, 1) },
        make: (b) =>
          b.node('BatchNormalization', ['x', ...[scale, bias, mean, variance].map((t) => b.constant(t))], {
            epsilon: 0.01,
          }),
        step: 0.1,
      });
    }
  });
});
