import type { Node, ValueType } from '../file/model.ts';
import type { Tensor } from '../file/tensor.ts';
import { OnnxGradError } from '../error.ts';

/**
 * A network: nodes in an order in which each finds its inputs made. Immutable; every pass returns a new one.
 * `types` has the inputs, and once the input shape is known (`withInputShape`) every node's outputs.
 */
export interface Graph {
  /** Where it came from, for messages: a file's name. */
  readonly source: string;
  readonly opset: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly types: ReadonlyMap<string, ValueType>;
}

/** The type of a constant, an input or a node's output, where it is known. */
export function typeOf(graph: Graph, value: string): ValueType | undefined {
  const constant = graph.constants.get(value);
  return constant ? { type: constant.type, dims: constant.dims } : graph.types.get(value);
}

/** The shape of a value. Errors: `bad-shape` when it is not known in numbers. */
export function shapeOf(graph: Graph, value: string): readonly number[] {
  const type = typeOf(graph, value);
  if (type && isStatic(type)) return type.dims;
  throw new OnnxGradError(
    'bad-shape',
    `${graph.source}: the shape of "${value}" is not known; call withInputShape first`,
  );
}

export interface StaticType extends ValueType {
  readonly dims: readonly number[];
}

export function isStatic(type: ValueType): type is StaticType {
  return type.dims.every((dim) => typeof dim === 'number');
}

/** Whether the shapes of all values are known. */
export function isSized(graph: Graph): boolean {
  return graph.nodes.every((node) => node.outputs.every((name) => name === '' || graph.types.has(name)));
}

/** Which node makes each value. */
export function producers(nodes: readonly Node[]): Map<string, Node> {
  return new Map(
    nodes.flatMap((node) => node.outputs.filter((name) => name !== '').map((name) => [name, node])),
  );
}

/** How often each value is used, by nodes and as an output of the graph. */
export function useCounts(graph: Graph): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const node of graph.nodes) node.inputs.forEach(count);
  graph.outputs.forEach(count);
  return counts;
}

/** What to call a node in a message. */
export function nodeLabel(node: Node): string {
  return `${short(node.op)} "${short(node.name || (node.outputs[0] ?? ''))}"`;
}

/** Names in messages: a file may have one of a megabyte. */
function short(name: string): string {
  return name.length <= 200 ? name : `${name.slice(0, 200)}...`;
}
