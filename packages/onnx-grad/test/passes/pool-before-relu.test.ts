import { describe, expect, it } from 'vitest';
import { extend, gradientGraph, type Graph } from '../../src/index.ts';
import { inputs } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

const dims = [2, 8, 9, 9];
const x = uniform(dims, 1);

/** Conv, Relu, MaxPool and their sum of squares; the Relu's value, where asked for, is an output too. */
function network(watched: boolean): Graph {
  return extend(inputs({ x: dims }), (b) => {
    const w = b.constant(uniform([8, 8, 3, 3], 2, -0.5, 0.5));
    const relu = b.node('Relu', [b.node('Conv', ['x', w])], {}, 'relu');
    const pool = b.node('MaxPool', [relu], { kernel_shape: [3, 3], strides: [2, 2] }, 'pool');
    const total = b.node('ReduceSum', [b.node('Mul', [pool, pool])], { keepdims: 0 }, 'total');
    return watched ? [total, relu] : [total, pool];
  });
}

const options = { of: 'total', wrt: 'x' } as const;

function maskSizes(graph: Graph): string[] {
  return graph.nodes
    .filter((node) => node.op === 'HardSigmoid')
    .map((node) => (graph.types.get(node.outputs[0]!)!.dims as number[]).join());
}

describe('a ReLU before a MaxPool', () => {
  it('is masked after the pool, with the same numbers', async () => {
    const [after, before] = [gradientGraph(network(false), options), gradientGraph(network(true), options)];
    expect(maskSizes(after)).toEqual(['2,8,3,3']);
    expect(maskSizes(before)).toEqual(['2,8,7,7']);
    const [a, b] = [await run(after, { x }), await run(before, { x })];
    expect(a['x_gradient']!.data).toEqual(b['x_gradient']!.data);
    expect(a['total']!.data).toEqual(b['total']!.data);
  });

  it('leaves the outputs their names', () => {
    expect(gradientGraph(network(false), options).outputs).toEqual(['total', 'pool', 'x_gradient']);
    expect(gradientGraph(network(true), options).outputs).toEqual(['total', 'relu', 'x_gradient']);
  });

  it.each(['leaky', 'guided'] as const)('stays where it is when its gradient is %s', (relu) => {
    expect(maskSizes(gradientGraph(network(false), { ...options, relu }))).toContain('2,8,7,7');
  });

  it('stays where it is when its own gradient is asked for', async () => {
    const graph = gradientGraph(network(false), { of: 'total', wrt: 'relu' });
    expect((await run(graph, { x }))['relu_gradient']!.dims).toEqual([2, 8, 7, 7]);
  });

  it.each([
    ['along rows', 2, ['Relu', 'Relu']],
    ['of a ReLU and another', 1, ['Relu', 'Sigmoid']],
  ] as const)('stays where it is in a Concat %s', (_, axis, operators) => {
    const graph = extend(inputs({ x: dims }), (b) => {
      const concat = b.node(
        'Concat',
        operators.map((op) => b.node(op, ['x'])),
        { axis },
      );
      const pool = b.node('MaxPool', [concat], { kernel_shape: [3, 3], strides: [2, 2] });
      return [b.node('ReduceSum', [pool], { keepdims: 0 }, 'total')];
    });
    expect(new Set(maskSizes(gradientGraph(graph, options)))).toEqual(new Set(['2,8,9,9']));
  });

  it('and so are those of a Concat, whose gradients are parts of no whole', async () => {
    const fire = (watched: boolean): Graph =>
      extend(inputs({ x: dims }), (b) => {
        const w = (seed: number): string => b.constant(uniform([4, 8, 3, 3], seed, -0.5, 0.5));
        const relus = [2, 3].map((seed) => b.node('Relu', [b.node('Conv', ['x', w(seed)])]));
        const concat = b.node('Concat', relus, { axis: 1 }, 'concat');
        const pool = b.node('MaxPool', [concat], { kernel_shape: [3, 3], strides: [2, 2] }, 'pool');
        const above = b.node('Conv', [pool, b.constant(uniform([5, 8, 1, 1], 4))]);
        const total = b.node('ReduceSum', [b.node('Mul', [above, above])], { keepdims: 0 }, 'total');
        return watched ? [total, concat] : [total, pool];
      });
    const [after, before] = [gradientGraph(fire(false), options), gradientGraph(fire(true), options)];
    expect(maskSizes(after)).toEqual(['2,4,3,3', '2,4,3,3']);
    expect(maskSizes(before)).toEqual(['2,4,7,7', '2,4,7,7']);
    const [a, b] = [await run(after, { x }), await run(before, { x })];
    const [found, expected] = [a, b].map(({ x_gradient }) => x_gradient!.data as Float32Array) as [
      Float32Array,
      Float32Array,
    ];
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 3);
    });
    const wholes = after.nodes
      .filter(({ op }) => op === 'Conv')
      .map(({ outputs: [y] }) => after.types.get(y!)!.dims);
    const cut = wholes.filter((made) => made.join() === '2,8,3,3');
    expect(cut).toEqual([]);
  });
});
