import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradientGraph } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';

/** One spatial axis of a convolution that fits. */
const axis = fc
  .record({
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
    size: fc.integer({ min: 1, max: 9 }),
  })
  .filter((a) => a.size + a.before + a.after >= (a.kernel - 1) * a.dilation + 1);

const channels = fc.record({
  group: fc.integer({ min: 1, max: 3 }),
  into: fc.constantFrom<number>(1, 2, 6),
  out: fc.integer({ min: 1, max: 3 }),
  batch: fc.integer({ min: 1, max: 2 }),
});

type Axis = typeof axis extends fc.Arbitrary<infer T> ? T : never;
type Channels = typeof channels extends fc.Arbitrary<infer T> ? T : never;

function attributesOf(axes: readonly Axis[], group: number): Record<string, number | number[]> {
  return {
    kernel_shape: axes.map((a) => a.kernel),
    strides: axes.map((a) => a.stride),
    dilations: axes.map((a) => a.dilation),
    pads: [...axes.map((a) => a.before), ...axes.map((a) => a.after)],
    group,
  };
}

async function checkConv(axes: readonly Axis[], c: Channels): Promise<void> {
  const x = uniform([c.batch, c.into * c.group, ...axes.map((a) => a.size)], 1);
  const w = uniform([c.out * c.group, c.into, ...axes.map((a) => a.kernel)], 2);
  const bias = uniform([c.out * c.group], 3);
  const attributes = attributesOf(axes, c.group);
  await checkGradient({
    at: { x },
    make: (b) => b.node('Conv', ['x', b.constant(w), b.constant(bias)], attributes),
    step: 0.25,
  });
}

