import type { Attribute, Node } from '../file/model.ts';
import { allocate, numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import { freshName, producers, typeOf, useCounts, type Graph } from '../graph/graph.ts';

/** What a BatchNormalization does to each channel: y = scale x + shift. */
interface Affine {
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

/**
 * BatchNormalization with constant statistics goes into the Conv before it, when nothing else uses that Conv's output
 * (its value then has the normalisation's name); otherwise it becomes a Mul and an Add.
 */
export function foldBatchNorm(graph: Graph): Graph {
  return graph.nodes.reduce((at, node) => (node.op === 'BatchNormalization' ? foldOne(at, node) : at), graph);
}

function foldOne(graph: Graph, original: Node): Graph {
  const node = graph.nodes.find((n) => n.outputs[0] === original.outputs[0]) ?? original;
  const affine = affineOf(graph, node);
  if (!affine) return graph;
  const before = producers(graph.nodes).get(node.inputs[0]!);
  const alone = useCounts(graph).get(node.inputs[0]!) === 1;
  const weights = before?.op === 'Conv' && alone ? graph.constants.get(before.inputs[1]!) : undefined;
  const biasKnown = !before?.inputs[2] || graph.constants.has(before.inputs[2]);
  return before && weights && biasKnown
    ? intoConv(graph, before, node, weights, affine)
    : asMulAdd(graph, node, affine);
}

/** scale / sqrt(var + eps), and what is left for the shift */
function affineOf(graph: Graph, node: Node): Affine | undefined {
  const tensors = node.inputs.slice(1, 5).map((name) => graph.constants.get(name));
  if (tensors.length < 4 || tensors.some((tensor) => tensor === undefined)) return undefined;
  const [gamma = [], beta = [], mean = [], variance = []] = (tensors as Tensor[]).map(numbersOf);
  const epsilon = Number(node.attributes['epsilon']?.value ?? 1e-5);
  const scale = gamma.map((g, i) => g / Math.sqrt(variance[i]! + epsilon));
  return { scale, shift: beta.map((b, i) => b - mean[i]! * scale[i]!) };
}

/** scale (W x + b) + shift = (scale W) x + (scale b + shift) */
function intoConv(graph: Graph, conv: Node, node: Node, weights: Tensor, { scale, shift }: Affine): Graph {
  const constants = new Map(graph.constants);
  const bias = conv.inputs[2] ? numbersOf(graph.constants.get(conv.inputs[2])!) : scale.map(() => 0);
  const names = addConstants(graph, constants, node, {
    weights: scaleFilters(weights, scale),
    bias: tensorOf(
      weights.type,
      [bias.length],
      bias.map((b, i) => b * scale[i]! + shift[i]!),
    ),
  });
  const folded: Node = {
    ...conv,
    // So that a person still finds the layer by the Conv's name.
    name: conv.name || conv.outputs[0]!,
    inputs: [conv.inputs[0]!, names['weights']!, names['bias']!],
    outputs: node.outputs,
  };
  const nodes = graph.nodes.filter((n) => n !== node).map((n) => (n === conv ? folded : n));
  return { ...graph, nodes, constants };
}

function scaleFilters(weights: Tensor, scale: readonly number[]): Tensor {
  const each = sizeOf(weights.dims.slice(1));
  const data = allocate(weights.type, weights.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Number(weights.data[i]) * scale[Math.floor(i / each)]!;
  return { ...weights, data };
}

function asMulAdd(graph: Graph, node: Node, { scale, shift }: Affine): Graph {
  const type = typeOf(graph, node.inputs[0]!);
  if (!type) return graph;
  const constants = new Map(graph.constants);
  const dims = type.dims.slice(1).map((_, i) => (i === 0 ? scale.length : 1));
  const names = addConstants(graph, constants, node, {
    scale: tensorOf(type.type, dims, scale),
    shift: tensorOf(type.type, dims, shift),
  });
  const scaled = freshName(
    `${node.outputs[0]!}_scaled`,
    (name) => constants.has(name) || graph.types.has(name),
  );
  const step = (
    op: string,
    inputs: string[],
    output: string,
    name: string,
    attributes: Record<string, Attribute> = {},
  ): Node => {
    return { name, op, domain: '', inputs, outputs: [output], attributes };
  };
  const mul = step('Mul', [node.inputs[0]!, names['scale']!], scaled, '');
  const add = step('Add', [scaled, names['shift']!], node.outputs[0]!, node.name);
  const nodes = graph.nodes.flatMap((n) => (n === node ? [mul, add] : [n]));
  return { ...graph, nodes, constants, types: new Map(graph.types).set(scaled, type) };
}

function addConstants(
  graph: Graph,
  constants: Map<string, Tensor>,
  node: Node,
  tensors: Record<string, Tensor>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tensors).map(([what, tensor]) => {
      const name = freshName(
        `${node.outputs[0]!}_${what}`,
        (other) => constants.has(other) || graph.types.has(other),
      );
      constants.set(name, tensor);
      return [what, name];
    }),
  );
}
