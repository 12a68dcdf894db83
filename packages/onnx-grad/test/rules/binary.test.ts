import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { distinct, uniform } from '../support/random.ts';

const seeds = fc.integer({ min: 1, max: 1e6 });

/** Two shapes that broadcast: axes of either may be 1 or missing. */
const pair = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 4 }), a: fc.boolean(), b: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((axes) => fc.tuple(fc.constant(axes), fc.integer({ min: 0, max: axes.length }), fc.boolean()))
  .map(([axes, missing, swap]) => {
    const left = axes.map(({ size, a }) => (a ? size : 1));
    const right = axes.map(({ size, b }) => (b ? size : 1)).slice(missing);
    return swap ? ([right, left] as const) : ([left, right] as const);
  });

describe('arithmetic with broadcasting', () => {
  it.each(['Add', 'Sub', 'Mul', 'Div', 'Sum', 'Mean'])(
    '%s has the gradient of its differences',
    async (op) => {
      await fc.assert(
        fc.asyncProperty(pair, seeds, async ([left, right], seed) => {
          const at = { x: uniform(left, seed, 0.7, 2), z: uniform(right, seed + 1, 0.7, 2) };
          await checkGradient({ at, make: (b) => b.node(op, ['x', 'z']), step: 0.01 });
        }),
        { seed: 1, numRuns: 12 },
      );
    },
  );

  it('Pow has gradients for its base and its exponent', async () => {
    await fc.assert(
      fc.asyncProperty(pair, seeds, async ([left, right], seed) => {
        const at = { x: uniform(left, seed, 0.7, 2), z: uniform(right, seed + 1, -2, 3) };
        await checkGradient({ at, make: (b) => b.node('Pow', ['x', 'z']), step: 0.01 });
      }),
      { seed: 2, numRuns: 12 },
    );
  });

  it.each([2, 3, 0.5, -0.75, 1])('Pow with the constant exponent %d', async (exponent) => {
    const low = Number.isInteger(exponent) ? -2 : 0.5;
    await checkGradient({
      at: { x: uniform([3, 4], 3, low, 2) },
      make: (b) => b.node('Pow', ['x', b.constant(exponent)]),
      step: 0.01,
    });
  });

  it.each(['Max', 'Min'])('%s gives the gradient to the extremum', async (op) => {
    const all = distinct([3, 4], 4).data as Float32Array;
    const at = {
      x: { type: 'float32', dims: [2, 4], data: all.slice(0, 8) } as const,
      z: { type: 'float32', dims: [4], data: all.slice(8) } as const,
    };
    await checkGradient({ at, make: (b) => b.node(op, ['x', 'z']) });
  });

  it.each(['Sum', 'Mean', 'Max', 'Min'])('%s takes one input, and three', async (op) => {
    const parts = [1, 2, 3].map((seed) => uniform([2, 3], seed, 3 * seed, 3 * seed + 2));
    await checkGradient({ at: { x: parts[0]! }, make: (b) => b.node(op, ['x']) });
    await checkGradient({
      at: { x: parts[0]!, y: parts[1]!, z: parts[2]! },
      make: (b) => b.node(op, ['x', 'y', 'z']),
    });
  });

  it('an input used twice gets both gradients', async () => {
    await checkGradient({
      at: { x: uniform([2, 3], 6) },
      make: (b) => b.node('Mul', ['x', b.node('Add', ['x', 'x'])]),
      step: 0.01,
    });
    await checkGradient({
      at: { x: uniform([2, 3], 6, 1, 2) },
      make: (b) => b.node('Div', ['x', b.node('Sqrt', ['x'])]),
      step: 0.01,
    });
  });

  it('Where sends the gradient to what it chose', async () => {
    const make = (b: Parameters<Parameters<typeof checkGradient>[0]['make']>[0]): string =>
      b.node('Where', [b.node('Greater', ['x', 'z']), b.node('Mul', ['x', 'x']), 'z']);
    await checkGradient({
      at: { x: distinct([3, 4], 7), z: uniform([4], 8, 0.01, 0.04) },
      make,
      step: 0.005,
      tolerance: 5e-3,
    });
  });
});
