import { describe, expect, it } from 'vitest';
import {
  OnnxGradError,
  extend,
  layers,
  opCoverage,
  prependPreprocess,
  readModel,
  simplify,
  withInputShape,
  writeModel,
  type Graph,
  type Preprocess,
  type Tensor,
} from '../../src/index.ts';
import { graphOf, int64 } from '../support/graphs.ts';
import { describeWithModels, load } from '../support/models.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

const image = uniform([1, 3, 6, 6], 1, 0, 1);

/** As a file would give it: shapes of values unknown. */
function fresh(graph: Graph, dims: readonly (number | string | null)[]): Graph {
  const open = { ...graph, types: new Map([['x', { type: 'float32', dims }] as const]) };
  return readModel(writeModel(open), { source: 'fresh.onnx' });
}

async function expectSameOutput(a: Graph, b: Graph, x: Tensor = image): Promise<void> {
  const [p, q] = [(await run(a, { x }))['y']!, (await run(b, { x }))['y']!];
  expect(q.dims).toEqual(p.dims);
  Array.from(p.data as Float32Array).forEach((v, i) => {
    expect(q.data[i]).toBeCloseTo(v, 4);
  });
}

describe('withInputShape', () => {
  const net = graphOf({ x: [1, 3, 6, 6] }, (b) => {
    const conv = b.node('Conv', ['x', b.constant(uniform([4, 3, 3, 3], 2))], {}, 'conv');
    const flat = b.node('Flatten', [conv], { axis: 1 }, 'flat');
    return b.node('Gemm', [flat, b.constant(uniform([64, 5], 3))], {}, 'y');
  });

  it('gives every value a shape', () => {
    const sized = withInputShape(fresh(net, ['batch', 3, null, null]), [2, 3, 6, 6]);
    expect([...sized.types].map(([name, { dims }]) => `${name} ${dims.join()}`)).toEqual([
      'x 2,3,6,6',
      'conv 2,4,4,4',
      'flat 2,64',
      'y 2,5',
    ]);
  });

  it('names the node that does not fit the size', () => {
    const file = fresh(net, [1, 3, 6, 6]);
    expect(() => withInputShape(file, [1, 3, 7, 7])).toThrow(
      'fresh.onnx: Gemm "y": the input has 100 features, the weights expect 64 (given [1, 100] and [64, 5])',
    );
    expect(() => withInputShape(file, [1, 3, 2, 2])).toThrow('Conv "conv": the input is too small');
    expect(() => withInputShape(file, [1, 4, 6, 6])).toThrow('the input has 4 channels');
    expect(() => withInputShape(file, [3, 6, 6])).toThrow('the input "x" is [1, 3, 6, 6], not [3, 6, 6]');
    expect(() => withInputShape(file, [1, 3, 0, 6])).toThrow(OnnxGradError);
    expect(() => withInputShape(file, [1, 3, 6, 6], 'data')).toThrow('there is no input "data"; inputs: x');
  });

  it('starts from the file', () => {
    const sized = withInputShape(fresh(net, [1, 3, 6, 6]), [2, 3, 6, 6]);
    expect(() => withInputShape(sized, [1, 3, 6, 6])).toThrow('start again from the graph that was read');
  });

  it('takes a batch where the file was made for one', async () => {
    const one = graphOf({ x: [1, 3, 6, 6] }, (b) =>
      b.node('Reshape', ['x', b.constant(int64(1, 108))], {}, 'y'),
    );
    const sized = withInputShape(fresh(one, [1, 3, 6, 6]), [4, 3, 6, 6]);
    expect(sized.types.get('y')?.dims).toEqual([4, 108]);
    expect((await run(sized, { x: uniform([4, 3, 6, 6], 1) }))['y']!.dims).toEqual([4, 108]);
  });

  it('needs a name when there are several inputs', () => {
    const two = extend(
      { ...net, inputs: ['x', 'z'], types: new Map(net.types).set('z', { type: 'float32', dims: [1] }) },
      (b) => [b.node('Add', ['y', 'z'])],
    );
    expect(() => withInputShape(readModel(writeModel(two), { source: 'two.onnx' }), [1, 3, 6, 6])).toThrow(
      'no input was named; inputs: x, z',
    );
  });
});

describe('extend', () => {
  it('refuses a constant whose numbers do not fill its shape', () => {
    const short = { ...uniform([5], 1), dims: [2, 3] };
    expect(() => graphOf({ x: [2, 3] }, (b) => b.node('Add', ['x', b.constant(short)]))).toThrow(
      expect.objectContaining({
        code: 'bad-tensor',
        message: 'test.onnx: a constant of [2, 3] needs 6 numbers, 5 were given',
      }),
    );
  });
});

