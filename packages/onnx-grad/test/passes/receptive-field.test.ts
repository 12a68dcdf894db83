import { describe, expect, it } from 'vitest';
import {
  extend,
  gradientGraph,
  receptiveFields,
  withInputShape,
  type Builder,
  type Graph,
  type Reach,
} from '../../src/index.ts';
import { graphOf, int64 } from '../support/graphs.ts';
import { bytesOf, describeWithModels, load } from '../support/models.ts';
import { uniform } from '../support/random.ts';
import { open } from '../support/run.ts';

const side = 33;

/** A Conv with random weights; padding that keeps the size unless told. */
function conv(
  b: Builder,
  x: string,
  [filters, kernel, stride, dilation, pad]: readonly [number, number, number?, number?, number?],
): string {
  const weights = b.constant(uniform([filters, b.shape(x)[1]!, kernel, kernel], 3 * kernel + filters));
  const reach = ((kernel - 1) * (dilation ?? 1)) >> 1;
  const pads = Array<number>(4).fill(pad ?? reach);
  return b.node('Conv', [x, weights], {
    kernel_shape: [kernel, kernel],
    strides: [stride ?? 1, stride ?? 1],
    dilations: [dilation ?? 1, dilation ?? 1],
    pads,
  });
}

const pool = (b: Builder, x: string, op: string, kernel: number, stride: number, pad = 0): string =>
  b.node(op, [x], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
  });

const shuffle = (b: Builder, x: string): string => {
  const [n = 1, c = 2, h = 1, w = 1] = b.shape(x);
  const split = b.node('Reshape', [x, b.ints([n, 2, c / 2, h, w])]);
  return b.node('Reshape', [b.node('Transpose', [split], { perm: [0, 2, 1, 3, 4] }), b.ints([n, c, h, w])]);
};

const networks: Record<string, (b: Builder) => string> = {
  'one Conv': (b) => conv(b, 'x', [2, 5]),
  'a Conv without padding, with a stride': (b) => conv(b, 'x', [2, 4, 3, 1, 0]),
  'Convs, dilated and strided': (b) => conv(b, conv(b, conv(b, 'x', [2, 3, 2]), [2, 3, 1, 2]), [2, 3, 2]),
  'average pooling between Convs': (b) => conv(b, pool(b, conv(b, 'x', [2, 3]), 'AveragePool', 3, 2), [2, 3]),
  'max pooling between Convs': (b) => conv(b, pool(b, conv(b, 'x', [2, 3]), 'MaxPool', 2, 2), [1, 3]),
  'branches of different width that meet': (b) => {
    const [wide, narrow] = [conv(b, 'x', [2, 7]), conv(b, 'x', [2, 1])];
    return conv(b, b.node('Concat', [wide, narrow], { axis: 1 }), [2, 3, 2]);
  },
  'a residual block': (b) => {
    const start = conv(b, 'x', [2, 3, 2]);
    return b.node('Add', [start, conv(b, b.node('Tanh', [conv(b, start, [2, 3])]), [2, 3])]);
  },
  'shuffled channels': (b) => conv(b, shuffle(b, conv(b, 'x', [4, 3])), [2, 3]),
  'a padded and cropped picture': (b) => {
    const padded = b.node('Pad', ['x', b.ints([0, 0, 3, 1, 0, 0, 2, 4])], { mode: 'constant' });
    const cropped = b.node('Slice', [
      padded,
      b.ints([2, 1]),
      b.ints([36, 34]),
      b.ints([2, 3]),
      b.ints([1, 1]),
    ]);
    return conv(b, cropped, [1, 3]);
  },
  'axes in another order': (b) => {
    const turned = b.node('Transpose', ['x'], { perm: [0, 2, 3, 1] });
    const mixed = b.node('MatMul', [turned, b.constant(uniform([2, 3], 5))]);
    return conv(b, b.node('Transpose', [mixed], { perm: [0, 3, 1, 2] }), [2, 3]);
  },
  'a softmax over channels': (b) => conv(b, b.node('Softmax', [conv(b, 'x', [3, 3])], { axis: 1 }), [1, 3]),
  'a global mean that scales': (b) => {
    const start = conv(b, 'x', [2, 3]);
    return b.node('Mul', [start, b.node('GlobalAveragePool', [start])]);
  },
  'a matrix over the flattened picture': (b) => {
    const flat = b.node('Flatten', [conv(b, 'x', [1, 3, 4])], { axis: 1 });
    const matrix = b.constant(uniform([b.shape(flat)[1]!, 4], 9));
    return b.node('Reshape', [b.node('MatMul', [flat, matrix]), b.ints([1, 1, 2, 2])]);
  },
};

