import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, gradientGraph } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf, int64, inputs } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';

const places = ['half_pixel', 'asymmetric', 'align_corners', 'pytorch_half_pixel'];
const settings = { seed: 1, numRuns: 25 };

describe('Resize', () => {
  const size = fc.integer({ min: 1, max: 5 });
  const target = fc.integer({ min: 1, max: 9 });
  const seeds = fc.integer({ min: 1, max: 1e6 });

  it.each([
    ['nearest', 'round_prefer_floor'],
    ['nearest', 'round_prefer_ceil'],
    ['nearest', 'floor'],
    ['nearest', 'ceil'],
    ['linear', 'round_prefer_floor'],
    ['cubic', 'round_prefer_floor'],
  ])('%s (%s) to any size, however placed', async (mode, nearest_mode) => {
    const cases = fc.tuple(size, size, target, target, fc.constantFrom(...places), seeds);
    await fc.assert(
      fc.asyncProperty(cases, async ([h, w, toH, toW, place, seed]) => {
        await checkGradient({
          at: { x: uniform([2, 3, h, w], seed) },
          make: (b) =>
            b.node('Resize', ['x', '', '', b.constant(int64(2, 3, toH, toW))], {
              mode,
              nearest_mode,
              coordinate_transformation_mode: place,
            }),
          step: 0.1,
        });
      }),
      settings,
    );
  });

  it.each(['nearest', 'linear', 'cubic'])('%s by any scale', async (mode) => {
    const factor = fc.constantFrom(0.5, 0.75, 1, 1.3, 2, 2.5, 3);
    const cases = fc.tuple(fc.integer({ min: 2, max: 5 }), factor, factor, fc.constantFrom(...places), seeds);
    await fc.assert(
      fc.asyncProperty(cases, async ([h, scaleH, scaleW, place, seed]) => {
        await checkGradient({
          at: { x: uniform([1, 2, h, 4], seed) },
          make: (b) =>
            b.node('Resize', ['x', '', b.constant([1, 1, scaleH, scaleW])], {
              mode,
              coordinate_transformation_mode: place,
            }),
          step: 0.1,
        });
      }),
      settings,
    );
  });

  it('other numbers of axes, and batch and channels too', async () => {
    for (const [dims, to] of [
      [
        [2, 3],
        [4, 5],
      ],
      [
        [1, 2, 3],
        [1, 2, 7],
      ],
      [
        [2, 3, 2, 2],
        [4, 3, 4, 4],
      ],
      [
        [1, 2, 2, 3, 2],
        [1, 2, 4, 6, 6],
      ],
      [[4], [6]],
    ] as const) {
      await checkGradient({
        at: { x: uniform(dims, 1) },
        make: (b) => b.node('Resize', ['x', '', '', b.constant(int64(...to))], { mode: 'nearest' }),
        step: 0.1,
      });
    }
  });

  it('sums whole blocks with a pool', () => {
    const graph = extend(inputs({ x: [1, 2, 3, 3] }), (b) => {
      const y = b.node('Resize', ['x', '', b.constant([1, 1, 2, 2])], { mode: 'nearest' });
      return [b.node('ReduceSum', [b.node('Mul', [y, y])], { keepdims: 0 }, 'total')];
    });
    const ops = gradientGraph(graph, { of: 'total', wrt: 'x' }).nodes.map((node) => node.op);
    expect(ops).toContain('AveragePool');
    expect(ops).not.toContain('MatMul');
  });

  it('says what it cannot do', () => {
    const make = (attributes: Record<string, string | number>, sizes = int64(1, 2, 6, 6)) =>
      graphOf({ x: [1, 2, 3, 3] }, (b) =>
        b.node('Resize', ['x', '', '', b.constant(sizes)], { mode: 'nearest', ...attributes }),
      );
    expect(() => make({}, int64(6, 6))).toThrow('2 targets for the axes');
    expect(() => gradientOf(make({ coordinate_transformation_mode: 'tf_crop_and_resize' }))).toThrow(
      'only half_pixel',
    );
    expect(() => gradientOf(make({ mode: 'area' }))).toThrow('"area" is not supported');
    expect(() => gradientOf(make({ mode: 'cubic', exclude_outside: 1 }))).toThrow('exclude_outside');
  });
});

function gradientOf(forward: ReturnType<typeof graphOf>): unknown {
  const total = extend(forward, (b) => [
    b.node('ReduceSum', [forward.outputs[0]!], { keepdims: 0 }, 'total'),
  ]);
  return gradientGraph(total, { of: 'total', wrt: 'x' });
}
