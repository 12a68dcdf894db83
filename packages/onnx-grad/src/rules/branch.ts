import type { ModelGraph } from '../file/model.ts';
import type { Call } from './call.ts';
import type { Builder, Replayer, Rule } from './rule.ts';

function branchOf(call: Call, name: string): ModelGraph {
  const attribute = call.node.attributes[name];
  const branch = attribute?.kind === 'graph' ? attribute.value : undefined;
  if (branch?.outputs.length === call.node.outputs.length) return branch;
  return call.fail('bad-graph', `${name} does not have the If's ${call.node.outputs.length} outputs`);
}

/** The branch that a known condition takes, in the place of the If; its values are named `output/value`. */
function takeBranch(call: Call, b: Builder & Replayer): boolean {
  const condition = call.constant(0);
  if (!condition) return false;
  const branch = branchOf(call, Number(condition.data[0]) === 0 ? 'else_branch' : 'then_branch');
  const names = capturedNames(call);
  const now = (name: string): string => names.get(name) ?? name;
  const inside = (name: string): string => (name === '' ? '' : `${call.node.outputs[0]!}/${name}`);
  for (const [name, tensor] of branch.constants) names.set(name, b.constant(tensor, inside(name)));
  for (const node of branch.nodes) {
    const inputs = node.inputs.map(now);
    for (const name of node.outputs) names.set(name, inside(name));
    b.replay({ ...node, name: inside(node.name), inputs, outputs: node.outputs.map(now) });
  }
  branch.outputs.forEach((name, i) => b.node('Identity', [now(name)], {}, call.node.outputs[i]));
  return true;
}

/** What the branches call the values around them, and what those are called now. */
function capturedNames(call: Call): Map<string, string> {
  const captures = call.node.attributes['captures'];
  const names = captures?.kind === 'strings' ? captures.value : [];
  return new Map(names.map((name, i) => [name, call.node.inputs[i + 1] ?? '']));
}

export const branchRules = {
  If: {
    infer: (call) => call.fail('unsupported-attribute', 'the condition must be known before running'),
    lower: takeBranch,
  },
} satisfies Record<string, Rule>;