/** First and last row (or column) of the picture on which the middle unit's gradient is not zero, over many pictures. */
async function support(graph: Graph, value: string, at: readonly number[]): Promise<[number, number][]> {
  const middle = extend({ ...graph, outputs: [value] }, (b) => {
    const [y = 0, x = 0] = at;
    const bounds = [y, x].map((place) => [int64(place), int64(place + 1)] as const);
    const row = b.node('Slice', [value, b.constant(bounds[0]![0]), b.constant(bounds[0]![1]), b.ints([2])]);
    const unit = b.node('Slice', [row, b.constant(bounds[1]![0]), b.constant(bounds[1]![1]), b.ints([3])]);
    return [b.node('ReduceSum', [unit], { keepdims: 0 }, 'unit')];
  });
  const runner = await open(gradientGraph(middle, { of: 'unit', wrt: 'x' }));
  const found: [number, number][] = [
    [Infinity, -1],
    [Infinity, -1],
  ];
  // each picture lets a MaxPool pass only its largest elements: only many show all that it may pass
  const pictures = graph.nodes.some(({ op }) => op === 'MaxPool') ? 60 : 4;
  for (let seed = 0; seed < pictures; seed++) {
    const { x_gradient } = await runner.run({ x: uniform([1, 2, side, side], seed) });
    (x_gradient!.data as Float32Array).forEach((gradient, i) => {
      if (gradient === 0) return;
      const place = [Math.floor(i / side) % side, i % side];
      found.forEach((range, axis) => {
        range[0] = Math.min(range[0], place[axis]!);
        range[1] = Math.max(range[1], place[axis]!);
      });
    });
  }
  await runner.close();
  return found;
}

/** What the field says, within the picture. */
function predicted(reach: Reach | null, unit: number): [number, number] {
  if (!reach) return [0, side - 1];
  const clip = (place: number): number => Math.min(side - 1, Math.max(0, place));
  return [clip(reach.stride * unit + reach.low), clip(reach.stride * unit + reach.high)];
}

describe('receptive fields', () => {
  it.each(Object.entries(networks))('are where the gradient of a unit is not zero: %s', async (_, make) => {
    const graph = graphOf({ x: [1, 2, side, side] }, make);
    const value = graph.outputs[0]!;
    const [, , height = 1, width = 1] = graph.types.get(value)!.dims as readonly number[];
    const { rows, columns } = receptiveFields(graph).get(value)!;
    for (const at of [
      [height >> 1, width >> 1],
      [0, width - 1],
    ]) {
      const seen = await support(graph, value, at);
      expect(seen).toEqual([predicted(rows, at[0]!), predicted(columns, at[1]!)]);
    }
  });

  it.each(['nearest', 'linear', 'cubic'])('hold all that a %s Resize lets through', async (mode) => {
    const graph = graphOf({ x: [1, 2, side, side] }, (b) => {
      const scales = b.constant({ type: 'float32', dims: [4], data: Float32Array.of(1, 1, 2, 2) });
      return conv(b, b.node('Resize', [conv(b, 'x', [1, 3]), '', scales], { mode }), [1, 3]);
    });
    const value = graph.outputs[0]!;
    const { rows } = receptiveFields(graph).get(value)!;
    for (const unit of [0, 20, 31]) {
      const [[first, last]] = (await support(graph, value, [unit, 30])) as [[number, number]];
      const [low, high] = predicted(rows, unit);
      expect(first).toBeGreaterThanOrEqual(Math.floor(low));
      expect(last).toBeLessThanOrEqual(Math.ceil(high));
      expect(high - low).toBeLessThan(last - first + 5);
    }
  });

  it('hold all that a ConvTranspose lets through', async () => {
    const graph = graphOf({ x: [1, 2, side, side] }, (b) =>
      b.node('ConvTranspose', ['x', b.constant(uniform([2, 1, 4, 4], 2))], {
        kernel_shape: [4, 4],
        strides: [2, 2],
        pads: [1, 1, 1, 1],
      }),
    );
    const value = graph.outputs[0]!;
    const { rows } = receptiveFields(graph).get(value)!;
    for (const unit of [0, 31, 32]) {
      const [[first, last]] = (await support(graph, value, [unit, 30])) as [[number, number]];
      const [low, high] = predicted(rows, unit);
      expect([first, last]).toEqual([Math.ceil(low), Math.floor(high)]);
    }
  });

  it.each([0, 1])('of a sum without axes are all places, or its own where it sums none (%d)', (noop) => {
    const attributes = { keepdims: 1, noop_with_empty_axes: noop };
    const graph = graphOf({ x: [1, 2, side, side] }, (b) =>
      b.node('ReduceSum', ['x', b.ints([])], attributes),
    );
    const { rows } = receptiveFields(graph).get(graph.outputs[0]!)!;
    expect(rows).toEqual(noop === 1 ? { stride: 1, low: 0, high: 0 } : null);
  });

  it('need a sized picture', () => {
    const flat = graphOf({ x: [1, 4] }, (b) => b.node('Relu', ['x']));
    expect(() => receptiveFields(flat)).toThrow(/sized \[N, C, H, W\]/);
  });
});

describeWithModels('receptive fields of published networks', () => {
  it.each([
    // Araujo et al., table 1: AlexNet and VGG at their last pooling before the matrices
    ['light/bvlc_alexnet.onnx', 195, 32],
    ['light/vgg19.onnx', 268, 32],
  ])('are those of the literature: %s', (file, size, stride) => {
    expect(bytesOf(file).length).toBeGreaterThan(0);
    const graph = withInputShape(load(file), [1, 3, 224, 224]);
    const last = graph.nodes.filter(({ op }) => op === 'MaxPool').at(-1)!.outputs[0]!;
    const { rows } = receptiveFields(graph).get(last)!;
    expect([rows!.high - rows!.low + 1, rows!.stride]).toEqual([size, stride]);
  });
});
