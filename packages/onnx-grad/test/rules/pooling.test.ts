import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, gradientGraph, writeModel } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf, inputs } from '../support/graphs.ts';
import { distinct } from '../support/random.ts';
import { openBytes, run } from '../support/run.ts';

/** One spatial axis of a pool that fits: padding smaller than the window, as runtimes want it. */
const axis = fc
  .record({
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
    size: fc.integer({ min: 1, max: 9 }),
  })
  .map((a) => ({ ...a, before: a.before % a.kernel, after: a.after % a.kernel }))
  .filter((a) => a.size + a.before + a.after >= a.kernel);

type Axis = typeof axis extends fc.Arbitrary<infer T> ? T : never;
type Attributes = Record<string, number | number[] | string>;

function attributesOf(axes: readonly Axis[], more: Attributes = {}): Attributes {
  return {
    kernel_shape: axes.map((a) => a.kernel),
    strides: axes.map((a) => a.stride),
    pads: [...axes.map((a) => a.before), ...axes.map((a) => a.after)],
    ...more,
  };
}

async function checkPool(op: string, axes: readonly Axis[], more: Attributes = {}): Promise<void> {
  const x = distinct([2, 2, ...axes.map((a) => a.size)], 1);
  await checkGradient({ at: { x }, make: (b) => b.node(op, ['x'], attributesOf(axes, more)) });
}

/** ONNX Runtime on the node as it was given, before anything is made explicit. */
async function asGiven(
  op: string,
  dims: readonly number[],
  attributes: Attributes,
): Promise<readonly number[]> {
  const graph = inputs({ x: dims });
  const lists = Object.entries(attributes).map(([name, value]) => {
    const kind = Array.isArray(value) ? 'ints' : typeof value === 'string' ? 'string' : 'int';
    return [name, { kind, value }];
  });
  const node = {
    name: '',
    op,
    domain: '',
    inputs: ['x'],
    outputs: ['y'],
    attributes: Object.fromEntries(lists) as never,
  };
  const runner = await openBytes(writeModel({ ...graph, nodes: [node], outputs: ['y'] }));
  const { y } = await runner.run({ x: distinct(dims, 1) });
  await runner.close();
  return [...y!.dims, ...(y!.data as Float32Array)];
}

async function madeExplicit(
  op: string,
  dims: readonly number[],
  attributes: Attributes,
): Promise<readonly number[]> {
  const graph = graphOf({ x: dims }, (b) => b.node(op, ['x'], attributes, 'y'));
  const { y } = await run(graph, { x: distinct(dims, 1) });
  return [...y!.dims, ...(y!.data as Float32Array)];
}

describe('MaxPool', () => {
  it('windows apart, side by side and overlapping', async () => {
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('MaxPool', [a, b])),
      { seed: 1, numRuns: 80 },
    );
  });

  it('with ceil_mode', async () => {
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('MaxPool', [a, b], { ceil_mode: 1 })),
      { seed: 2, numRuns: 40 },
    );
  });

  it('dilated', async () => {
    const dilated = axis.filter((a) => a.size + a.before + a.after >= 2 * a.kernel - 1);
    await fc.assert(
      fc.asyncProperty(dilated, dilated, (a, b) => checkPool('MaxPool', [a, b], { dilations: [2, 2] })),
      { seed: 3, numRuns: 40 },
    );
  });

  it('in one and three dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(axis, (a) => checkPool('MaxPool', [a])),
      { seed: 4, numRuns: 15 },
    );
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('MaxPool', [a, b, { ...b, stride: 1 }])),
      { seed: 5, numRuns: 15 },
    );
  });

  /** The gradient of the sum of the maxima of 2 x 2 windows. */
  async function ofSum(rows: readonly (readonly number[])[], strides: readonly number[]): Promise<number[]> {
    const dims = [1, 1, rows.length, rows[0]!.length];
    const total = extend(inputs({ x: dims }), (b) => {
      const pool = b.node('MaxPool', ['x'], { kernel_shape: [2, 2], strides });
      return [b.node('ReduceSum', [pool], { keepdims: 0 }, 'total')];
    });
    const x = { type: 'float32', dims, data: Float32Array.from(rows.flat()) } as const;
    const { x_gradient } = await run(gradientGraph(total, { of: 'total', wrt: 'x' }), { x });
    return Array.from(x_gradient!.data as Float32Array);
  }

  it('gives the gradient of equal maxima to the first, row by row', async () => {
    const even = [1, 1, 1, 1];
    expect(await ofSum([even, even, even, even], [2, 2])).toEqual([
      1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0,
    ]);
  });

  it.each([
    ['side by side', [2, 2]],
    ['overlapping', [1, 1]],
  ])('gives it to the upper right before the lower left, windows %s', async (_, strides) => {
    expect(await ofSum([[0, 1], [1, 0]], strides)).toEqual([0, 1, 0, 0]); // prettier-ignore
    expect(await ofSum([[0, 0], [1, 1]], strides)).toEqual([0, 0, 1, 0]); // prettier-ignore
  });

  const beside = { kernel_shape: [2, 3], strides: [2, 3] };

  it('with windows side by side, up to the edge, short of it and beyond', async () => {
    await checkGradient({
      at: { x: distinct([2, 16, 7, 8], 1) },
      make: (b) => b.node('MaxPool', ['x'], beside),
    });
    const apart = axis.map((a) => ({ ...a, stride: a.kernel }));
    await fc.assert(
      fc.asyncProperty(apart, apart, (a, b) => checkPool('MaxPool', [a, b])),
      { seed: 6, numRuns: 30 },
    );
  });

  it('with windows side by side moves nothing that a runtime moves on one core', () => {
    const total = extend(inputs({ x: [1, 16, 8, 9] }), (b) => [
      b.node('ReduceSum', [b.node('MaxPool', ['x'], beside)], { keepdims: 0 }, 'total'),
    ]);
    const operators = gradientGraph(total, { of: 'total', wrt: 'x' }).nodes.map(({ op }) => op);
    expect(operators.filter((op) => ['Slice', 'Split', 'Concat', 'Pad'].includes(op))).toEqual([]);
  });

  it('with windows side by side in float64, for which runtimes have no Conv', async () => {
    const x = { type: 'float64', dims: [1, 1, 2, 3], data: Float64Array.of(0, 1, 5, 4, 3, 2) } as const;
    const start = { ...inputs({ x: x.dims }), types: new Map([['x', { type: x.type, dims: x.dims }]]) };
    const total = extend(start, (b) => [
      b.node('ReduceSum', [b.node('MaxPool', ['x'], beside)], { keepdims: 0 }, 'total'),
    ]);
    const { x_gradient } = await run(gradientGraph(total, { of: 'total', wrt: 'x' }), { x });
    expect(Array.from(x_gradient!.data as Float64Array)).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('with windows side by side on what was padded with infinity', async () => {
    const total = extend(inputs({ x: [1, 1, 3, 5] }), (b) => {
      const pads = b.ints([0, 0, 0, 0, 0, 0, 1, 1]);
      const padded = b.node('Pad', ['x', pads, b.scalar('x', -Infinity)]);
      return [b.node('ReduceSum', [b.node('MaxPool', [padded], beside)], { keepdims: 0 }, 'total')];
    });
    const { x_gradient } = await run(gradientGraph(total, { of: 'total', wrt: 'x' }), {
      x: { type: 'float32', dims: [1, 1, 3, 5], data: Float32Array.from({ length: 15 }, (_, i) => i) },
    });
    expect(Array.from(x_gradient!.data as Float32Array)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1,
    ]);
  });
});

