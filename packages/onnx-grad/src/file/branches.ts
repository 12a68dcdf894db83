import type { Attribute, ModelGraph, Node } from './model.ts';

/**
 * An `If` whose inputs are its condition and everything its branches take from around them, named in the attribute
 * `captures` as the branches know it: so that whoever renames or removes values need not look inside.
 */
export function openBranches(node: Node, normalise: (branch: ModelGraph) => ModelGraph): Node {
  const branches = ['then_branch', 'else_branch'].map((name): [string, ModelGraph] => {
    const attribute = node.attributes[name];
    return [name, normalise(attribute?.kind === 'graph' ? attribute.value : nothing)];
  });
  const captures = [...new Set(branches.flatMap(([, branch]) => freeNames(branch)))];
  const attributes: Record<string, Attribute> = { captures: { kind: 'strings', value: captures } };
  for (const [name, value] of branches) attributes[name] = { kind: 'graph', value };
  return { ...node, inputs: [node.inputs[0] ?? '', ...captures], attributes };
}

const nothing: ModelGraph = { nodes: [], inputs: [], outputs: [], constants: new Map() };

/** What a graph uses and does not make. */
function freeNames({ nodes, outputs, constants }: ModelGraph): string[] {
  const own = new Set([...constants.keys(), ...nodes.flatMap((node) => node.outputs), '']);
  return [...nodes.flatMap((node) => node.inputs), ...outputs].filter((name) => !own.has(name));
}
