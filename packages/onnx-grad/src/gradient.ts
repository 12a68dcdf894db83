import { OnnxGradError } from './error.ts';
import type { Node } from './file/model.ts';
import { isFloat, sizeOf, tensorOf } from './file/tensor.ts';
import { nodeLabel, shapeOf, typeOf, type Graph } from './graph/graph.ts';
import { GraphBuilder } from './passes/builder.ts';
import { checkGraph } from './passes/check-graph.ts';
import { poolBeforeRelu } from './passes/pool-before-relu.ts';
import { recompute } from './passes/recompute.ts';
import { removeIdentities } from './passes/remove-identities.ts';
import { Call } from './rules/call.ts';
import type { ReluGradient, Step } from './rules/rule.ts';
import { range, sameDims } from './rules/shapes.ts';
import { ruleFor } from './rules/table.ts';

export interface GradientOptions {
  /** A value of one element: what is differentiated. */
  readonly of: string;
  /** The value it is differentiated with respect to, an input as a rule. */
  readonly wrt: string;
  /** The name of the new output; `${wrt}_gradient` when not given. */
  readonly name?: string;
  /** How the gradient passes ReLUs; `plain` is the true gradient. */
  readonly relu?: ReluGradient;
  /**
   * `recompute` computes forward values again, segment by segment, instead of keeping them all until the gradient has
   * used them: the same numbers in less memory and up to a third more time. `keep` when not given.
   */
  readonly memory?: 'keep' | 'recompute';
}

/**
 * The graph with one more output: the gradient of a scalar with respect to another value, in that value's shape.
 * Each forward value is computed once. Errors: `bad-option`, `bad-shape` when `of` is not a scalar, `unsupported-op`
 * naming the node without a gradient, `bad-graph` when `of` does not depend on `wrt`.
 */
export function gradientGraph(given: Graph, options: GradientOptions): Graph {
  const { of, wrt, name = `${wrt}_gradient`, relu = 'plain', memory = 'keep' } = options;
  checkChoice('relu', relu, ['plain', 'leaky', 'guided']);
  checkChoice('memory', memory, ['keep', 'recompute']);
  checkScalar(given, of);
  const graph = relu === 'plain' ? poolBeforeRelu(given, [of, wrt]) : given;
  const active = activeNodes(graph, of, wrt);
  const b = new GraphBuilder(graph);
  const walk = new ReverseWalk(graph, b, active, wrt, relu);
  b.scope = `${of}/one`;
  walk.give(of, b.constant(tensorOf(typeOf(graph, of)!.type, shapeOf(graph, of), [1])));
  for (const node of [...active].reverse()) walk.visit(node);
  b.scope = '';
  const gradient = walk.take(wrt) ?? b.zeros(wrt, b.shape(wrt));
  const kept = b.finish([...graph.outputs, b.node('Identity', [gradient], {}, name)]);
  const whole = removeIdentities(memory === 'recompute' ? recompute(kept, graph.nodes, walk.taken) : kept);
  checkGraph(whole);
  return whole;
}

function checkChoice(option: string, given: string, choices: readonly string[]): void {
  if (choices.includes(given)) return;
  throw new OnnxGradError('bad-option', `${option} is "${given}"; choose one of ${choices.join(', ')}`);
}

function checkScalar(graph: Graph, of: string): void {
  const dims = shapeOf(graph, of);
  if (sizeOf(dims) === 1) return;
  throw new OnnxGradError(
    'bad-shape',
    `${graph.source}: "${of}" is [${dims.join(', ')}]; a gradient is of one number: sum it first`,
  );
}

/** The nodes between `wrt` and `of`: what depends on the one and is needed by the other. */
function activeNodes(graph: Graph, of: string, wrt: string): Set<Node> {
  const dependent = new Set([wrt]);
  const forward = graph.nodes.filter((node) => {
    if (!node.inputs.some((name) => dependent.has(name))) return false;
    const floats = node.outputs.filter((name) => name !== '' && isFloat(typeOf(graph, name)!.type));
    floats.forEach((name) => dependent.add(name));
    return floats.length > 0;
  });
  if (!dependent.has(of))
    throw new OnnxGradError('bad-graph', `${graph.source}: "${of}" does not depend on "${wrt}"`);
  const needed = new Set([of]);
  const between = forward.reverse().filter((node) => {
    if (!node.outputs.some((name) => needed.has(name))) return false;
    node.inputs.filter((name) => dependent.has(name)).forEach((name) => needed.add(name));
    return true;
  });
  return new Set(between.reverse());
}

