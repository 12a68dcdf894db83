import type { Node, ValueType } from '../file/model.ts';
import { allocate, numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import { budgetFor, type Budget } from '../graph/budget.ts';
import { freshName } from '../file/names.ts';
import { typeOf, useCounts, type Graph } from '../graph/graph.ts';

/** What a BatchNormalization does to each channel: y = scale x + shift. */
interface Affine {
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

/** The graph being changed: what stands in each node's place, and where each value is made. */
interface Work {
  readonly graph: Graph;
  readonly places: Node[][];
  readonly madeAt: Map<string, number>;
  readonly uses: ReadonlyMap<string, number>;
  readonly constants: Map<string, Tensor>;
  readonly types: Map<string, ValueType>;
  readonly budget: Budget;
}

/**
 * BatchNormalization with constant statistics goes into the Conv before it, when nothing else uses that Conv's output
 * (its value then has the normalisation's name); otherwise it becomes a Mul and an Add.
 */
export function foldBatchNorm(graph: Graph): Graph {
  const work: Work = {
    graph,
    places: graph.nodes.map((node) => [node]),
    madeAt: new Map(graph.nodes.flatMap((node, i) => node.outputs.map((name) => [name, i] as const))),
    uses: useCounts(graph),
    constants: new Map(graph.constants),
    types: new Map(graph.types),
    budget: budgetFor(graph.constants),
  };
  graph.nodes.forEach((node, i) => {
    if (node.op === 'BatchNormalization') foldOne(work, node, i);
  });
  return { ...graph, nodes: work.places.flat(), constants: work.constants, types: work.types };
}

function foldOne(work: Work, node: Node, at: number): void {
  const affine = affineOf(work, node);
  if (!affine) return;
  const before = work.madeAt.get(node.inputs[0]!);
  const conv = before === undefined ? undefined : work.places[before]!.at(-1);
  const alone = work.uses.get(node.inputs[0]!) === 1;
  const weights = conv?.op === 'Conv' && alone ? work.constants.get(conv.inputs[1]!) : undefined;
  const biasKnown = !conv?.inputs[2] || work.constants.has(conv.inputs[2]);
  if (conv && weights && biasKnown && work.budget.spend(weights.data.length)) {
    work.places[before!] = [intoConv(work, conv, node, weights, affine)];
    work.places[at] = [];
    work.madeAt.set(node.outputs[0]!, before!);
  } else work.places[at] = asMulAdd(work, node, affine);
}

/** scale / sqrt(var + eps), and what is left for the shift */
function affineOf({ constants }: Work, node: Node): Affine | undefined {
  if (node.attributes['training_mode']?.value === 1) return undefined;
  const tensors = node.inputs.slice(1, 5).map((name) => constants.get(name));
  if (tensors.length < 4 || tensors.some((tensor) => tensor === undefined)) return undefined;
  const [gamma = [], beta = [], mean = [], variance = []] = (tensors as Tensor[]).map(numbersOf);
  const epsilon = Number(node.attributes['epsilon']?.value ?? 1e-5);
  const scale = gamma.map((g, i) => g / Math.sqrt(variance[i]! + epsilon));
  return { scale, shift: beta.map((b, i) => b - mean[i]! * scale[i]!) };
}

/** scale (W x + b) + shift = (scale W) x + (scale b + shift) */
function intoConv(work: Work, conv: Node, node: Node, weights: Tensor, { scale, shift }: Affine): Node {
  const bias = conv.inputs[2] ? numbersOf(work.constants.get(conv.inputs[2])!) : scale.map(() => 0);
  const shifted = bias.map((b, i) => b * scale[i]! + shift[i]!);
  return {
    ...conv,
    // So that a person still finds the layer by the Conv's name.
    name: conv.name || conv.outputs[0]!,
    inputs: [
      conv.inputs[0]!,
      add(work, node, 'weights', scaleFilters(weights, scale)),
      add(work, node, 'bias', tensorOf(weights.type, [bias.length], shifted)),
    ],
    outputs: node.outputs,
  };
}

function scaleFilters(weights: Tensor, scale: readonly number[]): Tensor {
  const each = sizeOf(weights.dims.slice(1));
  const data = allocate(weights.type, weights.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Number(weights.data[i]) * scale[Math.floor(i / each)]!;
  return { ...weights, data };
}

function asMulAdd(work: Work, node: Node, { scale, shift }: Affine): Node[] {
  const type = typeOf(work.graph, node.inputs[0]!);
  if (!type) return [node];
  const dims = type.dims.slice(1).map((_, i) => (i === 0 ? scale.length : 1));
  const names = [scale, shift].map((values, i) =>
    add(work, node, i === 0 ? 'scale' : 'shift', tensorOf(type.type, dims, values)),
  );
  const scaled = fresh(work, `${node.outputs[0]!}_scaled`);
  work.types.set(scaled, type);
  const step = (op: string, inputs: string[], output: string, name: string): Node => {
    return { name, op, domain: '', inputs, outputs: [output], attributes: {} };
  };
  return [
    step('Mul', [node.inputs[0]!, names[0]!], scaled, ''),
    step('Add', [scaled, names[1]!], node.outputs[0]!, node.name),
  ];
}

function add(work: Work, node: Node, what: string, tensor: Tensor): string {
  const name = fresh(work, `${node.outputs[0]!}_${what}`);
  work.constants.set(name, tensor);
  return name;
}

function fresh({ constants, types }: Work, wanted: string): string {
  return freshName(wanted, (name) => constants.has(name) || types.has(name));
}
