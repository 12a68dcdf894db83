import { OnnxGradError } from '../error.ts';
import { decodeTensor } from './decode-tensor.ts';
import type { ExternalFiles } from './external.ts';
import type { Attribute, Model, ModelGraph, NamedType, Node, ValueType } from './model.ts';
import { decodeText } from './text.ts';
import { mostAxes, typeOfCode, type Tensor } from './tensor.ts';
import { expectBytes, fields, varints, type Field } from './wire.ts';

/** Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
export function decodeModel(bytes: Uint8Array, external?: ExternalFiles): Model {
  let graph: ModelGraph | undefined;
  let opset: number | undefined;
  for (const field of fields(bytes)) {
    if (field.number === 7) graph = decodeGraph(expectBytes(field), { depth: 0, external });
    else if (field.number === 8) opset = ownOpset(expectBytes(field)) ?? opset;
  }
  if (!graph) throw new OnnxGradError('not-onnx', 'there is no graph in it');
  if (opset === undefined) throw new OnnxGradError('not-onnx', 'it does not say which opset it uses');
  return { opset, graph };
}

/** The version of ONNX's own operators, when this entry is about them. */
function ownOpset(bytes: Uint8Array): number | undefined {
  let domain = '';
  let version = 0;
  for (const field of fields(bytes)) {
    if (field.number === 1) domain = text(field);
    else if (field.number === 2) version = Number(field.int);
  }
  return ownDomain(domain) === '' ? version : undefined;
}

function ownDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function text(field: Field): string {
  return decodeText(expectBytes(field));
}

/** Graphs inside attributes (If, Loop) nest; nobody nests deeper than this. */
const maxDepth = 16;

/** How deep a graph is nested, and where data outside the file is found. */
interface Place {
  readonly depth: number;
  readonly external: ExternalFiles | undefined;
}

function decodeGraph(bytes: Uint8Array, place: Place): ModelGraph {
  if (place.depth > maxDepth) throw new OnnxGradError('bad-graph', `graphs nest deeper than ${maxDepth}`);
  const nodes: Node[] = [];
  const inputs: NamedType[] = [];
  const outputs: string[] = [];
  const constants = new Map<string, Tensor>();
  for (const field of fields(bytes)) {
    if (field.number === 1) nodes.push(decodeNode(expectBytes(field), place));
    else if (field.number === 5) addConstant(constants, expectBytes(field), place);
    else if (field.number === 11) inputs.push(...decodeInput(expectBytes(field)));
    else if (field.number === 12) outputs.push(valueName(expectBytes(field)));
    else if (field.number === 15)
      throw new OnnxGradError('unsupported-type', 'sparse weights are not supported');
  }
  // Files before IR version 4 list their weights among the inputs.
  return { nodes, inputs: inputs.filter(({ name }) => !constants.has(name)), outputs, constants };
}

function addConstant(constants: Map<string, Tensor>, bytes: Uint8Array, { external }: Place): void {
  const { name, tensor } = decodeTensor(bytes, external);
  if (constants.has(name)) throw new OnnxGradError('bad-graph', `two weights are called "${name}"`);
  constants.set(name, tensor);
}

function decodeNode(bytes: Uint8Array, place: Place): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: [string, Attribute][] = [];
  let [name, op, domain] = ['', '', ''];
  for (const field of fields(bytes)) {
    if (field.number === 1) inputs.push(text(field));
    else if (field.number === 2) outputs.push(text(field));
    else if (field.number === 3) name = text(field);
    else if (field.number === 4) op = text(field);
    else if (field.number === 5) attributes.push(decodeAttribute(expectBytes(field), place));
    else if (field.number === 7) domain = text(field);
  }
  return { name, op, domain: ownDomain(domain), inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function decodeAttribute(bytes: Uint8Array, place: Place): [string, Attribute] {
  const all = [...fields(bytes)];
  const name = all
    .filter((f) => f.number === 1)
    .map(text)
    .join('');
  const type = all.find((f) => f.number === 20);
  const of = (number: number): Field[] => all.filter((f) => f.number === number);
  const read = attributeKinds.find(({ code, field }) =>
    type ? Number(type.int) === code : of(field).length > 0,
  );
  if (!read) throw new OnnxGradError('unsupported-attribute', `attribute "${name}" has no readable value`);
  return [name, read.value(of(read.field), place)];
}

interface AttributeKind {
  /** AttributeProto.AttributeType */
  readonly code: number;
  readonly field: number;
  readonly value: (found: readonly Field[], place: Place) => Attribute;
}

const attributeKinds: readonly AttributeKind[] = [
  { code: 1, field: 2, value: (found) => ({ kind: 'float', value: floatsIn(found)[0] ?? 0 }) },
  { code: 2, field: 3, value: (found) => ({ kind: 'int', value: Number(found.at(-1)?.int ?? 0n) }) },
  { code: 3, field: 4, value: (found) => ({ kind: 'string', value: found.map(text).join('') }) },
  {
    code: 4,
    field: 5,
    value: (found, { external }) => ({
      kind: 'tensor',
      value: decodeTensor(lastBytes(found), external).tensor,
    }),
  },
  {
    code: 5,
    field: 6,
    value: (found, place) => ({
      kind: 'graph',
      value: decodeGraph(lastBytes(found), { ...place, depth: place.depth + 1 }),
    }),
  },
  { code: 6, field: 7, value: (found) => ({ kind: 'floats', value: floatsIn(found) }) },
  {
    code: 7,
    field: 8,
    value: (found) => ({ kind: 'ints', value: found.flatMap((f) => varints(f).map(Number)) }),
  },
  { code: 8, field: 9, value: (found) => ({ kind: 'strings', value: found.map(text) }) },
];

function lastBytes(found: readonly Field[]): Uint8Array {
  const last = found.at(-1);
  if (!last) throw new OnnxGradError('not-onnx', 'an attribute has a type and no value');
  return expectBytes(last);
}

function floatsIn(found: readonly Field[]): number[] {
  return found.flatMap(({ bytes }) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(4 * i, true));
  });
}

function valueName(bytes: Uint8Array): string {
  for (const field of fields(bytes)) if (field.number === 1) return text(field);
  return '';
}

/** ValueInfoProto; an input that is no tensor is left out, so that whoever uses it is told it is missing. */
function decodeInput(bytes: Uint8Array): NamedType[] {
  const name = valueName(bytes);
  for (const field of inside(bytes, 2)) {
    if (field.number === 1) return [{ name, type: decodeTensorType(expectBytes(field)) }];
  }
  return [];
}

/** The fields of the messages in field `number`. */
function* inside(bytes: Uint8Array, number: number): Generator<Field> {
  for (const field of fields(bytes)) if (field.number === number) yield* fields(expectBytes(field));
}

function decodeTensorType(bytes: Uint8Array): ValueType {
  let code = 0;
  for (const field of fields(bytes)) if (field.number === 1) code = Number(field.int);
  const dims = [...inside(bytes, 2)].filter((f) => f.number === 1).map((f) => decodeDim(expectBytes(f)));
  if (dims.length > mostAxes) throw new OnnxGradError('bad-tensor', `a type of ${dims.length} axes`);
  return { type: typeOfCode(code), dims };
}

function decodeDim(bytes: Uint8Array): number | string | null {
  for (const field of fields(bytes)) {
    if (field.number === 1) return field.int > 0n ? Number(field.int) : null;
    if (field.number === 2) return text(field);
  }
  return null;
}
