import type { ArcGraph } from './arcs.ts';
import { outside } from './pixel-grid.ts';

/** Arcs that run on into each other as one smooth line. */
export interface Thread {
  /** Places in the graph's `points`; of a closed thread the first is not repeated. */
  readonly nodes: Int32Array;
  readonly closed: boolean;
}

/** Two arcs that meet at less than this cosine run straight on through the junction. */
const straightOn = -0.6;

/** Directions at a junction are taken over this many pixels, as the first of them says little. */
const lookAhead = 5;

/** An end of an arc: twice the arc's number, plus one for its last node. */
type End = number;

/**
 * The borders between areas as lines to be smoothed: at a junction the two arcs that meet most straightly become one,
 * and the third ends on it. Arcs on the map's frame are left out.
 */
export function threadArcs(graph: ArcGraph): Thread[] {
  const { arcs } = graph;
  const partners = findPartners(graph);
  const used = new Uint8Array(arcs.length);
  const threads: Thread[] = [];
  const begin = (from: End): void => {
    if (used[from >> 1] === 0) threads.push(follow(graph, from, partners, used));
  };
  arcs.forEach(({ closed, left, right }, arc) => {
    if (left === outside || right === outside) used[arc] = 1;
    else if (closed || !partners.has(2 * arc)) begin(2 * arc);
    else if (!partners.has(2 * arc + 1)) begin(2 * arc + 1);
  });
  // What is left runs through junctions only, around in a circle.
  arcs.forEach((_, arc) => {
    begin(2 * arc);
  });
  return threads;
}

function follow({ arcs }: ArcGraph, from: End, partners: ReadonlyMap<End, End>, used: Uint8Array): Thread {
  const nodes: number[] = [];
  let end: End | undefined = from;
  while (end !== undefined && used[end >> 1] === 0) {
    used[end >> 1] = 1;
    const arc = arcs[end >> 1]!;
    if (arc.closed) return arc;
    const own = end % 2 === 0 ? Array.from(arc.nodes) : Array.from(arc.nodes).reverse();
    nodes.push(...(nodes.length > 0 ? own.slice(1) : own));
    end = partners.get(end ^ 1);
  }
  const closed = end === from;
  return { nodes: Int32Array.from(closed ? nodes.slice(0, -1) : nodes), closed };
}

/** The end that each end runs on into. */
function findPartners(graph: ArcGraph): Map<End, End> {
  const partners = new Map<End, End>();
  for (const ends of endsByJunction(graph).values()) {
    const pair = straightestPair(graph, ends);
    if (!pair) continue;
    partners.set(pair[0], pair[1]);
    partners.set(pair[1], pair[0]);
  }
  return partners;
}

function endsByJunction({ arcs, points, width, height }: ArcGraph): Map<number, End[]> {
  const ends = new Map<number, End[]>();
  arcs.forEach(({ nodes, closed }, arc) => {
    if (closed) return;
    [nodes[0]!, nodes[nodes.length - 1]!].forEach((node, last) => {
      const [x, y] = [points[2 * node]!, points[2 * node + 1]!];
      if (x === 0 || y === 0 || x === width || y === height) return;
      const known = ends.get(node);
      if (known) known.push(2 * arc + last);
      else ends.set(node, [2 * arc + last]);
    });
  });
  return ends;
}

function straightestPair(graph: ArcGraph, ends: readonly End[]): [End, End] | null {
  let best: [End, End] | null = null;
  let least = straightOn;
  ends.forEach((one, i) => {
    for (const other of ends.slice(i + 1)) {
      const [ax, ay] = directionOf(graph, one);
      const [bx, by] = directionOf(graph, other);
      const cosine = ax * bx + ay * by;
      if (cosine >= least) continue;
      least = cosine;
      best = [one, other];
    }
  });
  return best;
}

/** Where an arc goes from its end, as a unit vector. */
function directionOf({ arcs, points }: ArcGraph, end: End): [x: number, y: number] {
  const { nodes } = arcs[end >> 1]!;
  const steps = Math.min(lookAhead, nodes.length - 1);
  const [from, to] =
    end % 2 === 0 ? [nodes[0]!, nodes[steps]!] : [nodes[nodes.length - 1]!, nodes[nodes.length - 1 - steps]!];
  const [x, y] = [points[2 * to]! - points[2 * from]!, points[2 * to + 1]! - points[2 * from + 1]!];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
