import { describe, expect, it } from 'vitest';
import {
  cutAt,
  extend,
  gradientGraph,
  layers,
  readModel,
  simplify,
  withInputShape,
  writeModel,
  type Graph,
  type Tensor,
} from '../src/index.ts';
import { fixture, fixtures } from './support/fixtures.ts';
import { dot } from './support/gradient-check.ts';
import { size, uniform } from './support/random.ts';
import { openBytes, type Results } from './support/run.ts';
import { expectSlopes, onEitherPicture } from './support/slopes.ts';

/** The network cut at a value, `total`, a weighted mean of it, and the gradient of that. */
function excited(graph: Graph, value: string): { readonly objective: Graph; readonly whole: Graph } {
  const forward = cutAt(graph, [value]);
  const dims = forward.types.get(value)!.dims as number[];
  const weights = uniform(dims, 7, 0.2 / size(dims), 1 / size(dims));
  const objective = extend(forward, (b) => {
    const mixed = b.node('Mul', [value, b.constant(weights)]);
    return [b.node('ReduceSum', [mixed], { keepdims: 0 }, 'total')];
  });
  const [wrt = ''] = forward.inputs;
  return { objective, whole: gradientGraph(objective, { of: 'total', wrt, name: 'gradient' }) };
}

/** What a written file computes in ONNX Runtime. */
async function computed(
  bytes: Uint8Array,
  x: Tensor,
  input: string,
  level: 'disabled' | 'all',
): Promise<Results> {
  const runner = await openBytes(bytes, level);
  const results = await runner.run({ [input]: x });
  await runner.close();
  return results;
}

function distance(a: Tensor, b: Tensor): number {
  const square = dot(a, a) + dot(b, b) - 2 * dot(a, b);
  return Math.sqrt(Math.max(0, square) / dot(b, b));
}

/** Where the shape declared in the file is free or a picture's, another size is tried. */
function sizeFor(name: string, graph: Graph): readonly number[] {
  const declared = graph.types.get(graph.inputs[0]!)!.dims;
  const side = typeof declared[2] === 'number' ? declared[2] : 64;
  return name.includes('.free') ? [2, 3, side + 32, side + 16] : [1, 3, side, side];
}

/** The file as PyTorch wrote it and the simplified graph compute the same. */
async function expectSameNumbers(bytes: Uint8Array, graph: Graph, x: Tensor): Promise<void> {
  const [input, output] = [graph.inputs[0]!, graph.outputs[0]!];
  const given = (await computed(bytes, x, input, 'disabled'))[output]!;
  const found = (await computed(writeModel(graph), x, input, 'disabled'))[output]!;
  expect(found.dims).toEqual(given.dims);
  expect(distance(found, given)).toBeLessThan(1e-4);
}

/** The gradient of a layer, from a written file, with the runtime's optimisations off and on. */
async function expectGradient(name: string, graph: Graph, layer: string, x: Tensor): Promise<void> {
  const { objective, whole } = excited(graph, layer);
  const written = writeModel(whole);
  expect(readModel(written).nodes.length).toBe(whole.nodes.length);
  const [input] = graph.inputs;
  const plain = (await computed(written, x, input!, 'disabled'))['gradient']!;
  const optimised = (await computed(written, x, input!, 'all'))['gradient']!;
  expect(plain.dims).toEqual(x.dims);
  expect(distance(optimised, plain)).toBeLessThan(1e-4);
  expectSlopes(name, objective, x, plain);
}

describe('exported networks', () => {
  it.each(fixtures)('%s', async (name) => {
    const bytes = fixture(name);
    const file = readModel(bytes, { source: name });
    const dims = sizeFor(name, file);
    const graph = simplify(withInputShape(file, dims));
    const floats = layers(graph).filter(({ name: layer }) => !graph.constants.has(layer));
    const layer = floats[Math.floor(floats.length / 2)]!.name;
    await onEitherPicture(async (seed) => {
      const x = uniform(dims, seed, 0, 1);
      // Half precision is widened on reading; what its casts round the runtime's CPU does not compute.
      if (!/half|bfloat16/.test(name)) await expectSameNumbers(bytes, graph, x);
      await expectGradient(`${name} middle ${seed}`, graph, layer, x);
      await expectGradient(`${name} output ${seed}`, graph, graph.outputs[0]!, x);
    });
  });
});
