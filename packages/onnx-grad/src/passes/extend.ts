import type { Graph } from '../graph/graph.ts';
import type { Builder } from '../rules/rule.ts';
import { GraphBuilder } from './builder.ts';
import { checkGraph } from './check-graph.ts';

/**
 * Appends nodes to a graph whose shapes are known; the values that `build` returns become the outputs, and what they do
 * not need is dropped. Node inputs and attributes are those of opset 17. Errors: those of the rules.
 */
export function extend(graph: Graph, build: (b: Builder) => readonly string[]): Graph {
  const b = new GraphBuilder(graph);
  const extended = b.finish(build(b));
  checkGraph(extended);
  return extended;
}
