import { OnnxGradError } from '../error.ts';
import type { Node, ValueType } from '../file/model.ts';
import { allocate, int64s, mostAxes, numbersOf, sizeOf, tensorOf, type Tensor } from '../file/tensor.ts';
import { dropDead } from '../graph/cut.ts';
import { budgetFor, type Budget } from '../graph/budget.ts';
import { freshName } from '../file/names.ts';
import { isStatic, nodeLabel, producers, type Graph, type StaticType } from '../graph/graph.ts';
import { toAttributes } from '../rules/attributes.ts';
import { Call, type Surroundings } from '../rules/call.ts';
import type { Attributes, Builder, Replayer, Rule } from '../rules/rule.ts';
import { range } from '../rules/shapes.ts';
import { ruleFor } from '../rules/table.ts';

/** Nodes that are made of one node of a file, on average; and of any file. */
const nodesPerNode = 64;
const nodesPerFile = 2 ** 14;
/** No tensor of a network that runs anywhere is larger. */
const sizeLimit = 2 ** 40;

/** A graph under construction: every node's outputs get types, constants are computed on the spot. */
export class GraphBuilder implements Builder, Replayer, Surroundings {
  readonly source: string;
  /** Prefix for names of values that were given none. */
  scope = '';
  private readonly graph: Graph;
  private readonly nodes: Node[];
  private readonly makers: Map<string, Node>;
  private readonly constants: Map<string, Tensor>;
  private readonly types: Map<string, ValueType>;
  /** Names of nodes and values, made or promised. */
  private readonly used: Set<string>;
  private readonly budget: Budget;
  private nodesLeft: number;
  /** The number after the last that was added to a name. */
  private readonly next = new Map<string, number>();
  private readonly pool = new Map<string, string>();

  /** Builds on all of a graph, or on `nodes` and `types` instead of its own; all its names stay reserved. */
  constructor(graph: Graph, { nodes, types }: Partial<Pick<Graph, 'nodes' | 'types'>> = {}) {
    this.graph = graph;
    this.source = graph.source;
    this.nodes = [...(nodes ?? graph.nodes)];
    this.makers = producers(this.nodes);
    this.constants = new Map(graph.constants);
    this.budget = budgetFor(graph.constants);
    this.nodesLeft = nodesPerFile + nodesPerNode * graph.nodes.length;
    this.types = new Map(types ?? graph.types);
    this.used = new Set(graph.nodes.flatMap((node) => [node.name, ...node.outputs]));
  }

  /** What was built, with other outputs; without what they do not need. */
  finish(outputs: readonly string[], inputs = this.graph.inputs): Graph {
    const { nodes, constants, types } = this;
    return dropDead({ ...this.graph, nodes, constants, types, inputs, outputs });
  }

  node(op: string, inputs: readonly string[], attributes: Attributes = {}, name?: string): string {
    return this.nodeN(op, inputs, attributes, name === undefined ? 1 : [name])[0]!;
  }

  nodeN(
    op: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: number | readonly string[],
  ): string[] {
    const names = typeof outputs === 'number' ? this.freshList(op.toLowerCase(), outputs) : outputs;
    this.replay(nodeOf(op, inputs, attributes, names));
    return [...names];
  }

  deferred(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.fresh(op.toLowerCase());
    this.append(nodeOf(op, inputs, attributes, [output]), false);
    return output;
  }

  /** Appends a node as it is: lowered, typed, or folded away. Errors: `unsupported-op`, `bad-shape`, `bad-graph`. */
  replay(node: Node): void {
    this.append(node, true);
  }

  private append(node: Node, folding: boolean): void {
    const rule = ruleFor(node, this.source);
    const call = new Call(node, this);
    if (--this.nodesLeft < 0) call.fail('too-large', 'it takes more nodes than such a network can need');
    if (rule.lower?.(call, this)) return;
    const types = this.infer(rule, call);
    const values = folding ? this.fold(rule, call, types) : undefined;
    node.outputs.forEach((name, i) => {
      this.claim(name, node);
      if (values) this.constants.set(name, values[i]!);
      else this.types.set(name, types[i]!);
    });
    if (values) return;
    this.nodes.push(node);
    node.outputs.forEach((name) => this.makers.set(name, node));
  }

  constant(value: Tensor | number | readonly number[], name?: string): string {
    const tensor = toTensor(value);
    this.checkSize(tensor);
    this.demand(tensor.data.length);
    const key = name === undefined && sizeOf(tensor.dims) <= 16 ? constantKey(tensor) : undefined;
    const known = key === undefined ? undefined : this.pool.get(key);
    if (known !== undefined) return known;
    const fresh = this.fresh(name ?? 'const');
    this.constants.set(fresh, tensor);
    if (key !== undefined) this.pool.set(key, fresh);
    return fresh;
  }

