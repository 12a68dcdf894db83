import { describe, expect, it } from 'vitest';
import {
  cutAt,
  extend,
  gradientGraph,
  layers,
  prependPreprocess,
  simplify,
  withInputShape,
  type GradientOptions,
  type Graph,
  type Tensor,
} from '../src/index.ts';
import { graphOf, inputs, int64 } from './support/graphs.ts';
import { describeWithModels, load, withRandomWeights } from './support/models.ts';
import { uniform } from './support/random.ts';
import { run } from './support/run.ts';
import { expectSlopes, onEitherPicture } from './support/slopes.ts';

/** The mean of one channel of a layer. */
function excite(graph: Graph, layer: string, channel: number): Graph {
  return extend(cutAt(graph, [layer]), (b) => {
    const one = b.node('Slice', [layer, b.ints([channel]), b.ints([channel + 1]), b.ints([1])]);
    return [b.node('ReduceMean', [one], { keepdims: 0 }, 'total')];
  });
}

async function gradientOf(graph: Graph, x: Tensor, level?: 'all'): Promise<Tensor> {
  const [wrt = ''] = graph.inputs;
  const whole = gradientGraph(graph, { of: 'total', wrt, name: 'gradient' });
  return (await run(whole, { [wrt]: x }, level))['gradient']!;
}

/** What float64 says, with the runtime's optimisations off and on. */
async function expectGradient(name: string, graph: Graph, seed: number): Promise<void> {
  const x = uniform(graph.types.get(graph.inputs[0]!)!.dims as number[], seed, 0, 1);
  expectSlopes(`${name} ${seed}`, graph, x, await gradientOf(graph, x));
  expectSlopes(`${name} ${seed}`, graph, x, await gradientOf(graph, x, 'all'));
}

describeWithModels('whole networks', () => {
  it('SqueezeNet: a channel deep inside', async () => {
    const sized = simplify(withInputShape(load('squeezenet1.0.onnx'), [1, 3, 96, 96]));
    const ready = prependPreprocess(sized, {
      order: 'BGR',
      scale: 255,
      offset: 0,
      mean: [104, 117, 123],
      std: [1, 1, 1],
    });
    const graph = excite(ready, 'fire8/concat', 11);
    await onEitherPicture((seed) => expectGradient('squeezenet1.0', graph, seed));
  });

  it.each(['pictograms', 'pictograms-fp16'])('%s: a class', async (name) => {
    const sized = simplify(withInputShape(load(`${name}.onnx`), [2, 3, 64, 64]));
    expect(sized.nodes.some((node) => node.op === 'Cast')).toBe(false);
    const graph = excite(sized, layers(sized).at(-1)!.name, 7);
    await onEitherPicture((seed) => expectGradient(name, graph, seed));
  });

  it.each([
    ['bvlc_alexnet', 'MaxPool', 128],
    ['resnet50', 'Sum', 64],
    ['shufflenet', 'Gemm', 224],
    ['squeezenet', 'Conv', 128],
    ['vgg19', 'Conv', 64],
  ])('%s with random weights, up to its last %s, at %d px', async (name, op, size) => {
    const file = load(`light/${name}.onnx`);
    const target = file.nodes.filter((node) => node.op === op).at(-1)!.outputs[0]!;
    const sized = simplify(withInputShape(cutAt(file, [target]), [1, 3, size, size]));
    const graph = excite(withRandomWeights(sized, 1), target, 3);
    await onEitherPicture((seed) => expectGradient(`light/${name}`, graph, seed));
  });

  it('a batch of views is a batch of gradients', async () => {
    const sized = (n: number): Graph => simplify(withInputShape(load('pictograms.onnx'), [n, 3, 64, 64]));
    const pair = uniform([2, 3, 64, 64], 3, 0, 1);
    const second = {
      ...pair,
      dims: [1, 3, 64, 64],
      data: (pair.data as Float32Array).slice(pair.data.length / 2),
    };
    const both = (await gradientOf(excite(sized(2), 'conv4', 3), pair)).data as Float32Array;
    const alone = (await gradientOf(excite(sized(1), 'conv4', 3), second)).data as Float32Array;
    const largest = alone.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const worst = alone.reduce((most, v, i) => Math.max(most, Math.abs(2 * both[i + alone.length]! - v)), 0);
    expect(worst / largest).toBeLessThan(1e-4);
  });
});

