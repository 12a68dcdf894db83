import { afterAll, describe, expect, it } from 'vitest';
import { writeModel } from '../../src/index.ts';
import { bombs } from '../support/bombs.ts';
import { fixture } from '../support/fixtures.ts';
import { graphOf } from '../support/graphs.ts';
import { byteMutations, graphMutations, onBytes } from '../support/mutate.ts';
import { use, type Outcome } from '../support/pipeline.ts';
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
    const scores = b.node('Gemm', [flat, b.constant(uniform([36, 5], 3))], { alpha: 0.5 });
    return b.node('Softmax', [scores], { axis: 1 }, 'y');
  });
  return writeModel(graph);
}

const files: Readonly<Record<string, readonly [Uint8Array, readonly number[]]>> = {
  sample: [sample(), [1, 3, 8, 8]],
  'unet-bilinear': [fixture('unet-bilinear.script.17.free.onnx'), [1, 3, 16, 16]],
  style: [fixture('style.script.17.free.onnx'), [1, 3, 16, 16]],
  'shufflenet-v1': [fixture('shufflenet-v1.dynamo.18.onnx'), [1, 3, 64, 64]],
};
const mutations = {
  ...byteMutations,
  ...Object.fromEntries(Object.entries(graphMutations).map(([name, change]) => [name, onBytes(change)])),
};

/** No graph may hold more numbers than this: the files are of some 100 KB. */
const mostNumbers = 2 ** 27;

const counts = new Map<string, number>();
function count({ code, stage }: Outcome): void {
  const what = code === 'works' ? code : `${code} (${stage})`;
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

afterAll(() => {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const all = sorted.reduce((sum, [, n]) => sum + n, 0);
  console.info(`${all} damaged files: ${sorted.map(([what, n]) => `${n} ${what}`).join(', ')}`);
});

describe('damaged files: an OnnxGradError or a graph, always', () => {
  const rounds = { sample: 150, 'unet-bilinear': 60, style: 20, 'shufflenet-v1': 20 };
  const cases = Object.entries(rounds).flatMap(([file, n]) =>
    Object.keys(mutations).map((mutation) => [file, mutation, n] as const),
  );

  it.each(Object.keys(files))('%s works undamaged', (file) => {
    expect(use(...files[file]!).message).toBe('');
  });

  it.each(cases)('%s: %s, %d times', (file, mutation, n) => {
    const [bytes, dims] = files[file]!;
    const next = random(n + mutation.length);
    const codes = new Set<string>();
    for (let i = 0; i < n; i++) {
      const outcome = use(mutations[mutation]!(bytes, next), dims);
      count(outcome);
      codes.add(outcome.code);
      expect(outcome.numbers).toBeLessThan(mostNumbers);
      expect(outcome.message.length).toBeLessThan(2000);
    }
    expect(codes.size).toBeGreaterThan(
      mutation === 'another order' || mutation === 'weights exchanged' ? 0 : 1,
    );
  });

  it('of random bytes', () => {
    const next = random(2);
    for (let i = 0; i < 300; i++) {
      const outcome = use(
        Uint8Array.from({ length: Math.floor(next() * 200) }, () => next() * 256),
        [1, 3, 8, 8],
      );
      count(outcome);
      expect(outcome.code).not.toBe('works');
    }
  });
});

describe('bombs: refused, or built with no more numbers than the file warrants', () => {
  it.each(Object.entries(bombs))('%s', (_, [code, bytes]) => {
    const outcome = use(bytes, [1, 4, 8, 8]);
    count(outcome);
    expect(outcome.code).toMatch(code);
    expect(outcome.numbers).toBeLessThan(mostNumbers);
    expect(outcome.message.length).toBeLessThan(2000);
    expect(process.resourceUsage().maxRSS).toBeLessThan(3 * 2 ** 20);
  });
});
