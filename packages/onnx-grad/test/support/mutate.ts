import { decodeModel } from '../../src/file/decode.ts';
import { encodeModel } from '../../src/file/encode.ts';
import type { Attribute, ModelGraph, Node } from '../../src/file/model.ts';
import type { Tensor } from '../../src/index.ts';

type Next = () => number;
type Mutation<T> = (of: T, next: Next) => T;

const pick = <T>(list: readonly T[], next: Next): T => list[Math.floor(next() * list.length)]!;

/** Damage to the bytes of a file. */
export const byteMutations: Readonly<Record<string, Mutation<Uint8Array>>> = {
  'flipped bits': (bytes, next) => {
    const mutated = Uint8Array.from(bytes);
    for (let i = Math.floor(next() * 4); i >= 0; i--)
      mutated[Math.floor(next() * bytes.length)]! ^= 1 << Math.floor(next() * 8);
    return mutated;
  },
  'cut short': (bytes, next) => bytes.subarray(0, Math.floor(next() * bytes.length)),
  'a piece copied elsewhere': (bytes, next) => {
    const [from, to] = [Math.floor(next() * bytes.length), Math.floor(next() * bytes.length)];
    const mutated = Uint8Array.from(bytes);
    mutated.set(bytes.subarray(from, Math.min(from + next() * 40, from + bytes.length - to)), to);
    return mutated;
  },
  'a piece taken out': (bytes, next) => {
    const at = Math.floor(next() * bytes.length);
    const rest = bytes.subarray(at + Math.floor(next() * 40));
    return Uint8Array.from([...bytes.subarray(0, at), ...rest]);
  },
};

const absurd = [
  -1,
  0,
  1,
  2,
  3,
  7,
  255,
  2 ** 16,
  2 ** 24,
  2 ** 31,
  2 ** 32 + 1,
  2 ** 40,
  2 ** 53 - 1,
  -(2 ** 40),
];
const ops = [
  'Add',
  'Concat',
  'Expand',
  'Tile',
  'Pad',
  'Slice',
  'Gather',
  'Reshape',
  'Conv',
  'MaxPool',
  'AveragePool',
].concat([
  'Resize',
  'Range',
  'ConstantOfShape',
  'Transpose',
  'Split',
  'MatMul',
  'Gemm',
  'LRN',
  'Loop',
  'If',
  'Relu',
]);

function mutateNode(node: Node, graph: ModelGraph, next: Next): Node {
  const names = graph.nodes
    .flatMap(({ outputs }) => outputs)
    .concat([...graph.constants.keys(), '', 'nothing']);
  const changes: (() => Node)[] = [
    () => ({ ...node, inputs: node.inputs.map((name) => (next() < 0.5 ? pick(names, next) : name)) }),
    () => ({ ...node, inputs: node.inputs.slice(0, Math.floor(next() * node.inputs.length)) }),
    () => ({ ...node, outputs: [...node.outputs, pick(names, next)] }),
    () => ({ ...node, op: pick(ops, next) }),
    () => ({ ...node, attributes: mutateAttributes(node.attributes, next) }),
    () => ({ ...node, attributes: mutateAttributes(node.attributes, next) }),
  ];
  return pick(changes, next)();
}

function mutateAttributes(attributes: Node['attributes'], next: Next): Node['attributes'] {
  const entries = Object.entries(attributes).map(([name, attribute]): [string, Attribute] => {
    if (next() < 0.4) return [name, attribute];
    if (attribute.kind === 'int') return [name, { kind: 'int', value: pick(absurd, next) }];
    if (attribute.kind === 'ints')
      return [
        name,
        { kind: 'ints', value: attribute.value.map((v) => (next() < 0.5 ? pick(absurd, next) : v)) },
      ];
    return [name, { kind: 'string', value: 'x'.repeat(next() * 1000) }];
  });
  return Object.fromEntries(entries);
}

function mutateTensor(tensor: Tensor, next: Next): Tensor {
  if (!(tensor.data instanceof BigInt64Array)) return tensor;
  return { ...tensor, data: tensor.data.map((v) => (next() < 0.5 ? BigInt(pick(absurd, next)) : v)) };
}

/** Damage to a graph, written as a sound file: what comes past the reader. */
export const graphMutations: Readonly<Record<string, Mutation<ModelGraph>>> = {
  'another node': (graph, next) => {
    const chosen = pick(graph.nodes, next);
    return { ...graph, nodes: graph.nodes.map((n) => (n === chosen ? mutateNode(n, graph, next) : n)) };
  },
  'another order': (graph, next) => {
    const [i, j] = [Math.floor(next() * graph.nodes.length), Math.floor(next() * graph.nodes.length)];
    return { ...graph, nodes: graph.nodes.with(i, graph.nodes[j]!).with(j, graph.nodes[i]!) };
  },
  'absurd numbers': (graph, next) => {
    const constants = [...graph.constants].map(([name, tensor]): [string, Tensor] => {
      return [name, next() < 0.3 ? mutateTensor(tensor, next) : tensor];
    });
    return { ...graph, constants: new Map(constants) };
  },
  'weights exchanged': (graph, next) => {
    const tensors = [...graph.constants.values()];
    const constants = [...graph.constants].map(([name, tensor]): [string, Tensor] => {
      return [name, next() < 0.2 ? pick(tensors, next) : tensor];
    });
    return { ...graph, constants: new Map(constants) };
  },
};

/** A mutation of a file's graph as one of its bytes. */
export function onBytes(mutate: Mutation<ModelGraph>): Mutation<Uint8Array> {
  return (bytes, next) => {
    const { opset, graph } = decodeModel(bytes);
    const { nodes, constants, inputs, outputs } = mutate(graph, next);
    const ports = outputs.map((name) => ({ name, type: undefined }));
    return encodeModel({ name: 'mutated', nodes, constants, inputs, outputs: ports }, opset);
  };
}
