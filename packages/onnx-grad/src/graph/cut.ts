import { OnnxGradError } from '../error.ts';
import type { Node } from '../file/model.ts';
import type { Graph } from './graph.ts';
import { nearest } from './nearest.ts';
import { producers } from './graph.ts';

/** The graph that computes `values`, and no more. Errors: `unknown-layer`, naming the nearest values. */
export function cutAt(graph: Graph, values: readonly string[]): Graph {
  const made = producers(graph.nodes);
  for (const value of values) {
    if (made.has(value) || graph.inputs.includes(value) || graph.constants.has(value)) continue;
    throw new OnnxGradError(
      'unknown-layer',
      `${graph.source}: there is no value "${value}"; nearest: ${nearest(value, [...made.keys()]).join(', ')}`,
    );
  }
  return dropDead({ ...graph, outputs: values });
}

/** Without the nodes, constants and types that no output needs. Inputs stay. */
export function dropDead(graph: Graph): Graph {
  const needed = new Set(graph.outputs);
  const nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    node.inputs.forEach((name) => needed.add(name));
    nodes.push(node);
  }
  const made = new Set([...graph.inputs, ...nodes.flatMap((node) => node.outputs)]);
  return {
    ...graph,
    nodes: nodes.reverse(),
    constants: new Map([...graph.constants].filter(([name]) => needed.has(name))),
    types: new Map([...graph.types].filter(([name]) => made.has(name))),
  };
}
