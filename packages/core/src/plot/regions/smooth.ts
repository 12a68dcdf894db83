import type { ArcGraph } from './arcs.ts';
import { threadArcs, type Thread } from './threads.ts';

/**
 * How far a border may move from its pixel edges in x and in y, pixels: almost to the middles of the pixels beside it,
 * so that both edges of a line one pixel wide keep apart.
 */
const reach = 0.45;

/** Neighbours this many nodes away are looked at, coarse to fine: the coarse ones straighten the long staircases. */
const strides = [8, 4, 2, 1] as const;
const roundsPerStride = 12;

/** Holding borders back leaves kinks; these strides, without holding, take them out again. */
const polish = [2, 2, 2, 1, 1, 1] as const;

/** Share of the way to its neighbours' middle that a node goes, and then back by what that did to them. */
const pull = 0.6;

/**
 * Positions of the graph's nodes with the staircases smoothed away, pixels: borders bend as little as they can while
 * nothing moves much farther than `reach`, so corners, thin lines and small spots stay. At a junction the two straightest
 * borders are one smooth line, and the third ends on it. What lies on the map's frame stays where it is.
 */
export function smoothArcs(graph: ArcGraph): Float64Array {
  const { points } = graph;
  const threads = threadArcs(graph);
  const current = points.slice();
  const moved = points.slice();
  const bend = (stride: number): void => {
    for (const thread of threads) relax(thread, stride, current, moved, pull);
    for (const thread of threads) relax(thread, stride, moved, current, -pull);
  };
  for (const stride of strides) {
    for (let round = 0; round < roundsPerStride; round++) {
      bend(stride);
      hold(current, points);
    }
  }
  for (const thread of threads) restoreSize(thread, current, points);
  hold(current, points);
  for (const stride of polish) bend(stride);
  return current;
}

/** One step: p + factor * (point between its neighbours `stride` away - p); the ends of open threads stay. */
function relax(thread: Thread, stride: number, from: Float64Array, to: Float64Array, factor: number): void {
  const { nodes, closed } = thread;
  const last = nodes.length - 1;
  for (let at = 0; at <= last; at++) {
    const before = closed ? stride : Math.min(stride, at);
    const after = closed ? stride : Math.min(stride, last - at);
    if (before === 0 || after === 0) continue;
    const i = 2 * nodes[at]!;
    const b = 2 * nodes[at >= before ? at - before : wrap(at - before, last)]!;
    const a = 2 * nodes[at + after <= last ? at + after : wrap(at + after, last)]!;
    const share = before / (before + after);
    to[i] = from[i]! + factor * (from[b]! + share * (from[a]! - from[b]!) - from[i]!);
    to[i + 1] = from[i + 1]! + factor * (from[b + 1]! + share * (from[a + 1]! - from[b + 1]!) - from[i + 1]!);
  }
}

function wrap(index: number, last: number): number {
  return ((index % (last + 1)) + last + 1) % (last + 1);
}

/** Brings back what went farther than `reach` from where it began. */
function hold(points: Float64Array, origin: Float64Array): void {
  for (let i = 0; i < points.length; i++) {
    points[i] = Math.min(origin[i]! + reach, Math.max(origin[i]! - reach, points[i]!));
  }
}

/** Nodes on each side over which the distance to the pixel edges is averaged, twice: more than a corner is long. */
const averagingReach = 16;

/**
 * Bending as little as possible makes bulges smaller and bays shallower. Where a border has on average moved to one
 * side, it moves back by that much, along its normals.
 */
function restoreSize({ nodes, closed }: Thread, smooth: Float64Array, origin: Float64Array): void {
  const last = nodes.length - 1;
  const normals = new Float64Array(2 * nodes.length);
  let offsets = new Float64Array(nodes.length);
  nodes.forEach((node, at) => {
    const [before, after] = closed
      ? [wrap(at - 1, last), wrap(at + 1, last)]
      : [Math.max(0, at - 1), Math.min(last, at + 1)];
    const [b, a, i] = [2 * nodes[before]!, 2 * nodes[after]!, 2 * node];
    const [dx, dy] = [smooth[a]! - smooth[b]!, smooth[a + 1]! - smooth[b + 1]!];
    const length = Math.hypot(dx, dy) || 1;
    normals.set([-dy / length, dx / length], 2 * at);
    offsets[at] = ((origin[i]! - smooth[i]!) * -dy + (origin[i + 1]! - smooth[i + 1]!) * dx) / length;
  });
  offsets = average(average(offsets, closed), closed);
  nodes.forEach((node, at) => {
    if (!closed && (at === 0 || at === last)) return;
    smooth[2 * node]! += offsets[at]! * normals[2 * at]!;
    smooth[2 * node + 1]! += offsets[at]! * normals[2 * at + 1]!;
  });
}

/** Mean over `averagingReach` values on each side; over fewer, but as many on both, near an end. */
function average(values: Float64Array, closed: boolean): Float64Array<ArrayBuffer> {
  const last = values.length - 1;
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, at) => (sums[at + 1] = sums[at]! + value));
  const sumTo = (at: number): number => sums[wrap(at, last)]! + Math.floor(at / (last + 1)) * sums[last + 1]!;
  return Float64Array.from(values, (_, at) => {
    const width = closed ? averagingReach : Math.min(averagingReach, at, last - at);
    return (sumTo(at + width + 1) - sumTo(at - width)) / (2 * width + 1);
  });
}
