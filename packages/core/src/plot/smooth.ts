import type { ArcGraph } from './arcs.ts';

/** How far a border may move from its pixel edges, pixels: enough to turn any staircase into a line. */
const reach = 0.55;

/** Neighbours this many nodes away are looked at, coarse to fine: the coarse ones straighten the long staircases. */
const strides = [8, 4, 2, 1] as const;
const roundsPerStride = 12;

/** Share of the way to its neighbours' middle that a node goes, and then back by what that did to them. */
const pull = 0.6;

/** Two borders that meet at less than this cosine run straight on through the junction. */
const straightOn = -0.6;

/** Directions at a junction are taken over this many pixels, as the first of them says little. */
const lookAhead = 5;

/**
 * Positions of the graph's nodes with the staircases smoothed away, pixels: borders bend as little as they can while
 * nothing moves farther than `reach`, so corners, thin lines and small spots stay. At a junction the two straightest
 * borders are one smooth line, and the third ends on it. What lies on the map's frame stays where it is.
 */
export function smoothArcs(graph: ArcGraph): Float64Array {
  const { points } = graph;
  const chain = neighbours(graph);
  const current = points.slice();
  const moved = points.slice();
  for (const stride of strides) {
    const links = widen(chain, stride);
    for (let round = 0; round < roundsPerStride; round++) {
      relax(current, moved, links, pull);
      relax(moved, current, links, -pull);
      hold(current, points);
    }
  }
  return restoreSize(current, points, chain);
}

/** The two nodes that each node is drawn towards, itself where it is fixed, and how many steps away they are. */
interface Chain {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly stepsBefore: Uint8Array;
  readonly stepsAfter: Uint8Array;
}

/** Neighbours `stride` steps away, a power of two; nearer where a fixed node comes first. */
function widen(chain: Chain, stride: number): Chain {
  let wide = chain;
  for (let reached = 1; reached < stride; reached *= 2) {
    const { before, after, stepsBefore, stepsAfter } = wide;
    wide = {
      before: before.map((node) => before[node]!),
      after: after.map((node) => after[node]!),
      stepsBefore: stepsBefore.map((steps, node) => steps + stepsBefore[before[node]!]!),
      stepsAfter: stepsAfter.map((steps, node) => steps + stepsAfter[after[node]!]!),
    };
  }
  return wide;
}

function neighbours(graph: ArcGraph): Chain {
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
  const isFree = (other: number, node: number): number => Number(other !== node);
  return {
    before,
    after,
    stepsBefore: Uint8Array.from(before, isFree),
    stepsAfter: Uint8Array.from(after, isFree),
  };
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

/** One step: p + factor * (point between its two neighbours - p). */
function relax(from: Float64Array, to: Float64Array, chain: Chain, factor: number): void {
  const { before, after, stepsBefore, stepsAfter } = chain;
  for (let node = 0; node < before.length; node++) {
    const [b, a, i] = [2 * before[node]!, 2 * after[node]!, 2 * node];
    const steps = stepsBefore[node]! + stepsAfter[node]!;
    const share = steps === 0 ? 0 : stepsBefore[node]! / steps;
    to[i] = from[i]! + factor * (from[b]! + share * (from[a]! - from[b]!) - from[i]!);
    to[i + 1] = from[i + 1]! + factor * (from[b + 1]! + share * (from[a + 1]! - from[b + 1]!) - from[i + 1]!);
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

/** Steps over which the distance to the pixel edges is averaged: far beyond a staircase's, well below a shape's. */
const averagingStride = 4;
const averagingRounds = 8;

/**
 * Bending as little as possible makes bulges smaller and bays shallower. Where a border has on average moved to one
 * side, it moves back by that much, along its normals.
 */
function restoreSize(smooth: Float64Array, origin: Float64Array, chain: Chain): Float64Array {
  const { before, after } = chain;
  const normals = smooth.slice();
  let offsets = new Float64Array(before.length);
  for (let node = 0; node < before.length; node++) {
    const [b, a, i] = [2 * before[node]!, 2 * after[node]!, 2 * node];
    const [dx, dy] = [smooth[a]! - smooth[b]!, smooth[a + 1]! - smooth[b + 1]!];
    const length = Math.hypot(dx, dy) || 1;
    normals[i] = -dy / length;
    normals[i + 1] = dx / length;
    offsets[node] = (origin[i]! - smooth[i]!) * normals[i]! + (origin[i + 1]! - smooth[i + 1]!) * normals[i + 1]!;
  }
  const links = widen(chain, averagingStride);
  for (let round = 0; round < averagingRounds; round++) {
    const last = offsets;
    offsets = last.map((own, node) => (last[links.before[node]!]! + 2 * own + last[links.after[node]!]!) / 4);
  }
  return smooth.map((value, i) => value + normals[i]! * offsets[i >> 1]!);
}
