import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { distinct, uniform } from '../support/random.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const seeds = fc.integer({ min: 1, max: 1e6 });

/** Ops that bend nowhere, and where to try them. */
const smooth: Readonly<Record<string, readonly [number, number]>> = {
  Sigmoid: [-4, 4],
  Tanh: [-2, 2],
  Softplus: [-4, 4],
  Softsign: [0.2, 3],
  Neg: [-1, 1],
  Exp: [-1, 1],
  Log: [0.5, 3],
  Sqrt: [0.5, 3],
  Reciprocal: [0.7, 3],
  Sin: [-3, 3],
  Cos: [-3, 3],
  Erf: [-2, 2],
};

describe('smooth functions', () => {
  it.each(Object.entries(smooth))('%s has the gradient of its differences', async (op, [low, high]) => {
    await fc.assert(
      fc.asyncProperty(shapes, seeds, async (dims, seed) => {
        await checkGradient({
          at: { x: uniform(dims, seed, low, high) },
          make: (b) => b.node(op, ['x']),
          step: 0.01,
        });
      }),
      { seed: 1, numRuns: 8 },
    );
  });
});

describe('functions with a kink', () => {
  it.each(['Abs', 'Floor', 'Ceil', 'Round', 'Sign'])('%s has the gradient of its differences', async (op) => {
    await fc.assert(
      fc.asyncProperty(shapes, seeds, async (dims, seed) => {
        await checkGradient({ at: { x: distinct(dims, seed) }, make: (b) => b.node(op, ['x']) });
      }),
      { seed: 2, numRuns: 8 },
    );
  });
});
