import { describe, expect, it } from 'vitest';
import {
  OnnxGradError,
  checkGraph,
  gradientGraph,
  printGraph,
  readModel,
  simplify,
  withInputShape,
  writeModel,
} from '../../src/index.ts';
import { bytesOf, describeWithModels } from '../support/models.ts';
import { graphOf } from '../support/graphs.ts';
import { random, uniform } from '../support/random.ts';

/** A small network with most kinds of nodes and attributes. */
function sample(): Uint8Array {
  const graph = graphOf({ x: [1, 3, 8, 8] }, (b) => {
    const conv = b.node('Conv', ['x', b.constant(uniform([4, 3, 3, 3], 1)), b.constant(uniform([4], 2))], {
      pads: [1, 1, 1, 1],
      auto_pad: 'NOTSET',
    });
    const pool = b.node('MaxPool', [b.node('LeakyRelu', [conv], { alpha: 0.1 })], {
      kernel_shape: [3, 3],
      strides: [2, 2],
    });
    const parts = b.nodeN('Split', [pool], { axis: 1 }, 2);
    const flat = b.node('Reshape', [b.node('Concat', parts, { axis: 1 }), b.ints([1, -1])]);
    return b.node(
      'Softmax',
      [b.node('Gemm', [flat, b.constant(uniform([36, 5], 3))], { alpha: 0.5 })],
      { axis: 1 },
      'y',
    );
  });
  return writeModel(graph);
}

/** Everything a user does with a file; anything but an OnnxGradError fails the test. */
function use(bytes: Uint8Array, dims: readonly number[]): string {
  try {
    const graph = simplify(withInputShape(readModel(bytes, { source: 'fuzzed.onnx' }), dims));
    printGraph(graph);
    writeModel(graph);
    return 'works';
  } catch (error) {
    if (error instanceof OnnxGradError) return error.code;
    throw error;
  }
}

function mutate(bytes: Uint8Array, next: () => number): Uint8Array {
  const mutated = Uint8Array.from(bytes);
  const flips = 1 + Math.floor(next() * 4);
  for (let i = 0; i < flips; i++) mutated[Math.floor(next() * bytes.length)]! ^= 1 << Math.floor(next() * 8);
  return mutated;
}

describe('damaged files', () => {
  it('flipped bits: an OnnxGradError or a graph, always', () => {
    const [bytes, next] = [sample(), random(1)];
    expect(use(bytes, [1, 3, 8, 8])).toBe('works');
    const outcomes = new Set(Array.from({ length: 1500 }, () => use(mutate(bytes, next), [1, 3, 8, 8])));
    expect(outcomes).toContain('truncated');
    expect(outcomes).toContain('bad-graph');
  });

  it('cut off anywhere: an OnnxGradError', () => {
    const bytes = sample();
    for (let length = 0; length < bytes.length; length++)
      expect(use(bytes.subarray(0, length), [1, 3, 8, 8])).not.toBe('works');
  });

  it('of random bytes: an OnnxGradError', () => {
    const next = random(2);
    for (let i = 0; i < 300; i++) {
      const bytes = Uint8Array.from({ length: Math.floor(next() * 200) }, () => next() * 256);
      expect(use(bytes, [1, 3, 8, 8])).not.toBe('works');
    }
  });
});

describeWithModels('damaged networks', () => {
  it.each(['light/squeezenet.onnx', 'light/resnet50.onnx'])('%s', (file) => {
    const [bytes, next] = [bytesOf(file), random(3)];
    for (let i = 0; i < 25; i++) use(mutate(bytes, next), [1, 3, 64, 64]);
    for (let i = 0; i < 25; i++)
      expect(use(bytes.subarray(0, Math.floor(next() * bytes.length)), [1, 3, 64, 64])).not.toBe('works');
  });
});

describe('sound files', () => {
  it('stay sound through every pass', () => {
    const graph = simplify(withInputShape(readModel(sample()), [1, 3, 8, 8]));
    checkGraph(graph);
    expect(() => gradientGraph(graph, { of: 'y', wrt: 'x' })).toThrow('a gradient is of one number');
  });
});