describe('gradientGraph', () => {
  const half = (b: Parameters<Parameters<typeof graphOf>[1]>[0], x: string): string =>
    b.node('ReduceSum', [x], { keepdims: 0 }, 'total');

  it('names its output, and leaves the others as they were', () => {
    const graph = graphOf({ x: [3] }, (b) => half(b, b.node('Exp', ['x'], {}, 'y')));
    expect(gradientGraph(graph, { of: 'total', wrt: 'x' }).outputs).toEqual(['total', 'x_gradient']);
    const named = gradientGraph(graph, { of: 'total', wrt: 'x', name: 'dx' });
    expect(named.outputs).toEqual(['total', 'dx']);
    expect(named.types.get('dx')?.dims).toEqual([3]);
  });

  it('differentiates only what lies between', () => {
    const graph = extend(inputs({ x: [3], z: [3] }), (b) => {
      const aside = b.node('Erf', ['z']);
      return [half(b, b.node('Mul', [b.node('Exp', ['x']), aside]))];
    });
    const ops = gradientGraph(graph, { of: 'total', wrt: 'x' }).nodes.map((node) => node.op);
    expect(ops.filter((op) => op === 'Erf')).toHaveLength(1);
    expect(ops).not.toContain('Neg');
  });

  it('is zero where everything in between is flat', async () => {
    const graph = graphOf({ x: [3] }, (b) => half(b, b.node('Floor', ['x'])));
    const { x_gradient } = await run(gradientGraph(graph, { of: 'total', wrt: 'x' }), { x: uniform([3], 1) });
    expect(Array.from(x_gradient!.data as Float32Array)).toEqual([0, 0, 0]);
  });

  it('of a constant gradient needs no run: it is folded', () => {
    const graph = graphOf({ x: [2, 3] }, (b) =>
      half(b, b.node('Gather', ['x', b.constant(int64(1))], { axis: 1 })),
    );
    const whole = gradientGraph(graph, { of: 'total', wrt: 'x' });
    expect(Array.from(whole.constants.get('x_gradient')?.data as Float32Array)).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it.each([
    [{ relu: 'foo' }, 'relu is "foo"; choose one of plain, leaky, guided'],
    [{ memory: 'foo' }, 'memory is "foo"; choose one of keep, recompute'],
  ])('refuses the option %o', (option, message) => {
    const graph = graphOf({ x: [3] }, (b) => half(b, b.node('Relu', ['x'])));
    const make = (): Graph =>
      gradientGraph(graph, { of: 'total', wrt: 'x', ...option } as unknown as GradientOptions);
    expect(make).toThrow(expect.objectContaining({ code: 'bad-option', message }));
  });

  it('refuses what is no scalar, what does not depend, and what has no gradient', () => {
    const graph = extend(inputs({ x: [3], z: [3] }), (b) => [
      half(b, 'x'),
      b.node('Mul', ['x', 'x'], {}, 'wide'),
    ]);
    expect(() => gradientGraph(graph, { of: 'wide', wrt: 'x' })).toThrow(
      'test.onnx: "wide" is [3]; a gradient is of one number: sum it first',
    );
    expect(() => gradientGraph(graph, { of: 'total', wrt: 'z' })).toThrow('"total" does not depend on "z"');
    const product = graphOf({ x: [3] }, (b) => b.node('ReduceProd', ['x'], { keepdims: 0 }, 'total'));
    expect(() => gradientGraph(product, { of: 'total', wrt: 'x' })).toThrow(
      'test.onnx: ReduceProd "total" has no gradient',
    );
  });
});
