import type { Node } from '../file/model.ts';
import type { Tensor } from '../file/tensor.ts';
import { dropDead } from '../graph/cut.ts';
import { budgetFor, type Budget } from '../graph/budget.ts';
import type { Graph } from '../graph/graph.ts';
import { Call } from '../rules/call.ts';
import { ruleOf } from '../rules/table.ts';
import { foldCost } from './builder.ts';
import { checkGraph } from './check-graph.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { removeIdentities } from './remove-identities.ts';

/**
 * The same function with less in it: constants computed, nodes that change nothing removed, BatchNormalization folded
 * into the Conv before it or said as Mul and Add. Values that remain keep their names; so do the outputs.
 */
export function simplify(graph: Graph): Graph {
  const simple = [foldConstants, removeIdentities, foldBatchNorm, dropDead].reduce(
    (at, pass) => pass(at),
    graph,
  );
  checkGraph(simple);
  return simple;
}

/** Nodes whose inputs are all constants become constants. */
function foldConstants(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const budget = budgetFor(constants);
  const nodes = graph.nodes.filter((node) => {
    const values = evaluated(graph, constants, node, budget);
    values?.forEach((tensor, i) => constants.set(node.outputs[i] ?? '', tensor));
    return values === undefined;
  });
  return { ...graph, nodes, constants };
}

function evaluated(
  graph: Graph,
  constants: ReadonlyMap<string, Tensor>,
  node: Node,
  budget: Budget,
): readonly Tensor[] | undefined {
  const inputs = node.inputs.map((name) => constants.get(name));
  const rule = node.domain === '' ? ruleOf(node.op) : undefined;
  if (
    !rule?.evaluate ||
    inputs.length === 0 ||
    node.inputs.some((name) => name !== '' && !constants.has(name))
  )
    return undefined;
  const call = new Call(node, {
    ...budget,
    source: graph.source,
    type: (name) => constants.get(name)!,
    known: (name) => constants.get(name),
  });
  if (!budget.spend(foldCost(inputs, rule.infer(call)))) return undefined;
  return rule.evaluate(call, inputs as Tensor[]);
}
