import { describe, expect, it } from 'vitest';
import {
  checkGraph,
  cutAt,
  extend,
  findLayer,
  layers,
  printGraph,
  type Graph,
  type Node,
} from '../../src/index.ts';
import { graphOf, inputs } from '../support/graphs.ts';
import { uniform } from '../support/random.ts';

/** Two convolutions side by side, joined. */
const graph = graphOf({ image: [2, 3, 8, 8] }, (b) => {
  const filters = (seed: number): string => b.constant(uniform([4, 3, 3, 3], seed), `weights_${seed}`);
  const left = b.node('Conv', ['image', filters(1)], { pads: [1, 1, 1, 1] }, 'conv1');
  const right = b.node(
    'Relu',
    [b.node('Conv', ['image', filters(2)], { pads: [1, 1, 1, 1] }, 'conv2')],
    {},
    'relu2',
  );
  const joined = b.node('Concat', [left, right], { axis: 1 }, 'concat');
  return b.node('Flatten', [b.node('GlobalAveragePool', [joined], {}, 'pool')], { axis: 1 }, 'features');
});

describe('layers', () => {
  it('are the values with channels between the image and the outputs', () => {
    expect(layers(graph).map(({ name, op, shape, channels }) => [name, op, shape.join(), channels])).toEqual([
      ['conv1', 'Conv', '2,4,8,8', 4],
      ['conv2', 'Conv', '2,4,8,8', 4],
      ['relu2', 'Relu', '2,4,8,8', 4],
      ['concat', 'Concat', '2,8,8,8', 8],
      ['pool', 'GlobalAveragePool', '2,8,1,1', 8],
      ['features', 'Flatten', '2,8', 8],
    ]);
  });

  it('are found by the name of their value or node', () => {
    expect(findLayer(graph, 'relu2').channels).toBe(4);
    const named: Graph = {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, name: `node_${node.name}` })),
    };
    expect(findLayer(named, 'node_concat').name).toBe('concat');
  });

  it('that do not exist are answered with the nearest', () => {
    expect(() => findLayer(graph, 'conv3')).toThrow('test.onnx has no layer "conv3"; nearest: conv1, conv2');
    expect(() => findLayer(graph, 'Concat_1')).toThrow('concat');
  });

  it('do not include what is computed from constants alone', () => {
    const odd: Node = {
      name: '',
      op: 'Relu',
      domain: '',
      inputs: ['weights_1'],
      outputs: ['aside'],
      attributes: {},
    };
    const types = new Map(graph.types).set('aside', { type: 'float32', dims: [4, 3, 3, 3] });
    expect(layers({ ...graph, nodes: [odd, ...graph.nodes], types }).map((l) => l.name)).not.toContain(
      'aside',
    );
  });
});

describe('cutAt', () => {
  it('keeps what the values need, and no more', () => {
    const cut = cutAt(graph, ['conv2']);
    expect([cut.outputs, cut.nodes.length, [...cut.constants.keys()]]).toEqual([['conv2'], 1, ['weights_2']]);
    expect(cut.types.has('conv1')).toBe(false);
    checkGraph(cut);
  });

  it('knows inputs and constants, and no others', () => {
    expect(cutAt(graph, ['image', 'weights_1']).nodes).toEqual([]);
    expect(() => cutAt(graph, ['relu3'])).toThrow('there is no value "relu3"; nearest: relu2');
  });
});

describe('printGraph', () => {
  it('has a line for every value', () => {
    const small = graphOf({ x: [1, 2] }, (b) =>
      b.node('Mul', [b.node('LeakyRelu', ['x'], { alpha: 0.5 }, 'a'), b.constant(2, 'two')], {}, 'y'),
    );
    expect(printGraph(small)).toBe(
      [
        'graph "test.onnx" opset 17',
        '  input x: float32[1, 2]',
        '  const two: float32[] = 2',
        '  a: float32[1, 2] = LeakyRelu(x) {alpha: 0.5}',
        '  y: float32[1, 2] = Mul(a, two)',
        '  output y: float32[1, 2]',
      ].join('\n'),
    );
  });

  it('shows what is not known', () => {
    const open: Graph = {
      ...graph,
      types: new Map([['image', { type: 'float32', dims: ['batch', 3, null, null] }]]),
    };
    expect(printGraph(open)).toContain('input image: float32[batch, 3, ?, ?]');
    expect(printGraph(open)).toContain('conv1: ? = Conv(image, weights_1)');
  });
});

