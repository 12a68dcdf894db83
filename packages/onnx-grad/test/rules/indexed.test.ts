import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, type Builder, type Tensor } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { inputs, int64 } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';
import { expectSaid } from '../support/said.ts';

const seeds = fc.integer({ min: 1, max: 1e6 });
const few = { seed: 1, numRuns: 10 };

/** An index tensor of any shape, drawn below `size`. */
function indices(dims: readonly number[], sizes: readonly number[], seed: number): Tensor {
  const raw = uniform(dims, seed, 0, 1).data as Float32Array;
  const data = Array.from(raw, (v, i) => Math.floor(v * sizes[i % sizes.length]!));
  return { ...int64(...data), dims };
}

describe('ops that index', () => {
  it('GatherND and ScatterND by whole and partial indices, repeated ones too', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('none', 'add'),
        async (seed, width, reduction) => {
          const dims = [3, 4, 2];
          const places = indices([5, width], dims.slice(0, width), seed);
          await checkGradient({
            at: { x: uniform(dims, seed) },
            make: (b) => b.node('GatherND', ['x', b.constant(places)]),
          });
          const apart =
            reduction === 'add'
              ? places
              : { ...int64(...dims.slice(0, width).map((n) => n - 1)), dims: [1, width] };
          await checkGradient({
            at: { x: uniform(dims, seed), u: uniform([apart.dims[0]!, ...dims.slice(width)], seed + 1) },
            make: (b) => b.node('ScatterND', ['x', b.constant(apart), 'u'], { reduction }),
          });
        },
      ),
      few,
    );
  });

  it('GatherND with batch axes, whose indices are counted out', async () => {
    const places = indices([2, 5, 1], [4], 3);
    const make = (b: Builder): string =>
      b.node('GatherND', ['x', b.constant(places)], { batch_dims: 1 }, 'y');
    await checkGradient({ at: { x: uniform([2, 4, 3], 1) }, make });
    const x = uniform([2, 4, 3], 1);
    const found = await run(
      extend(inputs({ x: [2, 4, 3] }), (b) => [make(b)]),
      { x },
    );
    const expected = [0, 1].flatMap((n) =>
      [0, 1, 2, 3, 4].flatMap((i) => {
        const row = 12 * n + 3 * Number(places.data[5 * n + i]);
        return Array.from((x.data as Float32Array).slice(row, row + 3));
      }),
    );
    expect(Array.from(found['y']!.data as Float32Array)).toEqual(expected);
  });

  it('GatherElements and ScatterElements along any axis', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.integer({ min: -3, max: 2 }), async (seed, axis) => {
        const dims = [3, 4, 2];
        const places = indices([2, 3, 2], [dims.at(axis)!], seed);
        await checkGradient({
          at: { x: uniform(dims, seed) },
          make: (b) => b.node('GatherElements', ['x', b.constant(places)], { axis }),
        });
        await checkGradient({
          at: { x: uniform(dims, seed), u: uniform(places.dims, seed + 1) },
          make: (b) => b.node('ScatterElements', ['x', b.constant(places), 'u'], { axis, reduction: 'add' }),
        });
      }),
      few,
    );
  });

  it.each([
    ['bhid,bhjd->bhij', [2, 2, 3, 4], [2, 2, 5, 4]],
    ['bhij,bhjd->bihd', [2, 2, 3, 4], [2, 2, 4, 5]],
    ['ij,kj', [2, 3], [4, 3]],
    ['nchw,oc->nohw', [1, 3, 2, 2], [4, 3]],
    ['ij,kl->ik', [2, 3], [4, 3]],
    ['i,j->ji', [2], [3]],
  ])('Einsum %s is what the runtime computes, and has its gradient', async (equation, left, right) => {
    const at = { x: uniform(left, 1), y: uniform(right, 2) };
    await checkGradient({ at, make: (b) => b.node('Einsum', ['x', 'y'], { equation }) });
    await expectSaid('Einsum', at, { equation });
  });

  it('Einsum of one, and of three', async () => {
    await checkGradient({
      at: { x: uniform([2, 3, 4], 1) },
      make: (b) => b.node('Einsum', ['x'], { equation: 'ijk->ki' }),
    });
    const at = { x: uniform([2, 3], 1), y: uniform([3, 4], 2), z: uniform([4, 2], 3) };
    await checkGradient({ at, make: (b) => b.node('Einsum', ['x', 'y', 'z'], { equation: 'ij,jk,kl->il' }) });
  });

  it('Einsum refuses diagonals and dots', () => {
    for (const equation of ['ii->i', '...ij->...ji', 'ijk->ij'])
      expect(() => extend(inputs({ x: [2, 2] }), (b) => [b.node('Einsum', ['x'], { equation })])).toThrow(
        /Einsum/,
      );
  });

  it.each(['DCR', 'CRD'])('DepthToSpace %s and SpaceToDepth', async (mode) => {
    await checkGradient({
      at: { x: uniform([2, 12, 2, 3], 1) },
      make: (b) => b.node('DepthToSpace', ['x'], { blocksize: 2, mode }),
    });
    await checkGradient({
      at: { x: uniform([1, 2, 4, 6], 1) },
      make: (b) => b.node('SpaceToDepth', ['x'], { blocksize: 2 }),
    });
    await expectSaid('DepthToSpace', { x: uniform([2, 12, 2, 3], 1) }, { blocksize: 2, mode });
    await expectSaid('SpaceToDepth', { x: uniform([1, 2, 4, 6], 1) }, { blocksize: 2 });
  });

  it.each([0, 1])('Trilu, upper %d, with diagonals on either side', async (upper) => {
    await expectSaid('Trilu', { x: uniform([2, 3, 4], 1) }, { upper });
    for (const k of [-1, 0, 1])
      await checkGradient({
        at: { x: uniform([2, 3, 4], 1) },
        make: (b) => b.node('Trilu', ['x', b.constant({ ...int64(k), dims: [] })], { upper }),
      });
  });
});
