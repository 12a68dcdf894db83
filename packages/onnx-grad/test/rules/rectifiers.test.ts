import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, gradientGraph } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { inputs } from '../support/graphs.ts';
import { distinct } from '../support/random.ts';
import { run } from '../support/run.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const seeds = fc.integer({ min: 1, max: 1e6 });

describe('rectifiers', () => {
  const cases: [string, Record<string, number>][] = [
    ['Relu', {}],
    ['LeakyRelu', {}],
    ['LeakyRelu', { alpha: 0.3 }],
    ['LeakyRelu', { alpha: 1.5 }],
    ['LeakyRelu', { alpha: -0.5 }],
    ['Elu', {}],
    ['Elu', { alpha: 1.7 }],
    ['HardSigmoid', {}],
    ['HardSigmoid', { alpha: 0.4, beta: 0.3 }],
    ['HardSwish', {}],
    ['Selu', {}],
    ['Selu', { alpha: 1.5, gamma: 1.2 }],
    ['Celu', {}],
    ['Celu', { alpha: 0.7 }],
  ];
  it.each(cases)('%s %o has the gradient of its differences', async (op, attributes) => {
    await fc.assert(
      fc.asyncProperty(shapes, seeds, async (dims, seed) => {
        await checkGradient({
          at: { x: distinct(dims, seed) },
          make: (b) => b.node(op, ['x'], attributes),
          tolerance: 4e-3,
        });
      }),
      { seed: 3, numRuns: 8 },
    );
  });

  it.each([
    [-0.6, 0.7],
    [0, 6],
    [undefined, 0.4],
    [-0.3, undefined],
  ])('Clip to [%s, %s] passes what it does not clip', async (low, high) => {
    await checkGradient({
      at: { x: distinct([2, 3, 4], 4) },
      make: (b) =>
        b.node('Clip', [
          'x',
          low === undefined ? '' : b.constant(low),
          high === undefined ? '' : b.constant(high),
        ]),
    });
  });

  it('PRelu has gradients for its input and its slope', async () => {
    await checkGradient({
      at: { x: distinct([2, 3, 4], 5), slope: distinct([3, 1], 6) },
      make: (b) => b.node('PRelu', ['x', 'slope']),
    });
  });
});

describe('the gradient through a ReLU', () => {
  const throughRelu = async (relu: 'plain' | 'leaky' | 'guided'): Promise<number[]> => {
    const graph = extend(inputs({ x: [4] }), (b) => {
      const up = b.node('Mul', [b.node('Relu', ['x']), b.constant([1, 2, -3, 4])]);
      return [b.node('ReduceSum', [up], { keepdims: 0 }, 'total')];
    });
    const x = { type: 'float32', dims: [4], data: Float32Array.of(1, -1, 2, 0) } as const;
    const found = await run(gradientGraph(graph, { of: 'total', wrt: 'x', relu }), { x });
    return Array.from(found['x_gradient']!.data as Float32Array);
  };

  it('is zero where the unit is off', async () => {
    expect(await throughRelu('plain')).toEqual([1, 0, -3, 0]);
  });

  it('leaks a tenth when leaky', async () => {
    const found = await throughRelu('leaky');
    [1, 0.2, -3, 0.4].forEach((v, i) => {
      expect(found[i]).toBeCloseTo(v, 6);
    });
  });

  it('passes only what pushes up when guided', async () => {
    expect(await throughRelu('guided')).toEqual([1, 0, 0, 0]);
  });
});
