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
import { checkDirections } from './support/directions.ts';
import { fixture, fixtures } from './support/fixtures.ts';
import { dot } from './support/gradient-check.ts';
import { size, uniform } from './support/random.ts';
import { openBytes, type Results } from './support/run.ts';

/** The network cut at a value, and with the gradient of a weighted mean of it. */
interface Excited {
  readonly forward: Graph;
  readonly whole: Graph;
  readonly weights: Tensor;
}

function excited(graph: Graph, value: string): Excited {
  const forward = cutAt(graph, [value]);
  const dims = forward.types.get(value)!.dims as number[];
  const weights = uniform(dims, 7, 0.2 / size(dims), 1 / size(dims));
  const objective = extend(forward, (b) => {
    const mixed = b.node('Mul', [value, b.constant(weights)]);
    return [value, b.node('ReduceSum', [mixed], { keepdims: 0 }, 'total')];
  });
  const [wrt = ''] = forward.inputs;
  return { forward, weights, whole: gradientGraph(objective, { of: 'total', wrt, name: 'gradient' }) };
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

describe('exported networks', () => {
  it.each(fixtures)('%s', async (name) => {
    const bytes = fixture(name);
    const file = readModel(bytes, { source: name });
    const dims = sizeFor(name, file);
    const graph = simplify(withInputShape(file, dims));
    const [input, output] = [graph.inputs[0]!, graph.outputs[0]!];
    const x = uniform(dims, 3, 0, 1);
    // Half precision is widened on reading; what its casts round the runtime's CPU does not compute.
    if (!/half|bfloat16/.test(name)) await expectSameNumbers(bytes, graph, x);
    const floats = layers(graph).filter(({ name: layer }) => !graph.constants.has(layer));
    for (const layer of [floats[Math.floor(floats.length / 2)]!.name, output]) {
      const { forward, whole, weights } = excited(graph, layer);
      const written = writeModel(whole);
      expect(readModel(written).nodes.length).toBe(whole.nodes.length);
      const plain = await computed(written, x, input, 'disabled');
      const optimised = await computed(written, x, input, 'all');
      expect(plain['gradient']!.dims).toEqual(dims);
      expect(distance(optimised['gradient']!, plain['gradient']!)).toBeLessThan(1e-3);
      await checkDirections(forward, x, plain['gradient']!, {
        value: (results) => dot(results[layer]!, weights),
        tolerance: 0.12,
      });
    }
  });
});
