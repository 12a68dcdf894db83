import { OnnxGradError } from '../error.ts';
import { Scope, freshName } from './names.ts';
import { openBranches } from './branches.ts';
import type { Attribute, Model, ModelGraph, Node } from './model.ts';
import { passStraight } from './quantised.ts';
import {
  BFLOAT16,
  FLOAT16,
  int64s,
  numbersOf,
  tensorOf,
  typeCode,
  typeOfCode,
  type Tensor,
} from './tensor.ts';

/** Opsets that are read, and the one dialect everything is brought to: the differences end in this file. */
export const oldestOpset = 7;
export const newestOpset = 22;
export const dialect = 17;

/** Where a rewrite keeps the constants it makes of attributes, and looks up those it makes attributes of. */
interface Door {
  readonly opset: number;
  readonly constants: Scope;
  readonly used: Set<string>;
  /** The number after the last that was added to a name. */
  readonly next: Map<string, number>;
}

type Rewrite = (node: Node, door: Door) => readonly Node[];

/** The same graph in opset 17, `Constant` nodes turned into constants. Errors: `unsupported-opset`. */
export function normaliseOpset({ opset, graph }: Model, around?: Scope): ModelGraph {
  if (opset < oldestOpset || opset > newestOpset) {
    throw new OnnxGradError(
      'unsupported-opset',
      `opset ${opset}; ${oldestOpset} to ${newestOpset} are read: export again, or use onnx.version_converter`,
    );
  }
  const used = new Set(graph.nodes.flatMap((node) => [...node.inputs, ...node.outputs]));
  const door: Door = { opset, constants: new Scope(graph.constants, around), used, next: new Map() };
  const rest = graph.nodes.filter((node) => !isConstant(node) || !addConstant(node, door));
  const nodes = passStraight(
    rest.flatMap((node) => rewrite(node, door)),
    {
      get: (name) => door.constants.get(name),
      add: (node, what, tensor) => addInput(node, what, tensor, door),
    },
  );
  return { ...graph, nodes, constants: door.constants.own };
}

function rewrite(node: Node, door: Door): readonly Node[] {
  const change = node.domain === '' ? rewrites.get(node.op) : undefined;
  return change ? change(node, door) : [node];
}

function isConstant(node: Node): boolean {
  return node.op === 'Constant' && node.domain === '';
}

function addConstant(node: Node, door: Door): true {
  const name = node.outputs[0] ?? '';
  if (door.constants.has(name)) throw new OnnxGradError('bad-graph', `the value "${name}" is made twice`);
  door.constants.set(name, constantValue(node));
  return true;
}

function constantValue(node: Node): Tensor {
  const [value] = Object.values(node.attributes);
  if (value?.kind === 'tensor') return value.value;
  if (value?.kind === 'float') return tensorOf('float32', [], [value.value]);
  if (value?.kind === 'int') return tensorOf('int64', [], [value.value]);
  if (value?.kind === 'floats') return tensorOf('float32', [value.value.length], value.value);
  if (value?.kind === 'ints') return int64s(value.value);
  throw new OnnxGradError('unsupported-attribute', `Constant "${node.outputs[0] ?? ''}" has no numbers`);
}

const rewrites = new Map<string, Rewrite>([
  ['Dropout', (node) => [{ ...without(node, ['ratio', 'seed', 'is_test']), ...firstOnly(node) }]],
  ['BatchNormalization', batchNormalization],
  ['Clip', before(11, (node, door) => floatsToInputs(node, ['min', 'max'], door))],
  ['Pad', before(11, pad)],
  ['Slice', before(10, (node, door) => intsToInputs(node, ['starts', 'ends', 'axes'], door))],
  ['Squeeze', before(13, (node, door) => intsToInputs(node, ['axes'], door))],
  ['Unsqueeze', before(13, (node, door) => intsToInputs(node, ['axes'], door))],
  ['Split', before(13, (node, door) => intsToInputs(node, ['split'], door))],
  ['ReduceSum', reduceSum],
  ['Softmax', before(13, coerceTo2d)],
  ['LogSoftmax', before(13, coerceTo2d)],
  ['Cast', cast],
  ['If', branches],
  ['Resize', resize],
  ['Upsample', upsample],
  ['QuantizeLinear', quantise],
  ['DequantizeLinear', quantise],
  ...['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceL1', 'ReduceL2', 'ReduceLogSum']
    .concat(['ReduceLogSumExp', 'ReduceSumSquare'])
    .map((op): [string, Rewrite] => [op, since(18, reduceAxesToAttribute)]),
]);

