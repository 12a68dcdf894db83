import type { Node } from '../file/model.ts';
import { freshName } from '../file/names.ts';
import { producers, typeOf, useCounts, type Graph } from '../graph/graph.ts';

/**
 * max(relu(x)) = relu(max(x)), where nothing else uses relu(x): the gradient's mask then has the pool's size, a quarter
 * as a rule. So it is for a Concat of such ReLUs along the channels, which then is a Concat of pools. The pool's output
 * keeps its name. `keep` are values that must stay.
 */
export function poolBeforeRelu(graph: Graph, keep: readonly string[]): Graph {
  const [made, uses] = [producers(graph.nodes), useCounts(graph)];
  const types = new Map(graph.types);
  const changed = new Map<Node, readonly Node[]>();
  const own = (name: string, op: string): Node | undefined => {
    const node = made.get(name);
    return node?.op === op && uses.get(name) === 1 && !keep.includes(name) ? node : undefined;
  };
  /** A value like `name`, of the pool's size. */
  const pooled = (y: string, name: string, model: string): string => {
    const fresh = freshName(`${y}/${name}`, (taken) => types.has(taken) || graph.constants.has(taken));
    const { type, dims } = typeOf(graph, y)!;
    types.set(fresh, { type, dims: dims.with(1, typeOf(graph, model)!.dims[1]!) });
    return fresh;
  };
  for (const pool of graph.nodes.filter((node) => node.op === 'MaxPool' && node.outputs.length === 1)) {
    const [x = '', y = ''] = [pool.inputs[0], pool.outputs[0]];
    const concat = own(x, 'Concat');
    if (concat && !isOfChannels(concat)) continue;
    const relus = (concat?.inputs ?? [x]).map((name) => own(name, 'Relu'));
    if (!relus.every((relu) => relu !== undefined)) continue;
    const outputs = concat ? relus.map(({ outputs: [name = ''] }) => pooled(y, 'relu', name)) : [y];
    const each = relus.flatMap((relu, i) => {
      const low = pooled(y, 'pooled', relu.outputs[0]!);
      return [
        { ...pool, name: low, inputs: relu.inputs, outputs: [low] },
        { ...relu, name: outputs[i]!, inputs: [low], outputs: [outputs[i]!] },
      ];
    });
    [...relus, ...(concat ? [concat] : [])].forEach((node) => changed.set(node, []));
    changed.set(pool, concat ? [...each, { ...concat, inputs: outputs, outputs: [y] }] : each);
  }
  return { ...graph, types, nodes: graph.nodes.flatMap((node) => changed.get(node) ?? [node]) };
}

function isOfChannels({ attributes }: Node): boolean {
  return attributes['axis']?.value === 1;
}
