import { describe, expect, it } from 'vitest';
import { extend, gradientGraph, readModel, simplify, withInputShape, type Graph } from '../../src/index.ts';
import { uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

/** Protobuf by hand: graphs inside attributes are read and never written. */
const varint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
const int = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];
const block = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (number: number, value: string): number[] => block(number, [...new TextEncoder().encode(value)]);
const all = (number: number, names: readonly string[]): number[] =>
  names.flatMap((name) => text(number, name));

type Bytes = readonly number[];
const node = (op: string, inputs: readonly string[], output: string, ...attributes: Bytes[]): Bytes =>
  block(1, [
    ...all(1, inputs),
    ...text(2, output),
    ...text(4, op),
    ...attributes.flatMap((attribute) => block(5, attribute)),
  ]);
const graphAttribute = (name: string, graph: Bytes): Bytes => [
  ...text(1, name),
  ...block(6, graph),
  ...int(20, 5),
];
const branch = (output: string, ...nodes: Bytes[]): Bytes => [...nodes.flat(), ...block(12, text(1, output))];
const float = (name: string, value: number): Bytes =>
  block(5, [
    ...int(1, 1),
    ...int(2, 1),
    ...text(8, name),
    ...block(9, [...new Uint8Array(Float32Array.of(value).buffer)]),
  ]);
const int64 = (name: string, value: number): Bytes =>
  block(5, [...int(1, 1), ...int(2, 7), ...text(8, name), ...block(7, [value])]);
const branches = (then: Bytes, otherwise: Bytes): Bytes[] => [
  graphAttribute('then_branch', then),
  graphAttribute('else_branch', otherwise),
];

function file(opset: number, ...content: Bytes[]): Graph {
  const dim = block(1, text(2, 'n'));
  const input = block(11, [
    ...text(1, 'x'),
    ...block(2, block(1, [...int(1, 1), ...block(2, [...dim, ...dim])])),
  ]);
  const graph = [...content.flat(), ...input, ...block(12, text(1, 'y'))];
  return readModel(
    Uint8Array.from([...int(1, 8), ...block(8, [...text(1, ''), ...int(2, opset)]), ...block(7, graph)]),
    { source: 'if.onnx' },
  );
}

/** Whether x has two columns decides between 3 x (by way of Relu) and x - 1. */
const byShape = [
  float('three', 3),
  float('one', 1),
  int64('two', 2),
  int64('last', 1),
  node('Relu', ['x'], 'r'),
  node('Shape', ['x'], 'shape'),
  node('Gather', ['shape', 'last'], 'columns'),
  node('Equal', ['columns', 'two'], 'condition'),
];
const either = branches(
  branch('v', node('Mul', ['r', 'three'], 'v')),
  branch('v', node('Sub', ['x', 'one'], 'v')),
);

async function gradient(graph: Graph, dims: readonly number[]): Promise<number[]> {
  const x = uniform(dims, 1, 0.5, 2);
  const sized = simplify(withInputShape(graph, dims));
  const total = extend(sized, (b) => [b.node('ReduceSum', ['y'], { keepdims: 0 }, 'total')]);
  const found = await run(gradientGraph(total, { of: 'total', wrt: 'x' }), { x });
  return Array.from(found['x_gradient']!.data, Number);
}

describe('If', () => {
  it('becomes the branch that the shape of the input chooses', async () => {
    const graph = file(13, ...byShape, node('If', ['condition'], 'y', ...either));
    expect(await gradient(graph, [1, 2])).toEqual([3, 3]);
    expect(await gradient(graph, [1, 3])).toEqual([1, 1, 1]);
    expect(simplify(withInputShape(graph, [1, 2])).nodes.map(({ op }) => op)).toEqual(['Relu', 'Mul']);
  });

  it('keeps what its branches use, also before shapes are known', async () => {
    const graph = simplify(file(13, ...byShape, node('If', ['condition'], 'y', ...either)));
    expect(await gradient(graph, [1, 2])).toEqual([3, 3]);
  });

  it('may repeat names, nest, give back what is around it, and be of an old opset', async () => {
    const inner = branches(branch('r'), branch('v', node('Neg', ['x'], 'v')));
    const outer = branches(
      branch('w', node('If', ['condition'], 'v', ...inner), node('Softmax', ['v'], 'w')),
      branch('x'),
    );
    const graph = file(
      11,
      ...byShape,
      node('If', ['condition'], 'a', ...either),
      node('If', ['condition'], 'b', ...either),
      node('If', ['condition'], 'c', ...outer),
      node('Sum', ['a', 'b', 'c'], 'y'),
    );
    const found = await gradient(graph, [1, 2]);
    found.forEach((v) => {
      expect(v).toBeCloseTo(6, 5);
    });
    expect(await gradient(graph, [1, 3])).toEqual([3, 3, 3]);
  });

  it('is refused when only running tells, and when it is broken', () => {
    const unknown = file(
      13,
      float('one', 1),
      node('Greater', ['x', 'one'], 'c'),
      node('If', ['c'], 'y', ...branches(branch('x'), branch('x'))),
    );
    expect(() => withInputShape(unknown, [1, 2])).toThrow(
      'if.onnx: If "y": the condition must be known before running',
    );
    const empty = file(13, ...byShape, node('If', ['condition'], 'y'));
    expect(() => withInputShape(empty, [1, 2])).toThrow('then_branch does not have the If');
    expect(() =>
      file(13, ...byShape, node('If', ['condition'], 'y', ...branches(branch('lost'), branch('x')))),
    ).toThrow('uses "lost", which nothing before it makes');
  });
});