/** Half precision is widened on reading, so nothing is cast to it. */
function cast(node: Node): readonly Node[] {
  const { to, ...rest } = without(node, ['saturate']).attributes;
  const half = to?.value === FLOAT16 || to?.value === BFLOAT16;
  const target: Attribute = half || !to ? { kind: 'int', value: typeCode('float32') } : to;
  return [{ ...node, attributes: { ...rest, to: target } }];
}

function before(opset: number, change: Rewrite): Rewrite {
  return (node, door) => (door.opset < opset ? change(node, door) : [node]);
}

function since(opset: number, change: Rewrite): Rewrite {
  return (node, door) => (door.opset >= opset ? change(node, door) : [node]);
}

function without(node: Node, names: readonly string[]): Node {
  const kept = Object.entries(node.attributes).filter(([name]) => !names.includes(name));
  return { ...node, attributes: Object.fromEntries(kept) };
}

/** Inference only: one input, one output. */
function firstOnly(node: Node): Pick<Node, 'inputs' | 'outputs'> {
  return { inputs: node.inputs.slice(0, 1), outputs: node.outputs.slice(0, 1) };
}

/** One output; statistics per channel. */
function batchNormalization(node: Node): readonly Node[] {
  const value = (name: string): unknown => node.attributes[name]?.value;
  if (value('spatial') === 0)
    throw unsupported(node, 'spatial 0 is not supported: export the network for inference');
  return [{ ...without(node, ['spatial', 'momentum']), outputs: node.outputs.slice(0, 1) }];
}

function unsupported(node: Node, text: string): OnnxGradError {
  return new OnnxGradError(
    'unsupported-attribute',
    `${node.op} "${node.name || (node.outputs[0] ?? '')}": ${text}`,
  );
}

function intsToInputs(node: Node, names: readonly string[], door: Door): readonly Node[] {
  return attributesToInputs(node, names, door, ({ kind, value }) =>
    kind === 'ints' ? int64s(value) : undefined,
  );
}

function floatsToInputs(node: Node, names: readonly string[], door: Door): readonly Node[] {
  return attributesToInputs(node, names, door, ({ kind, value }) =>
    kind === 'float' ? tensorOf('float32', [], [value]) : undefined,
  );
}

/** Attributes that became inputs, in the order of the inputs; '' where one is absent. */
function attributesToInputs(
  node: Node,
  names: readonly string[],
  door: Door,
  read: (attribute: Attribute) => Tensor | undefined,
): readonly Node[] {
  const added = names.map((name) => {
    const attribute = node.attributes[name];
    if (!attribute) return '';
    const tensor = read(attribute);
    if (!tensor) throw unsupported(node, `attribute ${name} is a ${attribute.kind}`);
    return addInput(node, name, tensor, door);
  });
  return [{ ...without(node, names), inputs: [...node.inputs, ...added] }];
}

function addInput(node: Node, what: string, tensor: Tensor, door: Door): string {
  const name = fresh(`${node.outputs[0] ?? node.name}_${what}`, door);
  door.constants.set(name, tensor);
  return name;
}

function fresh(wanted: string, { used, constants, next }: Door): string {
  const name = freshName(wanted, (other) => used.has(other) || constants.has(other), next);
  used.add(name);
  return name;
}

/** Opset 2: attributes pads and value; without a value, zero. */
function pad(node: Node, door: Door): readonly Node[] {
  const [withPads] = intsToInputs(node, ['pads'], door);
  return floatsToInputs(withPads ?? node, ['value'], door);
}

/** Before opset 13 axes was an attribute; "no axes" may mean "do nothing" since. */
function reduceSum(node: Node, door: Door): readonly Node[] {
  if (door.opset < 13) return intsToInputs(node, ['axes'], door);
  const axes = door.constants.get(node.inputs[1] ?? '');
  // Axes that nodes make are known later: the rule asks the attribute then.
  if (node.inputs[1] && !axes) return [node];
  return noAxes(axes) ? (reduceNothing(node) ?? [node]) : [without(node, ['noop_with_empty_axes'])];
}

/** Since opset 18 axes is an input; in 17 it is an attribute. */
function reduceAxesToAttribute(node: Node, door: Door): readonly Node[] {
  const [data, axes] = node.inputs;
  const tensor = door.constants.get(axes ?? '');
  if (axes && !tensor) throw unsupported(node, 'axes must be constant');
  const { attributes } = without(node, ['noop_with_empty_axes']);
  if (noAxes(tensor)) return reduceNothing(node) ?? [{ ...node, ...firstOnly(node), attributes }];
  return [
    {
      ...node,
      inputs: [data ?? ''],
      attributes: { ...attributes, axes: { kind: 'ints', value: numbersOf(tensor) } },
    },
  ];
}