describe('Conv', () => {
  it('in two dimensions: strides, pads, dilations, groups', async () => {
    await fc.assert(
      fc.asyncProperty(axis, axis, channels, (a, b, c) => checkConv([a, b], c)),
      { seed: 1, numRuns: 80 },
    );
  });

  it('in one and three dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(axis, channels, (a, c) => checkConv([a], c)),
      { seed: 2, numRuns: 20 },
    );
    await fc.assert(
      fc.asyncProperty(axis, channels, (a, c) =>
        checkConv([a, { ...a, dilation: 1, before: 1, after: 1 }, { ...a, stride: 1 }], { ...c, group: 1 }),
      ),
      {
        seed: 3,
        numRuns: 10,
      },
    );
  });

  it('with many channels, stride 1: the gradient is a Conv again', async () => {
    const w = uniform([6, 8, 3, 3], 2);
    await checkGradient({
      at: { x: uniform([1, 16, 6, 5], 1) },
      make: (b) => b.node('Conv', ['x', b.constant(w)], { pads: [1, 0, 1, 2], group: 2 }),
      step: 0.25,
    });
  });

  it('depthwise with strides is a Conv again where rows are short', () => {
    const operators = (width: number): string[] => {
      const total = graphOf({ x: [1, 16, 4, width] }, (b) => {
        const w = b.constant(uniform([16, 1, 3, 3], 2));
        const y = b.node('Conv', ['x', w], { strides: [2, 2], pads: [1, 1, 1, 1], group: 16 });
        return b.node('ReduceSum', [y], { keepdims: 0 }, 'total');
      });
      return gradientGraph(total, { of: 'total', wrt: 'x' }).nodes.map(({ op }) => op);
    };
    expect(operators(64)).not.toContain('ConvTranspose');
    expect(operators(300)).toContain('ConvTranspose');
  });

  it('depthwise with strides', async () => {
    const apart = axis.map((a) => ({ ...a, stride: a.stride + 1 }));
    await fc.assert(
      fc.asyncProperty(apart, apart, (a, b) => checkConv([a, b], { group: 6, into: 1, out: 1, batch: 2 })),
      { seed: 7, numRuns: 30 },
    );
  });

  const picture = { group: 1, into: 3, out: 2, batch: 2 };

  it('of a picture, its pixels in blocks', async () => {
    const large = axis.map((a) => ({ ...a, kernel: a.kernel + 2, dilation: 1, size: a.size + 8 }));
    await fc.assert(
      fc.asyncProperty(large, large, (a, b) => checkConv([a, { ...b, stride: a.stride }], picture)),
      { seed: 8, numRuns: 30 },
    );
  });

  it('of a picture, dilated, with unlike strides or by channel, and of a line', async () => {
    const large = axis.map((a) => ({ ...a, kernel: a.kernel + 2, size: a.size + 12 }));
    await fc.assert(
      fc.asyncProperty(large, large, (a, b) => checkConv([a, b], picture)),
      { seed: 9, numRuns: 20 },
    );
    await fc.assert(
      fc.asyncProperty(large, (a) => checkConv([{ ...a, dilation: 1 }], picture)),
      { seed: 10, numRuns: 10 },
    );
    const wide = { kernel: 6, stride: 1, dilation: 1, before: 2, after: 2, size: 9 };
    await checkConv([wide, wide], { group: 3, into: 1, out: 2, batch: 1 });
  });

  it('of a picture is neither cut nor added up column by column, unless blocks cost more', () => {
    const operators = (kernel: number, stride: number): string[] => {
      const total = graphOf({ x: [1, 3, 32, 32] }, (b) => {
        const w = b.constant(uniform([64, 3, kernel, kernel], 2));
        const y = b.node('Conv', ['x', w], { strides: [stride, stride], pads: [1, 1, 1, 1] });
        return b.node('ReduceSum', [y], { keepdims: 0 }, 'total');
      });
      return gradientGraph(total, { of: 'total', wrt: 'x' }).nodes.map(({ op }) => op);
    };
    expect(operators(7, 2)).not.toContain('ConvTranspose');
    expect(operators(7, 2)).not.toContain('Slice');
    expect(operators(2, 1)).toContain('ConvTranspose');
  });

  it.each(['SAME_UPPER', 'SAME_LOWER', 'VALID'])('auto_pad %s', async (auto_pad) => {
    for (const [stride, size] of [
      [1, 5],
      [2, 6],
      [3, 7],
    ] as const) {
      const w = uniform([2, 2, 3, 4], 2);
      const make = (b: Parameters<Parameters<typeof graphOf>[1]>[0]): string =>
        b.node('Conv', ['x', b.constant(w)], { auto_pad, strides: [stride, stride] });
      const x = uniform([1, 2, size, size], 1);
      if (auto_pad !== 'VALID')
        expect(graphOf({ x: x.dims }, make).types.get('conv')?.dims.slice(2)).toEqual([
          Math.ceil(size / stride),
          Math.ceil(size / stride),
        ]);
      await checkGradient({ at: { x }, make, step: 0.25 });
    }
  });

  it('says which shapes do not fit', () => {
    const conv =
      (x: number[], w: number[], attributes = {}) =>
      () =>
        graphOf({ x }, (b) => b.node('Conv', ['x', b.constant(uniform(w, 1))], attributes, 'y'));
    expect(conv([1, 3, 8, 8], [4, 2, 3, 3])).toThrow(
      'test.onnx: Conv "y": the input has 3 channels, the weights expect 2 x group 1 (given [1, 3, 8, 8] and [4, 2, 3, 3])',
    );
    expect(conv([1, 3, 2, 8], [4, 3, 3, 3])).toThrow('the input is too small');
    expect(conv([1, 3, 8, 8], [4, 3, 3, 3], { strides: [0, 1] })).toThrow('strides [0, 1]');
    expect(conv([1, 3, 8, 8], [4, 1, 3, 3], { group: 3 })).toThrow('4 filters do not divide into 3 groups');
    expect(conv([1, 3, 8, 8], [3, 3, 3, 3], { pads: [-1, 0, 0, 0] })).toThrow('pads [-1, 0, 0, 0]');
    expect(conv([1, 3, 8], [3, 3, 3, 3])).toThrow('as many axes');
  });
});

describe('ConvTranspose', () => {
  it('strides, pads, dilations, groups, output_padding', async () => {
    await fc.assert(
      fc.asyncProperty(axis, axis, channels, fc.integer({ min: 0, max: 2 }), async (a, b, c, extra) => {
        const axes = [a, b];
        fc.pre(
          axes.every((s) => (s.size - 1) * s.stride + (s.kernel - 1) * s.dilation + 1 > s.before + s.after),
        );
        const output_padding = axes.map((s) => Math.min(extra, s.stride - 1));
        const x = uniform([c.batch, c.into * c.group, a.size, b.size], 1);
        const w = uniform([c.into * c.group, c.out, a.kernel, b.kernel], 2);
        const attributes = { ...attributesOf(axes, c.group), output_padding };
        await checkGradient({
          at: { x },
          make: (g) => g.node('ConvTranspose', ['x', g.constant(w)], attributes),
          step: 0.25,
        });
      }),
      { seed: 4, numRuns: 40 },
    );
  });
});
