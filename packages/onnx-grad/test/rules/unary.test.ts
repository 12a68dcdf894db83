import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Builder } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf } from '../support/graphs.ts';
import { distinct, uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

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
  Gelu: [-3, 3],
  Mish: [-3, 3],
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

describe('Gelu', () => {
  it.each(['none', 'tanh'])('%s: x times the share of a bell curve below x', async (approximate) => {
    const x = uniform([2, 3, 4], 1, -3, 3);
    const make = (b: Builder): string => b.node('Gelu', ['x'], { approximate });
    await checkGradient({ at: { x }, make, step: 0.01 });
    const graph = graphOf({ x: x.dims }, make);
    const y = (await run(graph, { x }))[graph.outputs[0]!]!.data;
    Array.from(x.data as Float32Array).forEach((v, i) => {
      expect(Math.abs(Number(y[i]) - v * below(v))).toBeLessThan(approximate === 'none' ? 1e-5 : 1e-3);
    });
  });
});

/** The standard normal distribution, integrated by trapezia. */
function below(x: number): number {
  const [steps, bell] = [2000, (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)];
  const width = x / steps;
  const inner = Array.from({ length: steps - 1 }, (_, i) => bell((i + 1) * width));
  return 0.5 + width * inner.reduce((sum, v) => sum + v, (bell(0) + bell(x)) / 2);
}

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