describe('AveragePool', () => {
  it.each([0, 1])('count_include_pad %d', async (count_include_pad) => {
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('AveragePool', [a, b], { count_include_pad })),
      { seed: 6, numRuns: 60 },
    );
  });

  it.each([0, 1])('ceil_mode with count_include_pad %d', async (count_include_pad) => {
    const more = { count_include_pad, ceil_mode: 1 };
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('AveragePool', [a, b], more)),
      { seed: 7, numRuns: 40 },
    );
  });

  it('in one and three dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(axis, (a) => checkPool('AveragePool', [a])),
      { seed: 8, numRuns: 15 },
    );
    await fc.assert(
      fc.asyncProperty(axis, axis, (a, b) => checkPool('AveragePool', [a, b, { ...b, stride: 1 }])),
      { seed: 9, numRuns: 15 },
    );
  });

  it('refuses dilations', () => {
    expect(() =>
      graphOf({ x: [1, 1, 5, 5] }, (b) =>
        b.node('AveragePool', ['x'], { kernel_shape: [2, 2], dilations: [2, 2] }),
      ),
    ).toThrow('dilations');
  });
});

describe('explicit padding', () => {
  it.each(['MaxPool', 'AveragePool'])(
    '%s with ceil_mode or auto_pad means what ONNX Runtime means',
    async (op) => {
      const how = fc.constantFrom<Attributes>(
        { ceil_mode: 1 },
        { ceil_mode: 1, ...(op === 'AveragePool' && { count_include_pad: 1 }) },
        { auto_pad: 'SAME_UPPER' },
        { auto_pad: 'SAME_LOWER' },
        { auto_pad: 'VALID' },
      );
      await fc.assert(
        fc.asyncProperty(axis, axis, how, async (a, b, more) => {
          const { pads, ...rest } = attributesOf([a, b], more);
          // Where SAME would need negative padding, ONNX Runtime gives up.
          fc.pre('ceil_mode' in more || [a, b].every((s) => s.size >= s.kernel && s.kernel >= s.stride));
          const attributes = { ...rest, ...('ceil_mode' in more && { pads: pads! }) };
          const dims = [1, 2, a.size, b.size];
          const [given, explicit] = [
            await asGiven(op, dims, attributes),
            await madeExplicit(op, dims, attributes),
          ];
          expect(explicit.length).toBe(given.length);
          explicit.forEach((v, i) => {
            expect(v).toBeCloseTo(given[i]!, 5);
          });
        }),
        { seed: 10, numRuns: 60 },
      );
    },
  );

  it('an empty window is refused', () => {
    const pool = () =>
      graphOf({ x: [1, 1, 2, 2] }, (b) => b.node('MaxPool', ['x'], { kernel_shape: [3, 3] }, 'pool'));
    expect(pool).toThrow(
      'test.onnx: MaxPool "pool": the input is too small: 2 + 0 padding for a window of 3 (given [1, 1, 2, 2])',
    );
  });
});
