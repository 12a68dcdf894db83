import type { Node } from '../file/model.ts';
import { freshName } from '../file/names.ts';
import { producers, typeOf, useCounts, type Graph } from '../graph/graph.ts';

/**
 * max(relu(x)) = relu(max(x)), where nothing else uses relu(x): the gradient's mask then has the pool's size, a quarter
 * as a rule. The pool's output keeps its name. `keep` are values that must stay.
 */
export function poolBeforeRelu(graph: Graph, keep: readonly string[]): Graph {
  const [made, uses] = [producers(graph.nodes), useCounts(graph)];
  const types = new Map(graph.types);
  const changed = new Map<Node, readonly Node[]>();
  for (const pool of graph.nodes.filter((node) => node.op === 'MaxPool' && node.outputs.length === 1)) {
    const [between = '', y = ''] = [pool.inputs[0], pool.outputs[0]];
    const relu = made.get(between);
    if (relu?.op !== 'Relu' || uses.get(between) !== 1 || keep.includes(between)) continue;
    const pooled = freshName(`${y}/pooled`, (name) => types.has(name) || graph.constants.has(name));
    types.set(pooled, typeOf(graph, y)!);
    changed.set(relu, []);
    changed.set(pool, [
      { ...pool, inputs: relu.inputs, outputs: [pooled] },
      { ...relu, inputs: [pooled], outputs: [y] },
    ]);
  }
  return { ...graph, types, nodes: graph.nodes.flatMap((node) => changed.get(node) ?? [node]) };
}
