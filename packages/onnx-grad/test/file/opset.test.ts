import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../src/file/encode.ts';
import {
  readModel,
  simplify,
  withInputShape,
  type Attribute,
  type Graph,
  type Node,
  type Tensor,
} from '../../src/index.ts';
import { inputs, int64 } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { openBytes, run } from '../support/run.ts';

type Plain = number | string | readonly number[] | { readonly float: number };

function attribute(value: Plain): Attribute {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'string', value };
  return 'float' in value ? { kind: 'float', value: value.float } : { kind: 'ints', value };
}

function node(op: string, ins: string[], attributes: Record<string, Plain> = {}, outputs = ['y']): Node {
  const entries = Object.entries(attributes).map(([name, value]): [string, Attribute] => [
    name,
    attribute(value),
  ]);
  return { name: '', op, domain: '', inputs: ins, outputs, attributes: Object.fromEntries(entries) };
}

function fileOf(
  opset: number,
  dims: readonly number[],
  nodes: readonly Node[],
  constants: Record<string, Tensor> = {},
): Uint8Array {
  const graph: Graph = { ...inputs({ x: dims }), nodes, constants: new Map(Object.entries(constants)) };
  const port = (name: string) => ({ name, type: graph.types.get(name) });
  return encodeModel(
    { name: 'g', nodes, constants: graph.constants, inputs: [port('x')], outputs: [port('y')] },
    opset,
  );
}

/** A node in its own opset must compute the same in ONNX Runtime as what it was brought to. */
async function expectSame(
  opset: number,
  dims: readonly number[],
  nodes: readonly Node[],
  constants: Record<string, Tensor> = {},
): Promise<void> {
  const bytes = fileOf(opset, dims, nodes, constants);
  const x = uniform(dims, 1, 0.1, 2);
  const given = await openBytes(bytes);
  const { y: expected } = await given.run({ x });
  await given.close();
  const { y } = await run(simplify(withInputShape(readModel(bytes), dims)), { x });
  expect(y!.dims).toEqual(expected!.dims);
  Array.from(expected!.data as Float32Array).forEach((v, i) => {
    expect(y!.data[i]).toBeCloseTo(v, 5);
  });
}

