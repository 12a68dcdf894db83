import { OnnxGradError } from '../error.ts';
import type { Node } from './model.ts';
import { numbersOf, tensorOf, type DataType, type Tensor } from './tensor.ts';

/** Constants of a graph, and a way to add one for a node. */
interface Constants {
  get(name: string): Tensor | undefined;
  add(node: Node, what: string, tensor: Tensor): string;
}

const ranges = new Map<DataType, readonly [number, number]>([
  ['uint8', [0, 255]],
  ['int8', [-128, 127]],
  ['uint16', [0, 65535]],
  ['int16', [-32768, 32767]],
]);

/** The least and the greatest number of a type that activations are quantised to. */
export function integerRange(type: DataType): readonly [number, number] | undefined {
  return ranges.get(type);
}

/**
 * Activations that are quantised and dequantised again are only clipped to what the integers reach: rounding has no
 * gradient, so it is left out (the straight-through estimate). Constants keep their pairs, which are computed later.
 * Errors: `unsupported-op` where integers go elsewhere, `unsupported-attribute` for scales that are not one constant.
 */
export function passStraight(nodes: readonly Node[], constants: Constants): readonly Node[] {
  const quantised = new Map(
    nodes
      .filter((node) => isOwn(node, 'QuantizeLinear') && !constants.get(node.inputs[0] ?? ''))
      .map((node) => [node.outputs[0] ?? '', node]),
  );
  return nodes.map((node) => {
    const from = node.inputs.find((name) => quantised.has(name));
    return from === undefined ? node : clipped(quantised.get(from)!, node, constants);
  });
}

function isOwn(node: Node, op: string): boolean {
  return node.op === op && node.domain === '';
}

/** Clip(x, (low - zero) scale, (high - zero) scale) */
function clipped(pair: Node, node: Node, constants: Constants): Node {
  if (!isOwn(node, 'DequantizeLinear')) throw integersUsed(pair, node);
  const [x = '', scaleName = '', zeroName = ''] = pair.inputs;
  const scale = constants.get(scaleName);
  const zero = constants.get(zeroName);
  const range = integerRange(zero?.type ?? 'uint8');
  if (scale?.data.length !== 1 || !range || (zeroName !== '' && zero?.data.length !== 1))
    throw refused(pair, 'activations need one constant scale and zero point of 8 or 16 bits');
  const [step = 1, offset = 0] = [scale, zero].map((tensor) => tensor && numbersOf(tensor)[0]!);
  const [low, high] = range.map((end, i) =>
    constants.add(node, i === 0 ? 'low' : 'high', tensorOf(scale.type, [], [(end - offset) * step])),
  );
  return { ...node, op: 'Clip', inputs: [x, low!, high!], attributes: {} };
}

function refused(node: Node, text: string): OnnxGradError {
  return new OnnxGradError('unsupported-attribute', `${node.op} "${node.outputs[0] ?? ''}": ${text}`);
}

function integersUsed(pair: Node, user: Node): OnnxGradError {
  return new OnnxGradError(
    'unsupported-op',
    `${user.op} "${user.outputs[0] ?? ''}" computes with the integers of "${pair.outputs[0] ?? ''}"; ` +
      'export with QuantizeLinear and DequantizeLinear around each operator (QDQ)',
  );
}
