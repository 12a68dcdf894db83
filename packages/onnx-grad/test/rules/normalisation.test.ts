import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { expectSaid } from '../support/said.ts';

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

  const size = fc.integer({ min: 1, max: 5 });
  const seeds = fc.integer({ min: 1, max: 1e6 });
  const settings = { seed: 1, numRuns: 12 };

  it('InstanceNormalization, its scale and its bias', async () => {
    const shape = fc.tuple(
      size,
      size,
      fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(shape, seeds, async ([batch, channels, space], seed) => {
        await checkGradient({
          at: {
            x: uniform([batch, channels, ...space], seed, -2, 2),
            scale: uniform([channels], seed + 1, 0.5, 1.5),
            bias: uniform([channels], seed + 2),
          },
          make: (b) => b.node('InstanceNormalization', ['x', 'scale', 'bias'], { epsilon: 0.1 }),
          step: 0.01,
          tolerance: 4e-3,
        });
      }),
      settings,
    );
  });

  it('LayerNormalization over the last axes, its scale and its bias', async () => {
    const shape = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(3), seeds, async (dims, from, seed) => {
        const axis = (from % dims.length) - dims.length;
        await checkGradient({
          at: {
            x: uniform(dims, seed, -2, 2),
            scale: uniform(dims.slice(axis), seed + 1, 0.5, 1.5),
            bias: uniform(dims.slice(axis), seed + 2),
          },
          make: (b) => b.node('LayerNormalization', ['x', 'scale', 'bias'], { axis, epsilon: 0.1 }),
          step: 0.01,
          tolerance: 4e-3,
        });
      }),
      settings,
    );
    await checkGradient({
      at: { x: uniform([2, 3, 4], 1, -2, 2) },
      make: (b) => b.node('LayerNormalization', ['x', b.constant(uniform([4], 2))]),
      step: 0.01,
      tolerance: 4e-3,
    });
  });

  it.each([
    ['the mean', [1]],
    ['the inverse deviation', [2]],
    ['the result and the mean', [0, 1]],
    ['all three', [0, 1, 2]],
  ])('LayerNormalization where %s is used', async (_, used) => {
    for (const axis of [-1, -2]) {
      const dims = [2, 3, 4];
      await checkGradient({
        at: { x: uniform(dims, 1, -2, 2), scale: uniform(dims.slice(axis), 2, 0.5, 1.5) },
        make: (b) => {
          const outputs = b.nodeN('LayerNormalization', ['x', 'scale'], { axis, epsilon: 0.1 }, 3);
          const squares = used.map((i) => b.node('Mul', [outputs[i]!, outputs[i]!]));
          return b.node('Sum', squares);
        },
        step: 0.01,
        tolerance: 4e-3,
      });
    }
  });

  it.each([
    ['group', 2],
    ['channel', 6],
  ])('GroupNormalization with a scale per %s', async (_, scales) => {
    await checkGradient({
      at: {
        x: uniform([2, 6, 3, 2], 1, -2, 2),
        scale: uniform([scales], 2, 0.5, 1.5),
        bias: uniform([scales], 3),
      },
      make: (b) => b.node('GroupNormalization', ['x', 'scale', 'bias'], { num_groups: 2, epsilon: 0.1 }),
      step: 0.01,
      tolerance: 4e-3,
    });
  });

  it.each([
    ['LpNormalization', { p: 1, axis: 1 }],
    ['LpNormalization', { axis: -1 }],
    ['MeanVarianceNormalization', {}],
    ['MeanVarianceNormalization', { axes: [1] }],
  ])('%s %o, which is what the runtime computes', async (op, attributes) => {
    const x = uniform([2, 3, 4, 2], 1, 0.5, 2);
    await checkGradient({ at: { x }, make: (b) => b.node(op, ['x'], attributes) });
    await expectSaid(op, { x }, attributes);
  });

  it('numbers that do not fit are refused', () => {
    const make = (op: string, attributes: Record<string, number>, scale: number) => () =>
      graphOf({ x: [1, 4, 3, 3], s: [scale] }, (b) => b.node(op, ['x', 's', 's'], attributes));
    expect(make('InstanceNormalization', {}, 3)).toThrow('input 1 should have 4 numbers');
    expect(make('LayerNormalization', {}, 4)).toThrow('does not fit the axes');
    expect(make('GroupNormalization', { num_groups: 3 }, 3)).toThrow('do not divide into 3 groups');
    expect(make('GroupNormalization', { num_groups: 2 }, 3)).toThrow('4 or 2 numbers');
  });
});