describe('checkGraph', () => {
  const change = (at: number, to: Partial<Node>): Graph => {
    return { ...graph, nodes: graph.nodes.map((node, i) => (i === at ? { ...node, ...to } : node)) };
  };

  it('accepts what was built', () => {
    expect(() => {
      checkGraph(graph);
    }).not.toThrow();
  });

  it.each<[string, Graph, string]>([
    [
      'a value made twice',
      change(1, { outputs: ['conv1'] }),
      '"conv1" is made twice, the second time by Conv "conv2"',
    ],
    [
      'a value that nothing makes',
      change(0, { inputs: ['picture', 'weights_1'] }),
      'Conv "conv1" uses "picture", which nothing before it makes',
    ],
    [
      'nodes in the wrong order',
      { ...graph, nodes: [...graph.nodes].reverse() },
      'which nothing before it makes',
    ],
    ['an output that nothing makes', { ...graph, outputs: ['lost'] }, 'nothing makes the output "lost"'],
    ['no outputs', { ...graph, outputs: [] }, 'it has no outputs'],
    [
      "a type that is not the rule's",
      { ...graph, types: new Map(graph.types).set('relu2', { type: 'float32', dims: [1] }) },
      '"relu2" is float32[1], the rule says float32[2, 4, 8, 8]',
    ],
    [
      'an unknown operator',
      change(2, { op: 'Mystery' }),
      'test.onnx: Mystery "relu2": there is no rule for the operator Mystery',
    ],
    ['another domain', change(2, { domain: 'com.microsoft' }), 'the operator com.microsoft.Relu'],
  ])('refuses %s', (_, bad, message) => {
    expect(() => {
      checkGraph(bad);
    }).toThrow(message);
  });

  it('refuses a cycle', () => {
    const [a, b] = [
      { name: '', op: 'Relu', domain: '', inputs: ['q'], outputs: ['p'], attributes: {} },
      { name: '', op: 'Relu', domain: '', inputs: ['p'], outputs: ['q'], attributes: {} },
    ];
    expect(() => {
      checkGraph({ ...inputs({ x: [1] }), nodes: [a, b], outputs: ['q'] });
    }).toThrow('uses "q"');
  });
});

describe('extend', () => {
  it('drops what the new outputs do not need, and reserves names', () => {
    const longer = extend(graph, (b) => {
      expect(b.shape('conv1')).toEqual([2, 4, 8, 8]);
      const [p, q] = [b.node('Relu', ['conv1']), b.node('Relu', ['conv1'])];
      expect(p).not.toBe(q);
      return [b.node('Add', [p, q], {}, 'sum')];
    });
    expect(longer.outputs).toEqual(['sum']);
    expect(longer.nodes.map((node) => node.op)).toEqual(['Conv', 'Relu', 'Relu', 'Add']);
  });

  it('refuses a name twice, an unknown value and a shape that does not fit', () => {
    expect(() => extend(graph, (b) => [b.node('Relu', ['conv1'], {}, 'conv2')])).toThrow(
      'Relu "conv2" makes "conv2" a second time',
    );
    expect(() => extend(graph, (b) => [b.node('Relu', ['nothing'])])).toThrow(
      'nothing makes the value "nothing"',
    );
    expect(() => extend(graph, (b) => [b.node('Add', ['conv1', 'concat'], {}, 'sum')])).toThrow(
      'test.onnx: Add "sum": these shapes do not broadcast (given [2, 4, 8, 8] and [2, 8, 8, 8])',
    );
  });
});
