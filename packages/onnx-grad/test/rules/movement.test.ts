import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Builder } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf, int64 } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

const dims = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const seeds = fc.integer({ min: 1, max: 1e6 });
const settings = { seed: 1, numRuns: 15 };

describe('ops that move numbers', () => {
  it('Transpose by any permutation', async () => {
    const shape = dims.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(
          all.map((_, i) => i),
          { minLength: all.length, maxLength: all.length },
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shape, seeds, async ([all, perm], seed) => {
        await checkGradient({
          at: { x: uniform(all, seed) },
          make: (b) => b.node('Transpose', ['x'], { perm }),
        });
      }),
      settings,
    );
    await checkGradient({ at: { x: uniform([2, 3, 4], 1) }, make: (b) => b.node('Transpose', ['x']) });
  });

  it('Reshape, Flatten, Squeeze and Unsqueeze', async () => {
    const at = { x: uniform([2, 3, 1, 4], 1) };
    for (const shape of [[6, 4], [0, -1], [-1], [4, 0, 2], [2, 3, 4, 1]]) {
      await checkGradient({ at, make: (b) => b.node('Reshape', ['x', b.constant(int64(...shape))]) });
    }
    for (const axis of [0, 1, 2, 3, 4, -1])
      await checkGradient({ at, make: (b) => b.node('Flatten', ['x'], { axis }) });
    await checkGradient({ at, make: (b) => b.node('Squeeze', ['x', b.constant(int64(-2))]) });
    await checkGradient({ at, make: (b) => b.node('Squeeze', ['x']) });
    await checkGradient({ at, make: (b) => b.node('Unsqueeze', ['x', b.constant(int64(0, -1))]) });
  });

  it('Slice with any start, end and step', async () => {
    const cut = fc.record({
      start: fc.integer({ min: -7, max: 7 }),
      end: fc.integer({ min: -9, max: 9 }),
      step: fc.constantFrom(1, 2, 3, -1, -2),
    });
    await fc.assert(
      fc.asyncProperty(fc.tuple(cut, cut), seeds, async ([first, second], seed) => {
        const [starts, ends, steps] = (['start', 'end', 'step'] as const).map((key) =>
          int64(first[key], second[key]),
        );
        const make = (b: Parameters<Parameters<typeof graphOf>[1]>[0]): string =>
          b.node('Slice', [
            'x',
            b.constant(starts!),
            b.constant(ends!),
            b.constant(int64(1, -1)),
            b.constant(steps!),
          ]);
        const y = graphOf({ x: [2, 6, 5] }, make);
        fc.pre((y.types.get(y.outputs[0]!)!.dims as number[]).every((n) => n > 0));
        await checkGradient({ at: { x: uniform([2, 6, 5], seed) }, make });
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('Slice to INT64_MAX, and without axes', async () => {
    const max = { type: 'int64', dims: [1], data: BigInt64Array.of(2n ** 63n - 1n) } as const;
    const min = { type: 'int64', dims: [1], data: BigInt64Array.of(-(2n ** 63n)) } as const;
    const at = { x: uniform([4, 3], 1) };
    await checkGradient({ at, make: (b) => b.node('Slice', ['x', b.constant(int64(1)), b.constant(max)]) });
    await checkGradient({
      at,
      make: (b) =>
        b.node('Slice', [
          'x',
          b.constant(int64(-1)),
          b.constant(min),
          b.constant(int64(0)),
          b.constant(int64(-1)),
        ]),
    });
  });

  it('Gather with repeated, negative and single indices', async () => {
    const at = { x: uniform([3, 4, 2], 1) };
    for (const axis of [0, 1, -1]) {
      await checkGradient({
        at,
        make: (b) => b.node('Gather', ['x', b.constant(int64(1, 0, 1, -1))], { axis }),
      });
      await checkGradient({ at, make: (b) => b.node('Gather', ['x', b.constant(int64(0, 1))], { axis }) });
      const one = { type: 'int64', dims: [], data: BigInt64Array.of(1n) } as const;
      await checkGradient({ at, make: (b) => b.node('Gather', ['x', b.constant(one)], { axis }) });
      const grid = { type: 'int64', dims: [2, 2], data: BigInt64Array.of(1n, 0n, 0n, 1n) } as const;
      await checkGradient({ at, make: (b) => b.node('Gather', ['x', b.constant(grid)], { axis }) });
    }
  });

  it('Gather of nothing has no share in the gradient', async () => {
    const none = (b: Builder): string =>
      b.node('ReduceSum', [b.node('Gather', ['x', b.ints([])], { axis: 1 })], { keepdims: 0 });
    const at = { x: uniform([3, 4], 1) };
    await checkGradient({ at, make: none });
    await checkGradient({ at, make: (b) => b.node('Add', ['x', none(b)]) });
  });

  it('Concat gives each input its part', async () => {
    const at = { x: uniform([2, 3], 1), z: uniform([2, 1], 2) };
    await checkGradient({ at, make: (b) => b.node('Concat', ['x', 'z', 'x'], { axis: -1 }) });
    await checkGradient({ at: { x: at.x }, make: (b) => b.node('Concat', ['x', 'x'], { axis: 0 }) });
  });

  it.each([
    ['channels', 1, 1],
    ['channels, in groups', 1, 2],
    ['rows', 2, 1],
  ])('Concat before a Conv gives each input its part: %s', async (_, axis, group) => {
    const at = { x: uniform([2, 8, 6, 5], 1), z: uniform([2, 8, 6, 5], 2) };
    await checkGradient({
      at,
      make: (b) => {
        const concat = b.node('Concat', ['x', 'z'], { axis });
        const w = b.constant(uniform([6, b.shape(concat)[1]! / group, 3, 3], 3));
        return b.node('Conv', [concat, w], { group });
      },
      step: 0.25,
    });
  });

  it('Split collects the parts, used or not', async () => {
    const at = { x: uniform([2, 7], 1) };
    await checkGradient({
      at,
      make: (b) => {
        const [first, , last] = b.nodeN('Split', ['x', b.constant(int64(2, 3, 2))], { axis: 1 }, 3);
        return b.node('Mul', [first!, last!]);
      },
      step: 0.01,
    });
    await checkGradient({ at, make: (b) => b.nodeN('Split', ['x'], { axis: 0 }, 2)[1]! });
  });

  it('Expand and Tile add up their copies', async () => {
    await checkGradient({
      at: { x: uniform([3, 1], 1) },
      make: (b) => b.node('Expand', ['x', b.constant(int64(2, 1, 4))]),
    });
    await checkGradient({
      at: { x: uniform([2, 3], 1) },
      make: (b) => b.node('Tile', ['x', b.constant(int64(3, 2))]),
    });
  });

  it('Pad with a constant, mirrored, at the edge, and negative', async () => {
    const at = { x: uniform([1, 2, 4, 5], 1) };
    for (const mode of ['constant', 'reflect', 'edge']) {
      const pads = int64(0, 0, 2, 1, 0, 0, 1, 3);
      await checkGradient({ at, make: (b) => b.node('Pad', ['x', b.constant(pads)], { mode }) });
    }
    await checkGradient({
      at,
      make: (b) => b.node('Pad', ['x', b.constant(int64(0, 0, -1, 2, 0, 0, 1, -2)), b.constant(0.5)]),
    });
  });

  it('Identity, Dropout and Cast change nothing', async () => {
    const at = { x: uniform([2, 3], 1) };
    await checkGradient({ at, make: (b) => b.node('Dropout', [b.node('Identity', ['x'])]) });
    await checkGradient({ at, make: (b) => b.node('Cast', [b.node('Cast', ['x'], { to: 11 })], { to: 1 }) });
    const like = (b: Builder): string => b.node('CastLike', ['x', b.constant(int64(1))]);
    const back = (b: Builder): string => b.node('CastLike', [b.node('Mul', ['x', b.constant(2)]), 'x']);
    expect(graphOf({ x: [2] }, like).nodes[0]!.op).toBe('Cast');
    await checkGradient({ at, make: back });
  });

  it('the gradient of a slice is made of zeros elsewhere', async () => {
    const graph = graphOf({ x: [2, 2] }, (b) => b.node('Gather', ['x', b.constant(int64(1))], { axis: 0 }));
    const { [graph.outputs[0]!]: y } = await run(graph, { x: uniform([2, 2], 1) });
    expect(y!.dims).toEqual([1, 2]);
  });
});
