import type { Attribute, Node } from '../file/model.ts';
import type { Tensor } from '../file/tensor.ts';
import type { StaticType } from '../graph/graph.ts';
import type { Call } from './call.ts';

/** An attribute as code writes it: a whole number is an int unless the attribute's name is one of ONNX's floats. */
export type AttributeLike = number | string | readonly number[] | readonly string[] | Tensor | Attribute;

/** Appends nodes to a graph; shapes are inferred and constants folded as they come. */
export interface Builder {
  /**
   * A value made of constants that is left to the runtime, which computes it once, when it opens the file: large weights
   * turned around are then not in the file a second time.
   */
  deferred(op: string, inputs: readonly string[], attributes?: Attributes): string;
  /** The one value that `op` makes of `inputs` ('' for an absent one). `name` is the value's name. */
  node(op: string, inputs: readonly string[], attributes?: Attributes, name?: string): string;
  /** The values of an op with several outputs. */
  nodeN(
    op: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: number | readonly string[],
  ): string[];
  /** A constant; plain numbers become float32, a number alone a scalar. Errors: `bad-tensor`. */
  constant(value: Tensor | number | readonly number[], name?: string): string;
  /** A list of int64: axes, shapes, pads. */
  ints(values: readonly number[]): string;
  /** A scalar of the same type as `value`. */
  scalar(value: string, number: number): string;
  /** Zeros of the same type as `value`. */
  zeros(value: string, dims: readonly number[]): string;
  shape(value: string): readonly number[];
  type(value: string): StaticType;
  /** The numbers of a value, where they are known before running. */
  known(value: string): Tensor | undefined;
  /** The node that makes a value; inputs and constants have none. */
  maker(value: string): Node | undefined;
}

export type Attributes = Readonly<Record<string, AttributeLike>>;

/** How gradients pass units that can be closed: as they should, or as gate.ts says. */
export type ReluGradient = 'plain' | 'leaky' | 'guided';

/** A node during the reverse walk. */
export interface Step {
  readonly call: Call;
  readonly b: Builder;
  readonly relu: ReluGradient;
  x(i?: number): string;
  y(i?: number): string;
  /** The gradient of the first output; zeros where nobody used it. */
  readonly dy: string;
  /** The gradients of all outputs; an output nobody used has none. */
  readonly dys: readonly (string | undefined)[];
  /** Whether the gradient of input i is wanted. */
  wants(i: number): boolean;
}

/** All that is known about an operator. */
export interface Rule {
  /** Types of the outputs. Errors: `bad-shape`. */
  readonly infer: (call: Call) => readonly StaticType[];
  /** The outputs of constant inputs. */
  readonly evaluate?: (call: Call, inputs: readonly Tensor[]) => readonly Tensor[];
  /** Its outputs follow from the types of its inputs alone. */
  readonly fromTypes?: true;
  /** Says the same with other nodes, or explicit attributes, making the same outputs; false when there is nothing to say. */
  readonly lower?: (call: Call, b: Builder & Replayer) => boolean;
  /**
   * Gradients of the inputs, in order; null for none. A gradient may still have the shape to which the input was
   * broadcast: the reverse walk sums it. Without this an op stops the walk with an error.
   */
  readonly gradient?: (step: Step) => readonly (string | null)[];
  /** The gradient heeds those of all outputs (`dys`); without this one of a later output stops the walk with an error. */
  readonly ofAllOutputs?: true;
}

/** Lets a rule put a changed version of its own node in its place. */
export interface Replayer {
  replay(node: Call['node']): void;
}