describe('simplify', () => {
  const statistics = (b: Parameters<Parameters<typeof graphOf>[1]>[0], n: number): string[] =>
    [uniform([n], 4, 0.5, 2), uniform([n], 5), uniform([n], 6), uniform([n], 7, 0.5, 2)].map((t) =>
      b.constant(t),
    );

  it('folds BatchNormalization into the Conv before it, with or without a bias', async () => {
    for (const bias of [[], [uniform([4], 3)]]) {
      const graph = graphOf({ x: [1, 3, 6, 6] }, (b) => {
        const weights = [uniform([4, 3, 3, 3], 2), ...bias].map((t) => b.constant(t));
        const conv = b.node('Conv', ['x', ...weights], {}, 'conv');
        return b.node('Relu', [b.node('BatchNormalization', [conv, ...statistics(b, 4)], {}, 'bn')], {}, 'y');
      });
      const simple = simplify(graph);
      expect(simple.nodes.map((node) => [node.op, node.outputs[0]])).toEqual([
        ['Conv', 'bn'],
        ['Relu', 'y'],
      ]);
      await expectSameOutput(graph, simple);
    }
  });

  it('says BatchNormalization as Mul and Add elsewhere', async () => {
    const graph = graphOf({ x: [1, 3, 6, 6] }, (b) =>
      b.node('BatchNormalization', ['x', ...statistics(b, 3)], {}, 'y'),
    );
    expect(simplify(graph).nodes.map((node) => node.op)).toEqual(['Mul', 'Add']);
    await expectSameOutput(graph, simplify(graph));
  });

  it('keeps a Conv whose own output is used as well', async () => {
    const graph = graphOf({ x: [1, 3, 6, 6] }, (b) => {
      const conv = b.node('Conv', ['x', b.constant(uniform([4, 3, 3, 3], 2))], {}, 'conv');
      return b.node(
        'Add',
        [b.node('BatchNormalization', [conv, ...statistics(b, 4)], {}, 'bn'), conv],
        {},
        'y',
      );
    });
    expect(simplify(graph).nodes.map((node) => node.op)).toEqual(['Conv', 'Mul', 'Add', 'Add']);
    await expectSameOutput(graph, simplify(graph));
  });

  it('removes Dropout, Identity and reshapes to the same shape; outputs keep their names', async () => {
    const graph = graphOf({ x: [1, 3, 6, 6] }, (b) => {
      const a = b.node('Relu', [b.node('Identity', ['x'])], {}, 'a');
      const same = b.node('Reshape', [b.node('Dropout', [a]), b.ints([1, 3, 6, 6])]);
      const e = b.node('Exp', [b.node('Cast', [same], { to: 1 })], {}, 'e');
      return b.node('Identity', [b.node('Dropout', [e])], {}, 'y');
    });
    const simple = simplify(graph);
    expect(simple.nodes.map((node) => [node.op, ...node.inputs, ...node.outputs])).toEqual([
      ['Relu', 'x', 'a'],
      ['Exp', 'a', 'y'],
    ]);
    await expectSameOutput(graph, simple);
  });

  it('keeps an Identity between an input and an output, and between two outputs', () => {
    expect(simplify(graphOf({ x: [2] }, (b) => b.node('Identity', ['x'], {}, 'y'))).nodes).toHaveLength(1);
    const two = extend(
      graphOf({ x: [2] }, (b) => b.node('Relu', ['x'], {}, 'a')),
      (b) => ['a', b.node('Identity', ['a'], {}, 'y')],
    );
    expect(simplify(two).outputs).toEqual(['a', 'y']);
    expect(simplify(two).nodes).toHaveLength(2);
  });

  it('works before shapes are known', () => {
    const graph = graphOf({ x: [1, 3, 6, 6] }, (b) => b.node('Relu', [b.node('Dropout', ['x'])], {}, 'y'));
    expect(simplify(fresh(graph, [null, 3, null, null])).nodes.map((node) => node.op)).toEqual(['Relu']);
  });
});

