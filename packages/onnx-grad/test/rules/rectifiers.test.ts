import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, gradientGraph, type Builder } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { inputs } from '../support/graphs.ts';
import { distinct } from '../support/random.ts';
import { run } from '../support/run.ts';
import { expectSaid } from '../support/said.ts';

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
    ['ThresholdedRelu', { alpha: 0.3 }],
    ['Shrink', { lambd: 0.2, bias: 0.1 }],
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

  it.each([
    ['ThresholdedRelu', { alpha: 0.3 }],
    ['Shrink', { lambd: 0.2, bias: 0.1 }],
  ])('%s is what the runtime computes', async (op, attributes) => {
    await expectSaid(op, { x: distinct([2, 3, 4], 5) }, attributes);
  });

  it('PRelu has gradients for its input and its slope', async () => {
    await checkGradient({
      at: { x: distinct([2, 3, 4], 5), slope: distinct([3, 1], 6) },
      make: (b) => b.node('PRelu', ['x', 'slope']),
    });
  });
});

describe('the gradient through units that can be closed', () => {
  type Variant = 'plain' | 'leaky' | 'guided';
  /** Of sum(weights * op(x)), a row a picture. */
  const through = async (
    relu: Variant,
    x: number[][],
    op = (b: Builder): string => b.node('Relu', ['x']),
  ) => {
    const dims = [x.length, x[0]!.length];
    const graph = extend(inputs({ x: dims }), (b) => {
      const up = b.node('Mul', [op(b), b.constant([1, 2, -3, 4])]);
      return [b.node('ReduceSum', [up], { keepdims: 0 }, 'total')];
    });
    const picture = { type: 'float32', dims, data: Float32Array.from(x.flat()) } as const;
    const found = await run(gradientGraph(graph, { of: 'total', wrt: 'x', relu }), { x: picture });
    return Array.from(found['x_gradient']!.data as Float32Array, (v) => v + 0);
  };
  const relu6 = (b: Builder): string => b.node('Clip', ['x', b.constant(0), b.constant(6)]);

  it('is zero where a ReLU is off', async () => {
    expect(await through('plain', [[1, -1, 2, 0]])).toEqual([1, 0, -3, 0]);
  });

  it('passes only what pushes up when guided', async () => {
    expect(await through('guided', [[1, -1, 2, 0]])).toEqual([1, 0, 0, 0]);
    expect(await through('guided', [[1, -1, 2, 7]], relu6)).toEqual([1, 0, 0, 0]);
  });

  it('leaks, when leaky, what would open units, in pictures that get nothing through otherwise', async () => {
    const pictures = [
      [1, -1, 2, 0],
      [-1, -1, -2, -1],
    ];
    expect(await through('leaky', pictures)).toEqual([1, 0, -3, 0, 1, 2, 0, 4]);
  });

  it('leaks downwards where a ReLU6 is closed above', async () => {
    expect(await through('leaky', [[-1, 7, 8, 9]], relu6)).toEqual([1, 0, -3, 0]);
    expect(await through('leaky', [[3, 7, 8, 9]], relu6)).toEqual([1, 0, 0, 0]);
    const most = (b: Builder): string => b.node('Clip', ['x', '', b.constant(6)]);
    expect(await through('leaky', [[7, 7, 8, 9]], most)).toEqual([0, 0, -3, 0]);
  });

  it('leaks through a HardSigmoid', async () => {
    const found = await through('leaky', [[-4, -5, -6, -7]], (b) =>
      b.node('HardSigmoid', ['x'], { alpha: 0.5 }),
    );
    expect(found).toEqual([0.5, 1, 0, 2]);
  });
});
