import { OnnxGradError } from '../error.ts';
import { budgetFor } from '../graph/budget.ts';
import { checkStructure } from '../graph/check.ts';
import { isSized, isStatic, nodeLabel, typeOf, type Graph, type StaticType } from '../graph/graph.ts';
import { Call, type Surroundings } from '../rules/call.ts';
import { ruleFor } from '../rules/table.ts';

/** Structure, and once shapes are known every value's type against its rule. Errors: `bad-graph`, and those of rules. */
export function checkGraph(graph: Graph): void {
  checkStructure(graph);
  if (!isSized(graph)) return;
  const around = surroundings(graph);
  for (const node of graph.nodes) {
    const types = ruleFor(node, graph.source).infer(new Call(node, around));
    node.outputs.forEach((name, i) => {
      const [said, found] = [describe(around.type(name)), types[i] ? describe(types[i]) : 'nothing'];
      if (said === found) return;
      throw new OnnxGradError(
        'bad-graph',
        `${graph.source}: ${nodeLabel(node)}: "${name}" is ${said}, the rule says ${found}`,
      );
    });
  }
}

function surroundings(graph: Graph): Surroundings {
  return {
    ...budgetFor(graph.constants),
    source: graph.source,
    known: (name) => graph.constants.get(name),
    type: (name) => {
      const type = typeOf(graph, name);
      if (type && isStatic(type)) return type;
      throw new OnnxGradError('bad-graph', `${graph.source}: the type of "${name}" is not known`);
    },
  };
}

function describe({ type, dims }: StaticType): string {
  return `${type}[${dims.join(', ')}]`;
}