describe('prependPreprocess', () => {
  const plain: Preprocess = { order: 'RGB', scale: 1, offset: 0, mean: [0, 0, 0], std: [1, 1, 1] };
  const net = graphOf({ x: [1, 3, 2, 2] }, (b) =>
    b.node('Relu', [b.node('Add', ['x', b.constant(1000)])], {}, 'y'),
  );
  const pixels = uniform([1, 3, 2, 2], 1, 0, 1);

  /** What the network is given for a picture. */
  async function given(p: Preprocess): Promise<number[]> {
    const { y } = await run(prependPreprocess(net, p), { image: pixels });
    return Array.from(y!.data as Float32Array, (v) => v - 1000);
  }

  it("scales, shifts and reorders, mean and std in the network's order", async () => {
    const p: Preprocess = { order: 'BGR', scale: 255, offset: -10, mean: [104, 117, 123], std: [1, 2, 3] };
    for (const order of ['RGB', 'BGR'] as const) {
      const found = await given({ ...p, order });
      found.forEach((v, i) => {
        const channel = Math.floor(i / 4);
        const source = order === 'BGR' ? 2 - channel : channel;
        const rgb = Number(pixels.data[source * 4 + (i % 4)]);
        expect(v).toBeCloseTo((rgb * 255 - 10 - p.mean[channel]!) / p.std[channel]!, 2);
      });
    }
  });

  it('adds nothing where there is nothing to do', () => {
    const same = prependPreprocess(net, plain, 'picture');
    expect([same.inputs, same.nodes.length]).toEqual([['picture'], net.nodes.length]);
    expect(prependPreprocess(net, { ...plain, scale: 2 }).nodes.length).toBe(net.nodes.length + 1);
  });

  it('may give the input its old name', () => {
    expect(prependPreprocess(net, { ...plain, scale: 255 }, 'x').inputs).toEqual(['x']);
  });

  it.each([
    [{ order: 'GRB' }, 'order is GRB, expected RGB or BGR'],
    [{ scale: NaN }, 'scale is NaN, expected a number'],
    [{ mean: [104], order: 'BGR' }, 'mean is [104], expected three numbers'],
    [{ mean: 104 }, 'mean is 104, expected three numbers'],
    [{ std: [0, 1, 1] }, 'std is [0, 1, 1], expected three numbers, none of them 0'],
  ])('refuses %o', (wrong, text) => {
    const p = { ...plain, ...wrong } as unknown as Preprocess;
    const message = `preprocessing: ${text}`;
    expect(() => prependPreprocess(net, p)).toThrow(expect.objectContaining({ code: 'bad-option', message }));
  });

  it('refuses inputs that are no pictures, and names that are taken', () => {
    const vector = graphOf({ x: [1, 5] }, (b) => b.node('Relu', ['x']));
    expect(() => prependPreprocess(vector, plain)).toThrow('the input "x" is [1, 5], expected [N, 3, H, W]');
    expect(() => prependPreprocess(net, plain, 'y')).toThrow('the name "y" is taken');
  });
});

describeWithModels('real networks', () => {
  it('keep the names of their layers', () => {
    const squeeze = layers(simplify(withInputShape(load('squeezenet1.0.onnx'), [1, 3, 64, 64]))).map(
      ({ name }) => name,
    );
    expect(squeeze).toEqual(
      expect.arrayContaining(['conv1', 'pool1', 'fire2/concat', 'fire8/concat', 'conv_final']),
    );
    const pictograms = layers(simplify(withInputShape(load('pictograms.onnx'), [1, 3, 64, 64]))).map(
      ({ name }) => name,
    );
    expect(pictograms).toEqual(expect.arrayContaining(['conv1', 'conv5b', 'pool4', 'gap', 'logits']));
  });

  it('have no arithmetic on shapes left', () => {
    const ops = new Set(['Shape', 'ConstantOfShape', 'BatchNormalization', 'Dropout', 'Identity']);
    for (const name of ['resnet50', 'shufflenet', 'bvlc_alexnet']) {
      const graph = simplify(withInputShape(load(`light/${name}.onnx`), [1, 3, 224, 224]));
      expect(graph.nodes.filter((node) => ops.has(node.op))).toEqual([]);
    }
  });
});

describe('opCoverage', () => {
  it('has every operator of plain convolutional networks, with gradients', () => {
    const known = new Set(opCoverage.filter((op) => op.gradient).map(({ op }) => op));
    const wanted =
      'Conv Relu LeakyRelu Clip Sigmoid HardSigmoid MaxPool AveragePool GlobalAveragePool GlobalMaxPool BatchNormalization LRN Concat Add Sum Mul Sub Div Neg Flatten Reshape Transpose Squeeze Unsqueeze Gemm MatMul Softmax LogSoftmax Log Exp Sqrt Pow Abs Dropout Identity ReduceMean ReduceSum Slice Gather Pad Split Tanh Expand Cast';
    expect(wanted.split(' ').filter((op) => !known.has(op))).toEqual([]);
  });
});
