import {
  cutAt,
  layers as graphLayers,
  receptiveFields,
  writeModel,
  type Graph,
  type Layer,
  type Reach,
} from 'onnx-grad';
import { InkceptionError } from '../error.ts';
import { nearestNames } from '../nearest-names.ts';
import type { NetworkCard } from './card.ts';
import { labelLayers, type LayerLabel } from './layer-labels.ts';
import { resized, type Network } from './network.ts';

/** A layer as people look at it. `name` is the value's name in the file. */
export interface NamedLayer extends Layer, Omit<LayerLabel, 'value'> {
  /** What one unit sees of the picture, px, [height, width]; null along an axis: all of it. */
  readonly field: readonly [number | null, number | null];
  /** Pixels between neighbouring units, [height, width]; null where units see everything. */
  readonly stride: readonly [number | null, number | null];
  /** Whether a picture of it is likely to show something: not a reshape, a gate, a constant's product. */
  readonly worth: boolean;
}

/**
 * Every layer that can be excited, at a size (the card's own when none is given), in the order of computation.
 * Errors: `bad-size`.
 */
export function listLayers(network: Network, width?: number, height?: number): NamedLayer[] {
  const graph = resized(network, width, height);
  const labels = new Map(labelLayers(graph, network.graph).map((label) => [label.value, label]));
  const fields = receptiveFields(graph);
  const picture = graph.types.get(graph.inputs[0]!)!.dims as readonly number[];
  return graphLayers(graph).map((layer) => {
    const { label, aliases } = labels.get(layer.name)!;
    const axes = [fields.get(layer.name)?.rows ?? null, fields.get(layer.name)?.columns ?? null] as const;
    const seen = axes.map((reach, i) => sizeOf(reach, picture[i + 2]!));
    return {
      ...layer,
      label,
      aliases,
      field: [seen[0]!, seen[1]!],
      stride: [axes[0]?.stride ?? null, axes[1]?.stride ?? null],
      worth: isWorth(graph, layer),
    };
  });
}

/** A window wider than the picture sees all of it. */
function sizeOf(reach: Reach | null, picture: number): number | null {
  const size = reach ? Math.ceil(reach.high - reach.low) + 1 : null;
  return size !== null && size < picture ? size : null;
}

const showing = new Set([
  ...[
    'Conv',
    'ConvTranspose',
    'Gemm',
    'MatMul',
    'MaxPool',
    'AveragePool',
    'GlobalAveragePool',
    'GlobalMaxPool',
  ],
  ...[
    'Relu',
    'LeakyRelu',
    'PRelu',
    'Clip',
    'Elu',
    'Selu',
    'Celu',
    'Gelu',
    'Mish',
    'HardSwish',
    'Concat',
    'Softmax',
  ],
]);
const meeting = new Set(['Add', 'Sum', 'Mul']);

/** Features and where branches meet; not what prepares, scales, gates or moves them. */
function isWorth(graph: Graph, { name, op, shape }: Layer): boolean {
  if (shape.length !== 4 && shape.length !== 2) return false;
  if (showing.has(op)) return true;
  const node = graph.nodes.find(({ outputs }) => outputs.includes(name))!;
  const pictures = new Set(graph.inputs);
  const own = node.inputs.filter((input) => !graph.constants.has(input) && !pictures.has(input));
  return meeting.has(op) && new Set(own).size > 1;
}

/**
 * The name in the file of the layer that a person means: by that name, its label, its block (fire8: its last layer), its
 * node's name, or the end of a label that no other has. Errors: `unknown-layer`, with the nearest, or with all that
 * it could be.
 */
export function findLayerName(network: Network, wanted: string): string {
  const graph = resized(network);
  const known = new Set(graphLayers(graph).map(({ name }) => name));
  if (known.has(wanted)) return wanted;
  const labels = labelLayers(graph, network.graph).filter(({ value }) => known.has(value));
  for (const meant of readings(graph, labels, wanted)) {
    if (meant.length === 1) return meant[0]!.value;
    if (meant.length > 1) throw ambiguous(network, wanted, meant);
  }
  const names = labels.flatMap(({ label, aliases }) => [label, ...aliases]);
  throw new InkceptionError(
    'unknown-layer',
    `${network.card.name} has no layer "${wanted}"; the nearest are ${nearestNames(wanted, names).join(', ')} (\`inkception layers\` shows all)`,
  );
}

/** Whom the name may mean, the surest reading first. */
function readings(graph: Graph, labels: readonly LayerLabel[], wanted: string): readonly LayerLabel[][] {
  const low = wanted.toLowerCase();
  const outputs = graph.nodes.filter(({ name }) => name === wanted).flatMap((node) => node.outputs);
  return [
    labels.filter(({ label }) => label === wanted),
    labels.filter(({ aliases }) => aliases.includes(wanted)),
    labels.filter(({ value }) => outputs.includes(value)),
    labels.filter(({ label, aliases }) => [label, ...aliases].some((name) => name.toLowerCase() === low)),
    labels.filter(({ label }) => ['/', '.'].some((dot) => label.toLowerCase().endsWith(`${dot}${low}`))),
  ];
}

function ambiguous(network: Network, wanted: string, meant: readonly LayerLabel[]): InkceptionError {
  const shown = meant.slice(0, 8).map(({ label }) => label);
  const more = meant.length > shown.length ? ` and ${meant.length - shown.length} more` : '';
  return new InkceptionError(
    'unknown-layer',
    `"${wanted}" may be any of ${meant.length} layers of ${network.card.name}: ${shown.join(', ')}${more}; give one of these`,
  );
}

/** What a layer needs of a network, as a file and a card of its own; classes are gone with the end of the network. */
export function cutNetwork(network: Network, layer: string): { bytes: Uint8Array; card: NetworkCard } {
  const bytes = writeModel(cutAt(network.graph, [findLayerName(network, layer)]));
  const { name, description, input, licence, source, drawing } = network.card;
  const card = { name, input, licence, source };
  return {
    bytes,
    card: { ...card, ...(description ? { description } : {}), ...(drawing ? { drawing } : {}) },
  };
}
