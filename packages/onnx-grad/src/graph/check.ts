import { OnnxGradError } from '../error.ts';
import { nodeLabel, type Graph } from './graph.ts';

/** Each value is made once, before it is used; outputs exist. Errors: `bad-graph`. */
export function checkStructure(graph: Graph): void {
  const fail = (text: string): never => {
    throw new OnnxGradError('bad-graph', `${graph.source}: ${text}`);
  };
  const made = new Set<string>(graph.constants.keys());
  const make = (name: string, by: string): void => {
    if (made.has(name)) fail(`the value "${name}" is made twice, the second time by ${by}`);
    made.add(name);
  };
  for (const input of graph.inputs) make(input, 'an input');
  for (const node of graph.nodes) {
    const missing = node.inputs.find((name) => name !== '' && !made.has(name));
    if (missing !== undefined) fail(`${nodeLabel(node)} uses "${missing}", which nothing before it makes`);
    for (const output of node.outputs) if (output !== '') make(output, nodeLabel(node));
  }
  const lost = graph.outputs.find((name) => !made.has(name));
  if (lost !== undefined) fail(`nothing makes the output "${lost}"`);
  if (graph.outputs.length === 0) fail('it has no outputs');
}
