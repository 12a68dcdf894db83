import { OnnxGradError } from '../error.ts';
import type { Node } from '../file/model.ts';
import { isSized, shapeOf, type Graph } from '../graph/graph.ts';
import { trackOf, type Track } from './track.ts';

/**
 * Along one axis: the unit at i depends on no input element outside [stride i + low, stride i + high] (the nearest
 * element where that lies beyond the border; mirroring Pads are not followed back inside).
 */
export interface Reach {
  readonly stride: number;
  readonly low: number;
  readonly high: number;
}

/** What a unit of a value sees of the picture; null along an axis: all of it, wherever the unit is. */
export interface ReceptiveField {
  readonly rows: Reach | null;
  readonly columns: Reach | null;
}

/**
 * The receptive field of every value that depends on the picture, the first input [N, C, H, W], by the value's name.
 * Each operator maps intervals; where branches meet the union is taken; an operator that mixes a whole axis (global
 * pooling, flattening, matrices over space) sees all of it, and so does one that is not known. Needs `withInputShape`.
 * Source: Araujo, Norris & Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019 (sections
 * "closed-form expression" and "arbitrary computation graphs"), with padding and strides kept as intervals.
 */
export function receptiveFields(graph: Graph): ReadonlyMap<string, ReceptiveField> {
  if (!isSized(graph) || shapeOf(graph, graph.inputs[0]!).length !== 4)
    throw new OnnxGradError(
      'bad-shape',
      `${graph.source}: receptive fields need a sized [N, C, H, W] input: call withInputShape first`,
    );
  const rows = traceAxis(graph, 2);
  const columns = traceAxis(graph, 3);
  return new Map(
    [...rows].map(([value, row]) => [
      value,
      { rows: reachOf(row), columns: reachOf(columns.get(value) ?? 'all') },
    ]),
  );
}

function reachOf(track: Track | 'all'): Reach | null {
  if (track === 'all') return null;
  const { stride, low, high } = track;
  return { stride, low, high };
}

/** Follows one axis of the picture through the graph. */
function traceAxis(graph: Graph, axis: number): Map<string, Track | 'all'> {
  const tracks = new Map<string, Track | 'all'>([[graph.inputs[0]!, { axis, stride: 1, low: 0, high: 0 }]]);
  for (const node of graph.nodes) {
    const track = throughNode(graph, node, tracks);
    if (track) node.outputs.forEach((name) => tracks.set(name, track));
  }
  tracks.delete(graph.inputs[0]!);
  return tracks;
}

/** undefined: nothing of the picture is in it. */
function throughNode(
  graph: Graph,
  node: Node,
  tracks: ReadonlyMap<string, Track | 'all'>,
): Track | 'all' | undefined {
  const inputs = node.inputs.map((name) => tracks.get(name));
  if (inputs.every((track) => track === undefined)) return undefined;
  return inputs.includes('all') ? 'all' : trackOf(graph, node, inputs as readonly (Track | undefined)[]);
}
