import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { extend, gradientGraph, readModel, writeModel, type Builder, type Graph } from '../../src/index.ts';
import { inputs } from '../support/graphs.ts';
import { size, uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

type Layer = 'conv' | 'skip' | 'pool' | 'fork' | 'concat' | 'sigmoid' | 'scale';

const dims = [2, 6, 16, 16];
const x = uniform(dims, 1);

function convolve(b: Builder, value: string, seed: number, to = 6): string {
  const w = b.constant(uniform([to, b.shape(value)[1]!, 3, 3], seed, -0.4, 0.4));
  return b.node('Relu', [b.node('Conv', [value, w], { pads: [1, 1, 1, 1] })]);
}

function layer(b: Builder, kind: Layer, value: string, seed: number): string {
  switch (kind) {
    case 'conv':
      return convolve(b, value, seed);
    case 'skip':
      return b.node('Add', [value, convolve(b, value, seed)]);
    case 'pool':
      return b.node('MaxPool', [value], { kernel_shape: [2, 2], strides: [1, 1], pads: [1, 1, 0, 0] });
    case 'fork':
      return b.node('Mul', [convolve(b, value, seed), b.node('Sigmoid', [value])]);
    case 'concat':
      return b.node('Concat', [convolve(b, value, seed, 2), convolve(b, value, seed, 4)], { axis: 1 });
    case 'sigmoid':
      return b.node('Sigmoid', [value]);
    case 'scale':
      return b.node('Mul', [value, b.constant(0.5)]);
  }
}

function network(layers: readonly Layer[]): Graph {
  return extend(inputs({ x: dims }), (b) => {
    const y = layers.reduce((value, kind, i) => layer(b, kind, value, 10 + i), 'x');
    return [y, b.node('ReduceSum', [b.node('Mul', [y, y])], { keepdims: 0 }, 'total')];
  });
}

function both(graph: Graph): [Graph, Graph] {
  const options = { of: 'total', wrt: 'x' };
  return [gradientGraph(graph, options), gradientGraph(graph, { ...options, memory: 'recompute' })];
}

/** What the gradient keeps of the forward pass: bytes of its values that other than forward nodes use. */
function keptBytes(whole: Graph, forward: Graph): number {
  const own = new Set(forward.nodes.flatMap((node) => node.outputs));
  const later = whole.nodes.filter((node) => !own.has(node.outputs[0]!));
  const used = new Set(later.flatMap((node) => node.inputs).filter((name) => own.has(name)));
  return [...used].reduce((sum, name) => sum + 4 * size(whole.types.get(name)!.dims as number[]), 0);
}

const deep = network(Array.from({ length: 24 }, (_, i) => (i % 3 === 2 ? 'skip' : 'conv')));

describe('a gradient that computes forward values again', () => {
  it('has the same numbers, to the bit', async () => {
    const kind = fc.constantFrom<Layer>('conv', 'skip', 'pool', 'fork', 'concat', 'sigmoid', 'scale');
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { minLength: 1, maxLength: 14 }), async (layers) => {
        const [kept, again] = both(network(layers));
        const [a, b] = [await run(kept, { x }), await run(again, { x })];
        expect(b['x_gradient']!.data).toEqual(a['x_gradient']!.data);
        expect(b['total']!.data).toEqual(a['total']!.data);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('starts a segment where the gradient of its last value is only there in parts', async () => {
    const fires = extend(inputs({ x: dims }), (b) => {
      const fire = (value: string, i: number): string =>
        convolve(b, layer(b, 'concat', value, 10 + i), 20 + i, 12);
      const y = Array.from({ length: 4 }, (_, i) => i).reduce(fire, 'x');
      return [b.node('ReduceSum', [b.node('Mul', [y, y])], { keepdims: 0 }, 'total')];
    });
    const [kept, again] = both(fires);
    expect(again.nodes.length).toBeGreaterThan(kept.nodes.length);
    expect((await run(again, { x }))['x_gradient']).toEqual((await run(kept, { x }))['x_gradient']);
  });

  it.each([
    ['Elu', {}],
    ['Selu', {}],
    ['Celu', {}],
    ['LRN', { size: 3 }],
    ['LpNormalization', { axis: 1 }],
    ['MeanVarianceNormalization', {}],
  ])('keeps %s before a linear tail, whose gradient is constant', async (op, attributes) => {
    const graph = extend(inputs({ x: dims }), (b) => {
      const w = b.constant(uniform([8, 6, 3, 3], 2));
      const y = b.node(op, [b.node('Conv', ['x', w])], attributes);
      return [b.node('ReduceSum', [b.node('GlobalAveragePool', [y])], { keepdims: 0 }, 'total')];
    });
    const [kept, again] = both(graph);
    expect((await run(again, { x }))['x_gradient']).toEqual((await run(kept, { x }))['x_gradient']);
  });

  it('has the same numbers with all optimisations on', async () => {
    const [kept, again] = both(deep);
    const [a, b] = [await run(kept, { x }, 'all'), await run(again, { x }, 'all')];
    const largest = (a['x_gradient']!.data as Float32Array).reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    (a['x_gradient']!.data as Float32Array).forEach((v, i) => {
      expect(Math.abs(Number(b['x_gradient']!.data[i]) - v)).toBeLessThan(1e-5 * largest);
    });
  });

  it('keeps less than half as much', () => {
    const [kept, again] = both(deep);
    expect(keptBytes(again, deep)).toBeLessThan(0.5 * keptBytes(kept, deep));
  });

  it('computes nothing again but by a name that says so, and each value once', () => {
    const [kept, again] = both(deep);
    const before = new Set(kept.nodes.flatMap((node) => node.outputs));
    const added = again.nodes.filter((node) => !before.has(node.outputs[0]!) && node.op === 'Conv');
    expect(added.length).toBeGreaterThan(8);
    expect(added.length).toBeLessThan(24);
    for (const node of added) expect(before.has(node.outputs[0]!.replace(/\/again$/, ''))).toBe(true);
  });

  it('is not undone by ONNX Runtime', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onnx-grad-'));
    const file = join(folder, 'optimised.onnx');
    const [, again] = both(deep);
    // `basic` has the elimination of common subexpressions, and writes operators that can be read
    const session = await ort.InferenceSession.create(writeModel(again), {
      graphOptimizationLevel: 'basic',
      optimizedModelFilePath: file,
      logSeverityLevel: 3,
    });
    await session.release();
    const count = (graph: Graph): number => graph.nodes.filter((node) => node.op === 'Conv').length;
    expect(count(readModel(readFileSync(file)))).toBe(count(again));
    rmSync(folder, { recursive: true });
  });
});
