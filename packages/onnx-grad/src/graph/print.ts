import type { Attribute, Node, ValueType } from '../file/model.ts';
import { numbersOf, sizeOf, type Tensor } from '../file/tensor.ts';
import { typeOf, type Graph } from './graph.ts';

/** The graph as text, a line per value: for people, and for tests. */
export function printGraph(graph: Graph): string {
  const used = new Set(graph.nodes.flatMap((node) => node.inputs));
  return [
    `graph "${graph.source}" opset ${graph.opset}`,
    ...graph.inputs.map((name) => `  input ${name}: ${printType(typeOf(graph, name))}`),
    ...[...graph.constants]
      .filter(([name]) => used.has(name))
      .map(([name, tensor]) => printConstant(name, tensor)),
    ...graph.nodes.map((node) => printNode(graph, node)),
    ...graph.outputs.map((name) => `  output ${name}: ${printType(typeOf(graph, name))}`),
  ].join('\n');
}

function printType(type: ValueType | undefined): string {
  return type ? `${type.type}[${type.dims.map((dim) => dim ?? '?').join(', ')}]` : '?';
}

function printConstant(name: string, tensor: Tensor): string {
  const short = sizeOf(tensor.dims) <= 8 ? ` = ${numbersOf(tensor).join(', ')}` : '';
  return `  const ${name}: ${printType(tensor)}${short}`;
}

function printNode(graph: Graph, node: Node): string {
  const outputs = node.outputs.map((name) => `${name}: ${printType(typeOf(graph, name))}`).join(', ');
  const op = node.domain ? `${node.domain}.${node.op}` : node.op;
  const attributes = Object.entries(node.attributes).map(
    ([name, value]) => `${name}: ${printAttribute(value)}`,
  );
  const braces = attributes.length > 0 ? ` {${attributes.join(', ')}}` : '';
  return `  ${outputs} = ${op}(${node.inputs.join(', ')})${braces}`;
}

function printAttribute({ kind, value }: Attribute): string {
  if (kind === 'tensor') return printType(value);
  if (kind === 'graph') return `graph of ${value.nodes.length} nodes`;
  return JSON.stringify(value);
}
