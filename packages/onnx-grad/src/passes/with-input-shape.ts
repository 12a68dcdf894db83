import { OnnxGradError } from '../error.ts';
import type { ValueType } from '../file/model.ts';
import { isSized, isStatic, typeOf, type Graph } from '../graph/graph.ts';
import { GraphBuilder } from './builder.ts';

/**
 * The graph for inputs of one shape ([N, 3, H, W]): every value's shape in numbers, attributes explicit, arithmetic
 * on shapes computed. `input` may be left out when there is one. Start from the graph that was read: a sized graph
 * holds numbers computed from its size. Errors: `bad-shape`, naming the node where the size does not fit;
 * `unknown-input`; `unsupported-op`.
 */
export function withInputShape(graph: Graph, dims: readonly number[], input?: string): Graph {
  const name = chooseInput(graph, input);
  const type: ValueType = { type: typeOf(graph, name)!.type, dims };
  if (isSized(graph) && graph.nodes.length > 0 && typeOf(graph, name)!.dims.join() !== dims.join()) {
    fail(graph, 'bad-shape', `its shapes are known already; start again from the graph that was read`);
  }
  checkRank(graph, name, dims);
  const inputs = new Map(graph.inputs.map((other) => [other, other === name ? type : typeOf(graph, other)!]));
  return replayed(graph, inputs);
}

/** All nodes again, on inputs of known shapes. */
function replayed(graph: Graph, inputs: ReadonlyMap<string, ValueType>): Graph {
  const open = [...inputs].find(([, type]) => !isStatic(type));
  if (open) fail(graph, 'bad-shape', `the shape of the input "${open[0]}" is not known`);
  const b = new GraphBuilder(graph, { nodes: [], types: inputs });
  for (const node of graph.nodes) b.replay(node);
  return b.finish(graph.outputs);
}

function chooseInput(graph: Graph, input: string | undefined): string {
  const { inputs } = graph;
  if (input === undefined && inputs.length === 1) return inputs[0]!;
  if (input !== undefined && inputs.includes(input)) return input;
  const given = input === undefined ? 'no input was named' : `there is no input "${input}"`;
  return fail(graph, 'unknown-input', `${given}; inputs: ${inputs.join(', ') || 'none'}`);
}

function checkRank(graph: Graph, name: string, dims: readonly number[]): void {
  const declared = typeOf(graph, name)!.dims;
  const sound = dims.every((size) => Number.isSafeInteger(size) && size > 0);
  // A declared shape of no dimensions is a file that does not say.
  if (sound && (declared.length === 0 || declared.length === dims.length)) return;
  fail(
    graph,
    'bad-shape',
    `the input "${name}" is [${declared.map((d) => d ?? '?').join(', ')}], not [${dims.join(', ')}]`,
  );
}

function fail(graph: Graph, code: OnnxGradError['code'], text: string): never {
  throw new OnnxGradError(code, `${graph.source}: ${text}`);
}
