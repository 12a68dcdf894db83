import type { Attribute, ModelGraph, Node, ValueType } from './model.ts';
import { typeCode, type Tensor } from './tensor.ts';
import { bytesField, floatField, join, textField, varintField, type Piece } from './wire.ts';

/** An input or output; the type of an output may be left to the reader to infer. */
export interface Port {
  readonly name: string;
  readonly type: ValueType | undefined;
}

export interface WritableGraph extends Pick<ModelGraph, 'nodes' | 'constants'> {
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** IR version 8 is the one that came with opset 17. */
const irVersion = 8;

/** The bytes of an .onnx file. Field numbers are those of onnx.proto. */
export function encodeModel(graph: WritableGraph, opset: number): Uint8Array {
  return join([
    ...varintField(1, irVersion),
    ...textField(2, 'onnx-grad'),
    ...bytesField(8, [...textField(1, ''), ...varintField(2, opset)]),
    ...bytesField(7, encodeGraph(graph)),
  ]);
}

function encodeGraph(graph: WritableGraph): Piece[] {
  return [
    ...graph.nodes.flatMap((node) => bytesField(1, encodeNode(node))),
    ...textField(2, graph.name),
    ...[...graph.constants].flatMap(([name, tensor]) => bytesField(5, encodeTensor(tensor, name))),
    ...graph.inputs.flatMap((input) => bytesField(11, encodePort(input))),
    ...graph.outputs.flatMap((output) => bytesField(12, encodePort(output))),
  ];
}

function encodeNode(node: Node): Piece[] {
  return [
    ...node.inputs.flatMap((name) => textField(1, name)),
    ...node.outputs.flatMap((name) => textField(2, name)),
    ...textField(3, node.name),
    ...textField(4, node.op),
    ...Object.entries(node.attributes).flatMap(([name, value]) =>
      bytesField(5, encodeAttribute(name, value)),
    ),
    ...textField(7, node.domain),
  ];
}

function encodeAttribute(name: string, attribute: Attribute): Piece[] {
  const [code, pieces] = encodeValue(attribute);
  return [...textField(1, name), ...pieces, ...varintField(20, code)];
}

/** AttributeProto.AttributeType and the field with the value. */
function encodeValue(attribute: Attribute): [number, Piece[]] {
  switch (attribute.kind) {
    case 'float':
      return [1, floatField(2, attribute.value)];
    case 'int':
      return [2, varintField(3, attribute.value)];
    case 'string':
      return [3, textField(4, attribute.value)];
    case 'tensor':
      return [4, bytesField(5, encodeTensor(attribute.value, ''))];
    case 'graph':
      return [5, bytesField(6, encodeGraph(branch(attribute.value)))];
    case 'floats':
      return [6, attribute.value.flatMap((value) => floatField(7, value))];
    case 'ints':
      return [7, attribute.value.flatMap((value) => varintField(8, value))];
    case 'strings':
      return [8, attribute.value.flatMap((value) => textField(9, value))];
  }
}

/** A graph inside an attribute; whoever reads it infers its outputs' types. */
function branch({ nodes, constants, inputs, outputs }: ModelGraph): WritableGraph {
  return {
    name: 'branch',
    nodes,
    constants,
    inputs,
    outputs: outputs.map((name) => ({ name, type: undefined })),
  };
}

function encodeTensor(tensor: Tensor, name: string): Piece[] {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return [
    ...tensor.dims.flatMap((size) => varintField(1, size)),
    ...varintField(2, typeCode(tensor.type)),
    ...textField(8, name),
    ...bytesField(9, [new Uint8Array(buffer, byteOffset, byteLength)]),
  ];
}

function encodePort({ name, type }: Port): Piece[] {
  if (!type) return textField(1, name);
  const dims = type.dims.flatMap((dim) => bytesField(1, encodeDim(dim)));
  const tensor = [...varintField(1, typeCode(type.type)), ...bytesField(2, dims)];
  return [...textField(1, name), ...bytesField(2, bytesField(1, tensor))];
}

function encodeDim(dim: number | string | null): Piece[] {
  if (dim === null) return [];
  return typeof dim === 'number' ? varintField(1, dim) : textField(2, dim);
}
