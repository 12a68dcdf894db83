import type { DataType, Tensor } from './tensor.ts';

/** A node's attribute, tagged as ONNX tags it: 1 the integer and 1 the float are different attributes. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Tensor }
  | { readonly kind: 'graph'; readonly value: ModelGraph }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] };

/** An operator applied to values. An absent optional input or output is ''. */
export interface Node {
  readonly name: string;
  readonly op: string;
  /** '' is ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** The type of a value; a dimension is a number, a name ("batch"), or unknown (null). */
export interface ValueType {
  readonly type: DataType;
  readonly dims: readonly (number | string | null)[];
}

export interface NamedType {
  readonly name: string;
  readonly type: ValueType;
}

export interface ModelGraph {
  readonly nodes: readonly Node[];
  readonly inputs: readonly NamedType[];
  readonly outputs: readonly string[];
  readonly constants: ReadonlyMap<string, Tensor>;
}

/** A file's content. */
export interface Model {
  readonly opset: number;
  readonly graph: ModelGraph;
}