  private checkSize({ dims, data }: Tensor): void {
    if (data.length === sizeOf(dims)) return;
    throw new OnnxGradError(
      'bad-tensor',
      `${this.source}: a constant of [${dims.join(', ')}] needs ${sizeOf(dims)} numbers, ${data.length} were given`,
    );
  }

  ints(values: readonly number[]): string {
    return this.constant(int64s(values));
  }

  scalar(value: string, number: number): string {
    return this.constant(tensorOf(this.type(value).type, [], [number]));
  }

  zeros(value: string, dims: readonly number[]): string {
    const { type } = this.type(value);
    this.demand(sizeOf(dims));
    return this.constant({ type, dims, data: allocate(type, sizeOf(dims)) });
  }

  shape(value: string): readonly number[] {
    return this.type(value).dims;
  }

  known(value: string): Tensor | undefined {
    return this.constants.get(value);
  }

  maker(value: string): Node | undefined {
    return this.makers.get(value);
  }

  type(value: string): StaticType {
    const constant = this.constants.get(value);
    if (constant) return constant;
    const type = this.types.get(value);
    if (!type) throw new OnnxGradError('bad-graph', `${this.source}: nothing makes the value "${value}"`);
    if (isStatic(type)) return type;
    throw new OnnxGradError(
      'bad-shape',
      `${this.source}: the shape of "${value}" is not known; call withInputShape first`,
    );
  }

  spend(count: number): boolean {
    return this.budget.spend(count);
  }

  private demand(count: number): void {
    if (this.spend(count)) return;
    throw new OnnxGradError(
      'too-large',
      `${this.source}: ${this.scope || 'the network'} needs a constant of ${count} numbers, out of all proportion to its weights`,
    );
  }

  private fresh(wanted: string): string {
    return this.reserve(this.scope === '' ? wanted : `${this.scope}/${wanted}`);
  }

  /** A name that nothing has, now reserved. */
  reserve(scoped: string): string {
    const taken = (name: string): boolean =>
      this.used.has(name) || this.constants.has(name) || this.types.has(name);
    const name = freshName(scoped, taken, this.next);
    this.used.add(name);
    return name;
  }

  private freshList(wanted: string, count: number): string[] {
    return count === 1 ? [this.fresh(wanted)] : range(count).map((i) => this.fresh(`${wanted}_part${i}`));
  }

  private infer(rule: Rule, call: Call): readonly StaticType[] {
    const types = rule.infer(call);
    for (const { dims } of types) {
      const sound =
        dims.length <= mostAxes &&
        dims.every((size) => Number.isSafeInteger(size) && size >= 0) &&
        sizeOf(dims) <= sizeLimit;
      if (!sound)
        call.fail('bad-shape', `its output would have the shape [${dims.slice(0, mostAxes + 1).join(', ')}]`);
    }
    if (types.length < call.node.outputs.length) {
      call.fail(
        'unsupported-attribute',
        `output ${types.length} ("${call.node.outputs[types.length]!}") is not supported`,
      );
    }
    return types;
  }

  private fold(rule: Rule, call: Call, types: readonly StaticType[]): readonly Tensor[] | undefined {
    if (!rule.evaluate) return undefined;
    const inputs = call.node.inputs.map((name) => this.constants.get(name));
    const known =
      rule.fromTypes ?? inputs.every((tensor, i) => tensor !== undefined || call.node.inputs[i] === '');
    if (!known || !this.spend(foldCost(inputs, types))) return undefined;
    return rule.evaluate(call, inputs as Tensor[]);
  }

  private claim(name: string, node: Node): void {
    if (!this.constants.has(name) && !this.types.has(name)) return;
    throw new OnnxGradError('bad-graph', `${this.source}: ${nodeLabel(node)} makes "${name}" a second time`);
  }
}

function nodeOf(
  op: string,
  inputs: readonly string[],
  attributes: Attributes,
  outputs: readonly string[],
): Node {
  return { name: outputs[0] ?? '', op, domain: '', inputs, outputs, attributes: toAttributes(attributes) };
}

/** Numbers read and written; each input may be broadcast to the result. */
export function foldCost(
  inputs: readonly (Tensor | undefined)[],
  types: readonly Pick<StaticType, 'dims'>[],
): number {
  const made = types.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  return inputs.reduce((sum, tensor) => sum + Math.max(tensor?.data.length ?? 0, made), made);
}

function toTensor(value: Tensor | number | readonly number[]): Tensor {
  if (typeof value === 'number') return tensorOf('float32', [], [value]);
  return 'dims' in value ? value : tensorOf('float32', [value.length], value);
}

function constantKey(tensor: Tensor): string {
  return `${tensor.type} ${tensor.dims.join()} ${numbersOf(tensor).join()}`;
}
