import type { Node } from '../file/model.ts';
import { bytesPerElement, isFloat, sizeOf, typeCode } from '../file/tensor.ts';
import { shapeOf, typeOf, type Graph } from '../graph/graph.ts';
import { range } from '../rules/shapes.ts';
import { GraphBuilder } from './builder.ts';
import { chooseSegments, type Forward, type Segment } from './segments.ts';

/**
 * A graph with its gradient, in which forward values that the gradient needs are computed again from a few that are
 * kept, segment by segment. `gradients` has the gradient of each forward value; what is computed again is called
 * `${name}/again`.
 */
export function recompute(
  whole: Graph,
  forward: readonly Node[],
  gradients: ReadonlyMap<string, string>,
): Graph {
  const own = new Set(forward);
  const backward = whole.nodes.filter((node) => !own.has(node));
  const nodes = whole.nodes.filter((node) => own.has(node));
  const used = new Set(backward.flatMap((node) => node.inputs));
  const plan: Forward = { nodes, used, bytes: (value) => bytesOf(whole, value) };
  const segments = chooseSegments(plan);
  const kept = new Set(segments.flatMap(({ from }) => [...from]));
  const b = new GraphBuilder(whole, { nodes, types: typesOf(whole, nodes) });
  const past: Backward = { nodes: backward, used, gradients };
  // The last segment is at hand when the gradient starts.
  const todo = segments
    .slice(0, -1)
    .map((segment): Again => new Again(segment, kept, past))
    .filter(({ possible }) => possible);
  const renamed = new Map<string, string>();
  for (const node of backward) {
    todo
      .filter((again) => again.isFor(node))
      .forEach((again) => {
        again.write(b, renamed);
      });
    b.replay({ ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) });
  }
  return b.finish(whole.outputs);
}

function bytesOf(graph: Graph, value: string): number {
  const type = graph.constants.has(value) || graph.inputs.includes(value) ? undefined : typeOf(graph, value);
  return type ? bytesPerElement(type.type) * sizeOf(shapeOf(graph, value)) : 0;
}

function typesOf(graph: Graph, nodes: readonly Node[]): Graph['types'] {
  const names = [...graph.inputs, ...nodes.flatMap((node) => node.outputs)];
  return new Map(names.filter((name) => name !== '').map((name) => [name, graph.types.get(name)!]));
}

/** What is computed after the forward values: its nodes, all that they use, and the gradient of each forward value. */
interface Backward {
  readonly nodes: readonly Node[];
  readonly used: ReadonlySet<string>;
  readonly gradients: ReadonlyMap<string, string>;
}

/** A segment that is computed again, once, when the gradient first asks for one of its values. */
class Again {
  private readonly segment: Segment;
  private readonly needed: ReadonlySet<Node>;
  private readonly wanted: ReadonlySet<string>;
  /** A gradient that is there before any of this is wanted; one that is constant, or only there in parts, is none. */
  private readonly signal: string | undefined;
  private written = false;

  constructor(segment: Segment, kept: ReadonlySet<string>, backward: Backward) {
    this.segment = segment;
    const made = segment.nodes.flatMap((node) => node.outputs);
    this.wanted = new Set(made.filter((name) => backward.used.has(name) && !kept.has(name)));
    this.needed = neededFor(segment.nodes, this.wanted, kept);
    const there = new Set(this.before(backward).flatMap((node) => node.outputs));
    this.signal = made
      .map((name) => backward.gradients.get(name))
      .findLast((name) => name !== undefined && there.has(name));
  }

  get possible(): boolean {
    return this.wanted.size > 0 && this.signal !== undefined;
  }

  private before({ nodes }: Backward): readonly Node[] {
    const first = nodes.findIndex((node) => this.isFor(node));
    return nodes.slice(0, Math.max(0, first));
  }

  isFor(node: Node): boolean {
    return !this.written && node.inputs.some((name) => this.wanted.has(name));
  }

  write(b: GraphBuilder, renamed: Map<string, string>): void {
    this.written = true;
    const zero = delayedZero(b, this.signal!);
    const local = new Map<string, string>();
    for (const node of this.segment.nodes.filter((each) => this.needed.has(each))) {
      for (const name of node.inputs)
        if (!local.has(name)) local.set(name, delayed(b, name, zero, this.segment));
      const outputs = node.outputs.map((name) => (name === '' ? '' : b.reserve(`${name}/again`)));
      b.replay({ ...node, name: outputs[0]!, inputs: node.inputs.map((name) => local.get(name)!), outputs });
      node.outputs.forEach((name, i) => local.set(name, outputs[i]!));
    }
    for (const name of this.wanted) renamed.set(name, local.get(name)!);
  }
}

/** The nodes of a segment behind some of its values; values that are kept anyhow need none. */
function neededFor(
  nodes: readonly Node[],
  wanted: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): Set<Node> {
  const names = new Set(wanted);
  return new Set(
    [...nodes].reverse().filter((node) => {
      if (!node.outputs.some((name) => names.has(name))) return false;
      node.inputs.filter((name) => !kept.has(name)).forEach((name) => names.add(name));
      return true;
    }),
  );
}

/**
 * 0, known only once `signal` is: added to what a segment starts from, it keeps the runtime from computing the segment
 * again too early, and from noticing that it has been computed before (common-subexpression elimination would undo all
 * this). Nothing is less than minus infinity, not even NaN.
 */
function delayedZero(b: GraphBuilder, signal: string): string {
  const axes = range(b.shape(signal).length);
  const ones = axes.map(() => 1);
  const element = b.node('Slice', [signal, b.ints(axes.map(() => 0)), b.ints(ones), b.ints(axes)]);
  const number = axes.length > 0 ? b.node('Squeeze', [element, b.ints(axes)]) : signal;
  return b.node('Less', [number, b.scalar(signal, -Infinity)]);
}

function delayed(b: GraphBuilder, value: string, zero: string, { from }: Segment): string {
  if (value === '' || b.known(value) || !from.has(value)) return value;
  const { type } = b.type(value);
  if (!isFloat(type)) return value;
  return b.node(
    'Add',
    [value, b.node('Cast', [zero], { to: typeCode(type) })],
    {},
    b.reserve(`${value}/again`),
  );
}