/** Carries gradients from outputs to inputs: the one place that adds them up and sums what was broadcast. */
class ReverseWalk {
  private readonly graph: Graph;
  private readonly b: GraphBuilder;
  private readonly relu: ReluGradient;
  private readonly active: Set<string>;
  private readonly gradients = new Map<string, string[]>();
  /** The gradients of the values that were passed, each summed. */
  readonly taken = new Map<string, string>();

  constructor(graph: Graph, b: GraphBuilder, nodes: ReadonlySet<Node>, wrt: string, relu: ReluGradient) {
    this.graph = graph;
    this.b = b;
    this.relu = relu;
    this.active = new Set([wrt, ...[...nodes].flatMap((node) => node.outputs)]);
  }

  give(value: string, gradient: string): void {
    const parts = this.gradients.get(value);
    if (parts) parts.push(gradient);
    else this.gradients.set(value, [gradient]);
  }

  /** The gradient of a value: the sum over its uses. */
  take(value: string): string | undefined {
    const parts = this.gradients.get(value) ?? [];
    const [first] = parts;
    if (first === undefined) return undefined;
    const sum = parts.length === 1 ? first : this.b.node(parts.length === 2 ? 'Add' : 'Sum', parts);
    this.taken.set(value, sum);
    return sum;
  }

  visit(node: Node): void {
    const { b, relu } = this;
    b.scope = `${node.outputs[0]!}/gradient`;
    const dys = node.outputs.map((name) => this.take(name));
    if (dys.every((gradient) => gradient === undefined)) return;
    const call = new Call(node, b);
    const wants = (i: number): boolean => this.active.has(node.inputs[i] ?? '');
    const step: Step = {
      call,
      b,
      relu,
      get dy() {
        return dys[0] ?? b.zeros(node.outputs[0]!, b.shape(node.outputs[0]!));
      },
      dys,
      wants,
      x: (i = 0) => call.input(i),
      y: (i = 0) => node.outputs[i]!,
    };
    const gradients = this.rule(node, dys)(step);
    for (const i of range(node.inputs.length).filter(wants)) this.pass(node, i, gradients[i]);
  }

  private rule(node: Node, dys: Step['dys']): (step: Step) => readonly (string | null)[] {
    const { gradient, ofAllOutputs } = ruleFor(node, this.graph.source);
    const later = ofAllOutputs ? -1 : dys.findIndex((dy, i) => i > 0 && dy !== undefined);
    if (later > 0)
      this.refuse(node, `has no gradient by way of its output ${later} ("${node.outputs[later]!}")`);
    return gradient ?? this.refuse(node, 'has no gradient');
  }

  private pass(node: Node, i: number, gradient: string | null | undefined): void {
    if (gradient === undefined)
      this.refuse(node, `has no gradient for its input ${i} ("${node.inputs[i]!}")`);
    else if (gradient !== null)
      this.give(node.inputs[i]!, fitTo(this.b, gradient, this.b.shape(node.inputs[i]!)));
  }

  private refuse(node: Node, text: string): never {
    throw new OnnxGradError(
      'unsupported-op',
      `${this.graph.source}: ${nodeLabel(node)} ${text}; cut the network before it (cutAt)`,
    );
  }
}

/** Sums a gradient over the axes along which its value was broadcast. */
function fitTo(b: GraphBuilder, gradient: string, dims: readonly number[]): string {
  const wide = b.shape(gradient);
  if (sameDims(wide, dims)) return gradient;
  const extra = wide.length - dims.length;
  const axes = range(wide.length).filter(
    (axis) => axis < extra || (dims[axis - extra] === 1 && wide[axis] !== 1),
  );
  const summed = axes.length > 0 ? b.node('ReduceSum', [gradient, b.ints(axes)]) : gradient;
  const narrow =
    extra > 0 ? b.node('Reshape', [summed, b.ints(dims.map((_, i) => b.shape(summed)[i + extra]!))]) : summed;
  return sameDims(b.shape(narrow), dims) ? narrow : b.node('Expand', [narrow, b.ints(dims)]);
}
