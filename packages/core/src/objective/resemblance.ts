import type { Builder, Graph } from 'onnx-grad';
import type { ContentTerm, StyleTerm, Term } from './objective.ts';

/** The graph's input that holds what a layer is for the picture that is to be resembled. */
export function likeInput(layer: string): string {
  return `${layer} of the likeness`;
}

/** Layers in which a picture is to be resembled, each once. */
export function likeLayers(objective: readonly Term[]): string[] {
  const terms = objective.filter((term) => term.kind === 'content' || term.kind === 'style');
  return [...new Set(terms.map(({ layer }) => layer))];
}

/** The graph with an input for each of these layers, of the layer's shape. */
export function withLikeInputs(graph: Graph, layers: readonly string[]): Graph {
  const inputs = layers.map(likeInput);
  const types = inputs.map((name, i) => [name, graph.types.get(layers[i]!)!] as const);
  return { ...graph, inputs: [...graph.inputs, ...inputs], types: new Map([...graph.types, ...types]) };
}

/** How alike a layer is for both pictures, place by place, or in which of its channels go together; [views, 1]. */
export function resemblance(b: Builder, { kind, layer }: ContentTerm | StyleTerm): string {
  const pair = [layer, likeInput(layer)].map((value) => (kind === 'style' ? gram(b, value) : value));
  return alike(b, pair[0]!, pair[1]!);
}

/**
 * The mean over channels c of 2 <f_c, g_c> / (<f_c, f_c> + <g_c, g_c>) for each view: 1 where both are the same, less the
 * farther apart they are. Every channel counts, however strong it is beside the others.
 */
function alike(b: Builder, f: string, g: string): string {
  const axes = b
    .shape(f)
    .map((_, axis) => axis)
    .slice(2);
  const dot = (x: string, y: string): string => {
    const product = b.node('Mul', [x, y]);
    return axes.length === 0 ? product : b.node('ReduceMean', [product], { axes, keepdims: 0 }); // no axes: over all
  };
  const energies = b.node('Add', [dot(f, f), dot(g, g)]);
  const both = b.node('Mul', [dot(f, g), b.constant(2)]);
  const ofChannels = b.node('Div', [both, b.node('Add', [energies, b.constant(leastEnergy)])]);
  return b.node('ReduceMean', [ofChannels], { axes: [1], keepdims: 1 });
}

/** Of a picture in which a layer is silent. */
const leastEnergy = 1e-12;

/** Means of the products of channels, [views, channels, channels]. */
function gram(b: Builder, layer: string): string {
  const [views, channels, ...space] = b.shape(layer) as [number, number, ...number[]];
  const places = space.reduce((product, size) => product * size, 1);
  const rows = b.node('Reshape', [layer, b.constant(int64s([views, channels, places]))]);
  const columns = b.node('Transpose', [rows], { perm: [0, 2, 1] });
  return b.node('Div', [b.node('MatMul', [rows, columns]), b.constant(places)]);
}

function int64s(values: readonly number[]) {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) } as const;
}
