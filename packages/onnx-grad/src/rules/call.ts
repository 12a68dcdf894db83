import { OnnxGradError, type ErrorCode } from '../error.ts';
import type { Attribute, Node } from '../file/model.ts';
import { numbersOf, type DataType, type Tensor } from '../file/tensor.ts';
import type { Budget } from '../graph/budget.ts';
import { nodeLabel, type StaticType } from '../graph/graph.ts';

/** What a call may ask about the graph around it. */
export interface Surroundings extends Budget {
  readonly source: string;
  type(value: string): StaticType;
  known(value: string): Tensor | undefined;
}

/** A node seen by its rule: its inputs' types, its attributes checked, and its errors. */
export class Call {
  readonly node: Node;
  private readonly around: Surroundings;

  constructor(node: Node, around: Surroundings) {
    this.node = node;
    this.around = around;
  }

  /** Whether an optional input is there. */
  has(i: number): boolean {
    return (this.node.inputs[i] ?? '') !== '';
  }

  input(i: number): string {
    return this.has(i) ? this.node.inputs[i]! : this.fail('bad-graph', `input ${i} is missing`);
  }

  typeOf(i: number): StaticType {
    return this.around.type(this.input(i));
  }

  dims(i: number): readonly number[] {
    return this.typeOf(i).dims;
  }

  rank(i: number): number {
    return this.dims(i).length;
  }

  type(i: number): DataType {
    return this.typeOf(i).type;
  }

  /** The values of an input, where they are known before running. */
  constant(i: number): Tensor | undefined {
    return this.around.known(this.input(i));
  }

  /** An input that must be known before running: shapes, axes, indices. */
  known(i: number): Tensor {
    const tensor =
      this.constant(i) ?? this.fail('unsupported-attribute', `input "${this.input(i)}" must be constant`);
    this.spend(tensor.data.length);
    return tensor;
  }

  /** Asks before making `count` numbers. Errors: `too-large` when the file's size does not warrant as many. */
  spend(count: number): void {
    if (!this.around.spend(count))
      this.fail('too-large', `it needs a table of ${count} numbers, out of all proportion to the network`);
  }

  ints(i: number): number[] {
    return numbersOf(this.known(i)).map(Math.trunc);
  }

  /** The result of an op that keeps its first input's element type. */
  like(dims: readonly number[], type: DataType = this.type(0)): StaticType[] {
    return [{ type, dims }];
  }

  int(name: string, fallback: number): number {
    return this.attribute(name, 'int')?.value ?? fallback;
  }

  float(name: string, fallback: number): number {
    return this.attribute(name, 'float')?.value ?? fallback;
  }

  text(name: string, fallback: string): string {
    return this.attribute(name, 'string')?.value ?? fallback;
  }

  list(name: string): readonly number[] | undefined {
    return this.attribute(name, 'ints')?.value;
  }

  tensor(name: string): Tensor | undefined {
    return this.attribute(name, 'tensor')?.value;
  }

  /** The attributes but one. */
  without(name: string): Record<string, Attribute> {
    return Object.fromEntries(Object.entries(this.node.attributes).filter(([other]) => other !== name));
  }

  /** An axis counted from the front. */
  axis(axis: number, rank = this.rank(0)): number {
    const counted = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(counted) && counted >= 0 && counted < rank) return counted;
    return this.fail('bad-shape', `axis ${axis} does not exist in ${rank} dimensions`);
  }

  /** Throws, naming the file, the node and the shapes it was given. */
  fail(code: ErrorCode, text: string): never {
    const shapes = this.node.inputs.filter((name) => name !== '').map((name) => `[${this.describe(name)}]`);
    const given = shapes.length > 0 ? ` (given ${shapes.join(' and ')})` : '';
    throw new OnnxGradError(code, `${this.around.source}: ${nodeLabel(this.node)}: ${text}${given}`);
  }

  private describe(value: string): string {
    try {
      return this.around.type(value).dims.join(', ');
    } catch {
      return '?';
    }
  }

  private attribute<K extends Attribute['kind']>(
    name: string,
    kind: K,
  ): Extract<Attribute, { kind: K }> | undefined {
    const attribute = this.node.attributes[name];
    if (!attribute || attribute.kind === kind)
      return attribute as Extract<Attribute, { kind: K }> | undefined;
    // An empty list of numbers has no kind of its own in some files.
    return this.fail('unsupported-attribute', `attribute ${name} is a ${attribute.kind}, expected ${kind}`);
  }
}
