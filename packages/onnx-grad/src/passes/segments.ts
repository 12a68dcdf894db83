import type { Node } from '../file/model.ts';

/** What choosing segments needs to know: the forward nodes in order, values' bytes, and which of them the gradient uses. */
export interface Forward {
  readonly nodes: readonly Node[];
  readonly bytes: (value: string) => number;
  readonly used: ReadonlySet<string>;
}

/** Consecutive forward nodes, and the values made before them that they need: what is kept to compute them again. */
export interface Segment {
  readonly nodes: readonly Node[];
  readonly from: ReadonlySet<string>;
}

/** More segments than this do not pay: checkpoints then are most of the memory. */
const maxSegments = 24;

/**
 * Cuts a forward pass so that what is kept, all checkpoints and the largest segment, takes the fewest bytes (Chen et al.
 * 2016, "Training deep nets with sublinear memory cost", by bytes instead of by layers).
 */
export function chooseSegments(forward: Forward): readonly Segment[] {
  const live = liveBytes(forward);
  const total = forward.nodes.reduce((sum, node) => sum + usedBytes(forward, node), 0);
  const tries = Array.from({ length: maxSegments }, (_, i) => cutBy(forward, live, total / (i + 1)));
  const segments = tries.map((cuts) => segmentsOf(forward.nodes, cuts));
  const costs = segments.map((each) => cost(forward, each));
  return segments[costs.indexOf(Math.min(...costs))]!;
}

/** What the gradient uses of a node's outputs. */
function usedBytes({ bytes, used }: Forward, node: Node): number {
  return node.outputs.reduce((sum, name) => sum + (used.has(name) ? bytes(name) : 0), 0);
}

/** Bytes that later nodes need, after each node. */
function liveBytes({ nodes, bytes }: Forward): number[] {
  const last = new Map<string, number>();
  nodes.forEach((node, i) => {
    node.inputs.forEach((name) => last.set(name, i));
  });
  const change = new Float64Array(nodes.length + 1);
  nodes.forEach((node, i) => {
    for (const name of node.outputs.filter((output) => last.has(output))) {
      change[i]! += bytes(name);
      change[last.get(name)!]! -= bytes(name);
    }
  });
  let live = 0;
  return nodes.map((_, i) => (live += change[i]!));
}

/** A cut wherever a segment has grown to `limit` bytes, at the narrowest place of its second half. */
function cutBy(forward: Forward, live: readonly number[], limit: number): number[] {
  const cuts: number[] = [];
  let grown = 0;
  let best = -1;
  forward.nodes.forEach((node, i) => {
    grown += usedBytes(forward, node);
    if (grown >= limit / 2 && (best < 0 || live[i]! <= live[best]!)) best = i;
    if (grown < limit || best < 0) return;
    cuts.push(best + 1);
    grown = forward.nodes.slice(best + 1, i + 1).reduce((sum, n) => sum + usedBytes(forward, n), 0);
    best = -1;
  });
  return cuts;
}

function segmentsOf(nodes: readonly Node[], cuts: readonly number[]): Segment[] {
  const starts = [0, ...cuts.filter((cut) => cut < nodes.length)];
  return starts.map((start, i) => {
    const own = nodes.slice(start, starts[i + 1] ?? nodes.length);
    const made = new Set(own.flatMap((node) => node.outputs));
    return {
      nodes: own,
      from: new Set(own.flatMap((node) => node.inputs).filter((name) => !made.has(name))),
    };
  });
}

function cost(forward: Forward, segments: readonly Segment[]): number {
  const kept = new Set(segments.flatMap(({ from }) => [...from]));
  const checkpoints = [...kept].reduce((sum, name) => sum + forward.bytes(name), 0);
  const inside = segments.map(({ nodes }) =>
    nodes.reduce(
      (sum, node) =>
        sum +
        node.outputs.reduce(
          (bytes, name) => bytes + (forward.used.has(name) && !kept.has(name) ? forward.bytes(name) : 0),
          0,
        ),
      0,
    ),
  );
  return checkpoints + Math.max(...inside);
}
