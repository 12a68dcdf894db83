import { OnnxGradError } from '../error.ts';
import type { Node } from '../file/model.ts';
import { tensorOf, type Tensor } from '../file/tensor.ts';
import { freshName } from '../file/names.ts';
import { shapeOf, typeOf, type Graph } from '../graph/graph.ts';
import type { Builder } from '../rules/rule.ts';
import { GraphBuilder } from './builder.ts';
import { checkGraph } from './check-graph.ts';

/** What a network does to a picture: (reorder(rgb) * scale + offset - mean) / std, mean and std in its own order. */
export interface Preprocess {
  readonly order: 'RGB' | 'BGR';
  readonly scale: number;
  readonly offset: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/**
 * The network on pictures: the new input is RGB [N, 3, H, W] in [0, 1]. Needs known shapes.
 * Errors: `bad-shape` when the network's input has no three channels, `bad-option` when `p` is none that a picture can
 * be put through: another order, not three finite numbers, a std of 0.
 */
export function prependPreprocess(graph: Graph, p: Preprocess, input = 'image'): Graph {
  checkPreprocess(p);
  const [old, ...others] = graph.inputs;
  if (old === undefined || others.length > 0) {
    throw new OnnxGradError(
      'unknown-input',
      `${graph.source}: one input was expected, there are ${graph.inputs.length}`,
    );
  }
  const dims = shapeOf(graph, old);
  if (dims[1] !== 3 || dims.length !== 4) {
    throw new OnnxGradError(
      'bad-shape',
      `${graph.source}: the input "${old}" is [${dims.join(', ')}], expected [N, 3, H, W]`,
    );
  }
  const type = typeOf(graph, old)!;
  const taken = (name: string): boolean =>
    name !== old && (graph.types.has(name) || graph.constants.has(name));
  if (taken(input)) throw new OnnxGradError('bad-graph', `${graph.source}: the name "${input}" is taken`);
  const b = new GraphBuilder(graph, { nodes: [], types: new Map([[input, type]]) });
  const ready = normalised(b, p, input, freshName(`${old}_preprocessed`, taken));
  for (const node of graph.nodes) b.replay(withInput(node, old, ready));
  const prepended = b.finish(graph.outputs, [input]);
  checkGraph(prepended);
  return prepended;
}

function checkPreprocess({ order, scale, offset, mean, std }: Preprocess): void {
  const expect = (fits: boolean, name: string, given: unknown, expected: string): void => {
    if (fits) return;
    throw new OnnxGradError('bad-option', `preprocessing: ${name} is ${show(given)}, expected ${expected}`);
  };
  expect(['RGB', 'BGR'].includes(order), 'order', order, 'RGB or BGR');
  expect(Number.isFinite(scale), 'scale', scale, 'a number');
  expect(Number.isFinite(offset), 'offset', offset, 'a number');
  expect(isPerChannel(mean), 'mean', mean, 'three numbers');
  expect(isPerChannel(std) && !std.includes(0), 'std', std, 'three numbers, none of them 0');
}

function isPerChannel(given: readonly unknown[]): boolean {
  return Array.isArray(given) && given.length === 3 && given.every(Number.isFinite);
}

function show(given: unknown): string {
  return Array.isArray(given) ? `[${given.join(', ')}]` : String(given);
}

function withInput(node: Node, from: string, to: string): Node {
  return { ...node, inputs: node.inputs.map((name) => (name === from ? to : name)) };
}

/** a rgb + c with a = scale / std, c = (offset - mean) / std; in another order as a 1 x 1 Conv, which does all three. */
function normalised(b: Builder, p: Preprocess, image: string, name: string): string {
  const slope = p.std.map((std) => p.scale / std);
  const shift = p.std.map((std, i) => (p.offset - p.mean[i]!) / std);
  const { type } = b.type(image);
  if (p.order === 'BGR')
    return b.node('Conv', [image, ...reorder(b, slope, shift, image)], { kernel_shape: [1, 1] }, name);
  const perChannel = (values: readonly number[]): Tensor => tensorOf(type, [1, 3, 1, 1], values);
  const scaled = slope.every((a) => a === 1) ? image : b.node('Mul', [image, b.constant(perChannel(slope))]);
  return shift.every((c) => c === 0)
    ? scaled
    : b.node('Add', [scaled, b.constant(perChannel(shift))], {}, name);
}

function reorder(b: Builder, slope: readonly number[], shift: readonly number[], image: string): string[] {
  const { type } = b.type(image);
  const matrix = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => (column === 2 - row ? slope[row]! : 0)),
  );
  return [b.constant(tensorOf(type, [3, 3, 1, 1], matrix)), b.constant(tensorOf(type, [3], shift))];
}
