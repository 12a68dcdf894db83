import type { Arc, ArcGraph } from './arcs.ts';

/**
 * Taubin's two steps ("A signal processing approach to fair surface design", 1995): shrink by `shrink`, grow by
 * `grow`. Together they take waves shorter than some ten pixels away, the staircase first, and leave the rest its size.
 */
const shrink = 0.6;
const grow = -0.63;

/** How far a border may move from its pixel edges, pixels: enough to turn any staircase into a line. */
const reach = 0.55;

/** Two borders that meet at less than this cosine run straight on through the junction. */
const straightOn = -0.6;

/** Directions at a junction are taken over this many pixels, as the first of them says little. */
const lookAhead = 5;

/**
 * Positions of the graph's nodes with the staircases smoothed away, pixels. Nothing moves farther than `reach`, so
 * corners, thin lines and small spots stay. At a junction the two straightest borders are one smooth line, and the
 * third ends on it. What lies on the map's frame stays where it is.
 */
export function smoothArcs(graph: ArcGraph, rounds = 60): Float64Array {
  const { points } = graph;
  const [before, after] = neighbours(graph);
  const current = points.slice();
  const moved = points.slice();
  for (let round = 0; round < rounds; round++) {
    relax(current, moved, before, after, shrink);
    relax(moved, current, before, after, grow);
    hold(current, points);
  }
  return current;
}

/** The two nodes that each node is drawn towards; itself where it is fixed. */
function neighbours(graph: ArcGraph): [before: Int32Array, after: Int32Array] {
  const before = Int32Array.from({ length: graph.points.length / 2 }, (_, node) => node);
  const after = before.slice();
  for (const { nodes, closed } of graph.arcs) {
    const last = nodes.length - 1;
    for (let i = closed ? 0 : 1; i < nodes.length - (closed ? 0 : 1); i++) {
      before[nodes[i]!] = nodes[i === 0 ? last : i - 1]!;
      after[nodes[i]!] = nodes[i === last ? 0 : i + 1]!;
    }
  }
  for (const [node, branches] of branchesByJunction(graph))
    linkStraightest(graph.points, node, branches, before, after);
  fixFrame(graph, before, after);
  return [before, after];
}

/** The first node along an arc, and one farther on that shows where it goes. */
interface Branch {
  readonly next: number;
  readonly towards: number;
}

function branchesByJunction({ arcs }: ArcGraph): Map<number, Branch[]> {
  const branches = new Map<number, Branch[]>();
  const add = (nodes: Int32Array, at: (step: number) => number): void => {
    const steps = Math.min(lookAhead, nodes.length - 1);
    const branch = { next: nodes[at(1)]!, towards: nodes[at(steps)]! };
    const known = branches.get(nodes[at(0)]!);
    if (known) known.push(branch);
    else branches.set(nodes[at(0)]!, [branch]);
  };
  for (const { nodes, closed } of arcs) {
    if (closed) continue;
    add(nodes, (step) => step);
    add(nodes, (step) => nodes.length - 1 - step);
  }
  return branches;
}

function linkStraightest(
  points: Float64Array,
  node: number,
  branches: readonly Branch[],
  before: Int32Array,
  after: Int32Array,
): void {
  let best = straightOn;
  branches.forEach((one, i) => {
    for (const other of branches.slice(i + 1)) {
      const cosine = cosineAt(points, node, one.towards, other.towards);
      if (cosine >= best) continue;
      best = cosine;
      before[node] = one.next;
      after[node] = other.next;
    }
  });
}

function cosineAt(points: Float64Array, node: number, one: number, other: number): number {
  const [ax, ay] = [points[2 * one]! - points[2 * node]!, points[2 * one + 1]! - points[2 * node + 1]!];
  const [bx, by] = [points[2 * other]! - points[2 * node]!, points[2 * other + 1]! - points[2 * node + 1]!];
  return (ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by));
}

function fixFrame({ width, height, points }: ArcGraph, before: Int32Array, after: Int32Array): void {
  for (let node = 0; node < before.length; node++) {
    const [x, y] = [points[2 * node]!, points[2 * node + 1]!];
    if (x > 0 && y > 0 && x < width && y < height) continue;
    before[node] = node;
    after[node] = node;
  }
}

/** One step: p + factor * (mean of its two neighbours - p). */
function relax(
  from: Float64Array,
  to: Float64Array,
  before: Int32Array,
  after: Int32Array,
  factor: number,
): void {
  for (let node = 0; node < before.length; node++) {
    const [b, a, i] = [2 * before[node]!, 2 * after[node]!, 2 * node];
    to[i] = from[i]! + factor * ((from[b]! + from[a]!) / 2 - from[i]!);
    to[i + 1] = from[i + 1]! + factor * ((from[b + 1]! + from[a + 1]!) / 2 - from[i + 1]!);
  }
}

/** Brings back what went farther than `reach` from where it began. */
function hold(points: Float64Array, origin: Float64Array): void {
  for (let i = 0; i < points.length; i += 2) {
    const [dx, dy] = [points[i]! - origin[i]!, points[i + 1]! - origin[i + 1]!];
    const squared = dx * dx + dy * dy;
    if (squared <= reach * reach) continue;
    const back = reach / Math.sqrt(squared);
    points[i] = origin[i]! + dx * back;
    points[i + 1] = origin[i + 1]! + dy * back;
  }
}