function noAxes(axes: Tensor | undefined): axes is undefined {
  return axes === undefined || axes.data.length === 0;
}

function reduceNothing(node: Node): readonly Node[] | undefined {
  return node.attributes['noop_with_empty_axes']?.value === 1
    ? [{ ...node, ...firstOnly(node), op: 'Identity', attributes: {} }]
    : undefined;
}

/** Before opset 13, Softmax saw a matrix: axes from `axis` on as its columns. Y = Reshape(Softmax(Flatten(X)), X's shape). */
function coerceTo2d(node: Node, door: Door): readonly Node[] {
  const [x = ''] = node.inputs;
  const [y = ''] = node.outputs;
  const [flat, soft, shape] = ['flat', 'rows', 'shape'].map((what) => fresh(`${y}_${what}`, door)) as [
    string,
    string,
    string,
  ];
  const axis: Attribute = node.attributes['axis'] ?? { kind: 'int', value: 1 };
  const step = (op: string, inputs: string[], output: string, attributes: Node['attributes'] = {}): Node => {
    return { name: output === soft ? node.name : '', op, domain: '', inputs, outputs: [output], attributes };
  };
  return [
    step('Flatten', [x], flat, { axis }),
    step(node.op, [flat], soft, { axis: { kind: 'int', value: 1 } }),
    step('Shape', [x], shape),
    step('Reshape', [soft, shape], y),
  ];
}

/** Opset 10 and Upsample place by division and copy what is below (above, when shrinking): said in words since 11. */
function placeAsUpsample(node: Node, scales: string, door: Door): readonly Node[] {
  const factors = door.constants.has(scales) ? numbersOf(door.constants.get(scales)!) : [];
  const shrinks = factors.some((factor) => factor < 1);
  if (shrinks && factors.some((factor) => factor > 1))
    throw unsupported(node, 'axes that grow beside axes that shrink: export again with opset 11 or later');
  const attributes: Node['attributes'] = {
    mode: node.attributes['mode'] ?? { kind: 'string', value: 'nearest' },
    coordinate_transformation_mode: { kind: 'string', value: 'asymmetric' },
    nearest_mode: { kind: 'string', value: shrinks ? 'ceil' : 'floor' },
  };
  return [{ ...node, op: 'Resize', inputs: [node.inputs[0] ?? '', '', scales], attributes }];
}

/** Scales were an attribute before opset 9. */
function upsample(node: Node, door: Door): readonly Node[] {
  const scales = node.attributes['scales'];
  if (scales?.kind !== 'floats') return placeAsUpsample(node, node.inputs[1] ?? '', door);
  const tensor = tensorOf('float32', [scales.value.length], scales.value);
  return placeAsUpsample(node, addInput(node, 'scales', tensor, door), door);
}

/** Since opset 18 shrinking may average (antialias) and keep the aspect ratio: neither can be said in 17. */
function resize(node: Node, door: Door): readonly Node[] {
  if (door.opset < 11) return placeAsUpsample(node, node.inputs[1] ?? '', door);
  const value = (name: string): unknown => node.attributes[name]?.value;
  if (value('antialias') === 1) throw unsupported(node, 'antialias 1 is not supported: export without it');
  if ((value('keep_aspect_ratio_policy') ?? 'stretch') !== 'stretch')
    throw unsupported(node, 'keep_aspect_ratio_policy is not supported: export with the sizes you want');
  return [without(node, ['antialias', 'keep_aspect_ratio_policy'])];
}

/** Since opset 21 the type may be an attribute instead of that of the zero point; scales for blocks are refused. */
function quantise(node: Node, door: Door): readonly Node[] {
  const plain = without(node, ['block_size', 'output_dtype', 'precision', 'saturate']);
  if ((node.attributes['block_size']?.value ?? 0) !== 0)
    throw unsupported(node, 'scales for blocks are not supported: export with one scale per tensor or axis');
  const code = node.attributes['output_dtype']?.value;
  const scale = door.constants.get(node.inputs[1] ?? '');
  if (node.op !== 'QuantizeLinear' || typeof code !== 'number' || code === 0 || node.inputs[2] || !scale)
    return [plain];
  const zeros = tensorOf(typeOfCode(code), scale.dims, new Float64Array(scale.data.length));
  return [{ ...plain, inputs: [...node.inputs.slice(0, 2), addInput(node, 'zero', zeros, door)] }];
}

/** Branches see the constants around them. */
function branches(node: Node, door: Door): readonly Node[] {
  return [
    openBranches(node, (branch) => normaliseOpset({ opset: door.opset, graph: branch }, door.constants)),
  ];
}
