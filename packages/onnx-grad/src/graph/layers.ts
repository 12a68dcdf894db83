import { OnnxGradError } from '../error.ts';
import type { Node } from '../file/model.ts';
import { isFloat } from '../file/tensor.ts';
import { isSized, isStatic, typeOf, type Graph } from './graph.ts';
import { nearest } from './nearest.ts';

/** A value that can be excited: [N, C, H, W] or [N, C] (or any shape with channels second). */
export interface Layer {
  /** The value's name; `findLayer` also takes the name of the node that makes it. */
  readonly name: string;
  readonly op: string;
  readonly shape: readonly number[];
  readonly channels: number;
}

/** Every value that depends on an input and has a channel axis, in the order of computation. Needs `withInputShape`. */
export function layers(graph: Graph): Layer[] {
  if (!isSized(graph)) {
    throw new OnnxGradError(
      'bad-shape',
      `${graph.source}: layers have shapes once the input has: call withInputShape first`,
    );
  }
  const dependent = new Set(graph.inputs);
  return graph.nodes.flatMap((node) => {
    if (!node.inputs.some((name) => dependent.has(name))) return [];
    node.outputs.forEach((name) => dependent.add(name));
    return node.outputs.flatMap((name) => layerOf(graph, node, name) ?? []);
  });
}

function layerOf(graph: Graph, node: Node, name: string): Layer | undefined {
  const type = name === '' ? undefined : typeOf(graph, name);
  if (!type || !isFloat(type.type) || !isStatic(type) || type.dims.length < 2) return undefined;
  return { name, op: node.op, shape: type.dims, channels: type.dims[1]! };
}

/** The layer of a value's name or a node's. Errors: `unknown-layer`, naming the nearest. */
export function findLayer(graph: Graph, name: string): Layer {
  const all = layers(graph);
  const node = graph.nodes.find((n) => n.name === name);
  const found =
    all.find((layer) => layer.name === name) ?? all.find((layer) => node?.outputs.includes(layer.name));
  if (found) return found;
  const names = all.map((layer) => layer.name).concat(graph.nodes.map((n) => n.name).filter((n) => n !== ''));
  throw new OnnxGradError(
    'unknown-layer',
    `${graph.source} has no layer "${name}"; nearest: ${nearest(name, names).join(', ')}`,
  );
}
