import type { Node } from '../file/model.ts';
import { producers, typeOf, type Graph } from '../graph/graph.ts';

const always = new Set(['Identity', 'Dropout']);
/** Same numbers in the same order, always; nothing at all when the type stays. */
const whenTypeStays = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Cast', 'Expand']);

/** Whether a node gives back its first input. */
function isIdentity(graph: Graph, node: Node): boolean {
  if (node.domain !== '' || node.outputs.length !== 1) return false;
  if (always.has(node.op)) return true;
  const [before, after] = [typeOf(graph, node.inputs[0] ?? ''), typeOf(graph, node.outputs[0] ?? '')];
  if (!before || !after || !whenTypeStays.has(node.op)) return false;
  return before.type === after.type && before.dims.join() === after.dims.join();
}

/** Dropout, Identity, and reshapes to the same shape: their users use what they were given. */
export function removeIdentities(graph: Graph): Graph {
  const made = producers(graph.nodes);
  const renamed = new Map<string, string>();
  const outputs = new Set(graph.outputs);
  const now = (name: string): string => {
    let at = name;
    for (let next = renamed.get(at); next !== undefined; next = renamed.get(at)) at = next;
    return at;
  };
  const removed = new Set<Node>();
  for (const node of graph.nodes.filter((n) => isIdentity(graph, n))) {
    const [x, y] = [now(node.inputs[0]!), node.outputs[0]!];
    // An output's name wins over the name of the value it is.
    if (!outputs.has(y)) renamed.set(y, x);
    else if (made.has(x) && !outputs.has(x)) renamed.set(x, y);
    else continue;
    removed.add(node);
  }
  const nodes = graph.nodes.filter((node) => !removed.has(node)).map((node) => renameNode(node, now));
  return { ...graph, nodes };
}

function renameNode(node: Node, now: (name: string) => string): Node {
  return { ...node, inputs: node.inputs.map(now), outputs: node.outputs.map(now) };
}