describe('opsets 7 to 22 mean what they meant', () => {
  it.each([
    [9, 'Softmax', {}],
    [11, 'Softmax', { axis: 2 }],
    [11, 'LogSoftmax', { axis: 1 }],
    [12, 'Softmax', { axis: -1 }],
    [13, 'Softmax', {}],
    [13, 'LogSoftmax', { axis: 1 }],
  ])('opset %d: %s %o', async (opset, op, attributes) => {
    await expectSame(opset, [2, 3, 4], [node(op, ['x'], attributes)]);
  });

  it('Clip: attributes before 11', async () => {
    await expectSame(7, [2, 3], [node('Clip', ['x'], { min: { float: 0.5 }, max: { float: 1.2 } })]);
    await expectSame(10, [2, 3], [node('Clip', ['x'], { max: { float: 1.2 } })]);
    await expectSame(12, [2, 3], [node('Clip', ['x', '', 'high'])], { high: uniform([], 1, 1, 1.5) });
  });

  it('Pad: attributes before 11, axes since 18', async () => {
    await expectSame(10, [2, 3], [node('Pad', ['x'], { pads: [1, 0, 0, 2], value: { float: 0.5 } })]);
    await expectSame(10, [2, 3], [node('Pad', ['x'], { pads: [0, 1, 0, 2], mode: 'reflect' })]);
    await expectSame(18, [2, 3], [node('Pad', ['x', 'pads', '', 'axes'])], {
      pads: int64(1, 2),
      axes: int64(-1),
    });
  });

  it('Slice: attributes before 10', async () => {
    await expectSame(9, [4, 5], [node('Slice', ['x'], { starts: [1, -3], ends: [3, 100], axes: [0, 1] })]);
    await expectSame(9, [4, 5], [node('Slice', ['x'], { starts: [1], ends: [3] })]);
  });

  it('Squeeze, Unsqueeze and Split: attributes before 13; Split without sizes', async () => {
    await expectSame(11, [2, 1, 3], [node('Squeeze', ['x'], { axes: [1] })]);
    await expectSame(11, [2, 3], [node('Unsqueeze', ['x'], { axes: [0, 2] })]);
    await expectSame(11, [2, 5], [node('Split', ['x'], { axis: 1, split: [2, 3] }, ['z', 'y'])]);
    await expectSame(11, [2, 6], [node('Split', ['x'], { axis: 1 }, ['z', 'y'])]);
    await expectSame(13, [2, 6], [node('Split', ['x'], { axis: 1 }, ['z', 'y'])]);
    await expectSame(18, [2, 7], [node('Split', ['x'], { axis: 1, num_outputs: 2 }, ['z', 'y'])]);
  });

  it('reductions: axes as attribute and as input, and "no axes" as "do nothing"', async () => {
    await expectSame(11, [2, 3, 4], [node('ReduceSum', ['x'], { axes: [1], keepdims: 0 })]);
    await expectSame(13, [2, 3, 4], [node('ReduceSum', ['x', 'axes'], { keepdims: 0 })], {
      axes: int64(0, -1),
    });
    await expectSame(13, [2, 3, 4], [node('ReduceSum', ['x'], { noop_with_empty_axes: 1 })]);
    for (const noop of [0, 1]) {
      const attributes = { noop_with_empty_axes: noop };
      const none = { axes: int64() };
      await expectSame(13, [2, 3, 4], [node('ReduceSum', ['x', 'axes'], attributes)], none);
      await expectSame(18, [2, 3, 4], [node('ReduceMean', ['x', 'axes'], attributes)], none);
      await expectSame(18, [2, 3, 4], [node('ReduceMax', ['x', 'axes'], attributes)], none);
      const made = node('Cast', ['numbers'], { to: 7 }, ['axes']);
      await expectSame(13, [2, 3, 4], [made, node('ReduceSum', ['x', 'axes'], attributes)], {
        numbers: uniform([0], 1),
      });
    }
    await expectSame(13, [2, 3, 4], [node('ReduceMean', ['x'], { axes: [-2] })]);
    await expectSame(18, [2, 3, 4], [node('ReduceMean', ['x', 'axes'])], { axes: int64(1, 2) });
    await expectSame(18, [2, 3, 4], [node('ReduceMax', ['x'], { noop_with_empty_axes: 1 })]);
    await expectSame(20, [2, 3, 4], [node('ReduceL2', ['x'], { keepdims: 0 })]);
  });

  it('Resize and Upsample in every form', async () => {
    const dims = [1, 2, 3, 4];
    const scales = { ...uniform([4], 1), data: Float32Array.of(1, 1, 2, 3) };
    const smaller = { ...scales, data: Float32Array.of(1, 1, 0.67, 0.5) };
    const attribute = { kind: 'floats', value: [1, 1, 2, 3] } as const;
    for (const mode of ['nearest', 'linear']) {
      const before9 = node('Upsample', ['x'], { mode });
      await expectSame(7, dims, [{ ...before9, attributes: { ...before9.attributes, scales: attribute } }]);
      await expectSame(9, dims, [node('Upsample', ['x', 'scales'], { mode })], { scales });
      await expectSame(10, dims, [node('Resize', ['x', 'scales'], { mode })], { scales });
      await expectSame(10, dims, [node('Resize', ['x', 'scales'], { mode })], { scales: smaller });
      await expectSame(11, dims, [node('Resize', ['x', 'none', 'scales'], { mode })], {
        none: uniform([0], 1),
        scales,
      });
      const attributes = { mode, axes: [3, 2], antialias: 0, keep_aspect_ratio_policy: 'stretch' };
      await expectSame(18, dims, [node('Resize', ['x', '', '', 'sizes'], attributes)], {
        sizes: int64(7, 5),
      });
    }
  });

  it('operators younger than opset 17', async () => {
    const perChannel = { s: uniform([4], 2), b: uniform([4], 3) };
    const group = node('GroupNormalization', ['x', 's', 'b'], { num_groups: 2, epsilon: { float: 0.01 } });
    await expectSame(21, [2, 4, 3, 2], [group], perChannel);
    await expectSame(18, [2, 4, 3, 2], [group], { s: uniform([2], 2), b: uniform([2], 3) });
    await expectSame(20, [2, 3], [node('Gelu', ['x'])]);
    await expectSame(20, [2, 3], [node('Gelu', ['x'], { approximate: 'tanh' })]);
    await expectSame(18, [2, 3], [node('Mish', ['x'])]);
  });

  it('Dropout and BatchNormalization in every form', async () => {
    const statistics = {
      s: uniform([3], 2),
      b: uniform([3], 3),
      m: uniform([3], 4),
      v: uniform([3], 5, 0.5, 2),
    };
    await expectSame(7, [2, 3], [node('Dropout', ['x'], { ratio: { float: 0.5 } })]);
    await expectSame(13, [2, 3], [node('Dropout', ['x', 'ratio'])], { ratio: uniform([], 1, 0.4, 0.5) });
    for (const opset of [7, 9, 14, 15]) {
      await expectSame(
        opset,
        [2, 3, 4],
        [node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], { epsilon: { float: 0.01 } })],
        statistics,
      );
    }
  });

  it('BatchNormalization with the statistics of its input, as weights are standardised', async () => {
    const training = { training_mode: 1, epsilon: { float: 1e-6 } };
    const norm = node('BatchNormalization', ['x', 's', 'b', 's', 'b'], training, ['y', 'm', 'v']);
    const perChannel = { s: uniform([3], 2, 2, 2), b: uniform([3], 3, 5, 5) };
    const graph = simplify(withInputShape(readModel(fileOf(15, [2, 3, 4], [norm], perChannel)), [2, 3, 4]));
    const { y } = await run(graph, { x: uniform([2, 3, 4], 1) });
    for (const channel of [0, 1, 2]) {
      const values = Array.from(y!.data as Float32Array).filter((_, i) => Math.floor(i / 4) % 3 === channel);
      const mean = values.reduce((sum, v) => sum + v, 0) / 8;
      expect(mean).toBeCloseTo(5, 4);
      expect(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 8).toBeCloseTo(4, 3);
    }
  });

  it('Constant in all its forms', async () => {
    const constant = (value: Attribute, name: string): Node => ({
      ...node('Constant', [], {}, ['c']),
      attributes: { [name]: value },
    });
    const add = node('Add', ['x', 'c']);
    await expectSame(13, [2, 3], [constant({ kind: 'float', value: 1.5 }, 'value_float'), add]);
    await expectSame(13, [2, 3], [constant({ kind: 'floats', value: [1, 2, 0.5] }, 'value_floats'), add]);
    await expectSame(9, [2, 3], [constant({ kind: 'tensor', value: uniform([2, 1], 3) }, 'value'), add]);
    const shape = node('Reshape', ['x', 'c']);
    await expectSame(13, [2, 3], [constant({ kind: 'ints', value: [3, 2] }, 'value_ints'), shape]);
  });

  it('arithmetic on shapes is folded away', async () => {
    const nodes = [
      node('Shape', ['x'], {}, ['s']),
      node('Gather', ['s', 'zero'], { axis: 0 }, ['n']),
      node('Unsqueeze', ['n', 'first'], {}, ['n1']),
      node('Concat', ['n1', 'rest'], { axis: 0 }, ['shape']),
      node('Reshape', ['x', 'shape']),
    ];
    const constants = { zero: { ...int64(0), dims: [] }, first: int64(0), rest: int64(-1) };
    await expectSame(13, [2, 3, 4], nodes, constants);
    const graph = simplify(withInputShape(readModel(fileOf(13, [2, 3, 4], nodes, constants)), [2, 3, 4]));
    expect(graph.nodes.map((n) => n.op)).toEqual(['Reshape']);
  });

  it('other opsets are refused', () => {
    const file = (opset: number) => () =>
      readModel(fileOf(opset, [1], [node('Relu', ['x'])]), { source: 'old.onnx' });
    expect(file(6)).toThrow('old.onnx: opset 6; 7 to 22 are read');
    expect(file(23)).toThrow('opset 23');
    expect(() =>
      readModel(fileOf(7, [1, 3], [node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], { spatial: 0 })])),
    ).toThrow('spatial 0 is not supported');
  });
});
