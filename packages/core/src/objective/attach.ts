import { cutAt, extend, findLayer, simplify, type Builder, type Graph } from 'onnx-grad';
import { InkceptionError } from '../error.ts';
import { termsOutput, totalOutput } from '../network/evaluator.ts';
import { logitsOf, meanOverSpace } from '../network/logits.ts';
import type { ChannelTerm, ClassTerm, NeuronTerm, Term } from './objective.ts';
import { likeLayers, resemblance, withLikeInputs } from './resemblance.ts';

/**
 * Appends an objective to a network whose shapes are known. The result has two outputs: `terms` [views, terms],
 * each term's value for each view, and `total`, their weighted sum over all views; what no term needs is cut off. Layers in
 * which another picture is to be resembled have inputs for what they are for that one, see `likeInput`.
 * Errors: `unknown-layer`, `unknown-channel`, `unknown-class`, naming what there is.
 */
export function attachObjective(graph: Graph, objective: readonly Term[]): Graph {
  const targets = objective.map((term) => targetOf(graph, term));
  const cut = withLikeInputs(cutAt(graph, [...new Set(targets)]), likeLayers(objective));
  return simplify(
    extend(cut, (b) => {
      const columns = objective.map((term, i) => column(b, term, targets[i]!));
      const terms =
        columns.length > 1
          ? b.node('Concat', columns, { axis: 1 }, termsOutput)
          : b.node('Identity', columns, {}, termsOutput);
      const weights = b.constant({
        type: 'float32',
        dims: [1, objective.length],
        data: Float32Array.from(objective, (t) => t.weight),
      });
      const weighted = b.node('Mul', [terms, weights], {});
      return [terms, b.node('ReduceSum', [weighted], { keepdims: 0 }, totalOutput)];
    }),
  );
}

/** Whether a network whose shapes are known has what is to be excited. Errors: `unknown-layer`, `unknown-channel`. */
export function checkUnits(graph: Graph, objective: readonly Term[]): void {
  for (const term of objective)
    if (term.kind === 'channel' || term.kind === 'neuron')
      checkUnit(shapeOf(graph, targetOf(graph, term)), term);
}

/** How many numbers of the layer one view's term averages: the seed sums them instead. */
export function unitsOf(graph: Graph, term: Term): number {
  if (term.kind === 'neuron' || term.kind === 'content' || term.kind === 'style') return 1;
  const [, , ...space] = shapeOf(graph, targetOf(graph, term));
  return space.reduce((product, size) => product * size, 1);
}

function targetOf(graph: Graph, term: Term): string {
  return term.kind === 'class' ? logitsOf(graph) : findLayer(graph, term.layer).name;
}

/** One term for each view, [views, 1]. */
function column(b: Builder, term: Term, target: string): string {
  if (term.kind === 'class') return classColumn(b, term, target);
  if (term.kind === 'content' || term.kind === 'style') return resemblance(b, term);
  return term.kind === 'channel' ? channelColumn(b, term, target) : neuronColumn(b, term, target);
}

function classColumn(b: Builder, term: ClassTerm, target: string): string {
  const logits = meanOverSpace(b, target);
  const classes = b.shape(logits)[1]!;
  if (term.index >= classes) {
    throw new InkceptionError(
      'unknown-class',
      `class ${term.index} ("${term.label}"): the network has ${classes} classes, 0 to ${classes - 1}`,
    );
  }
  if (term.measure === 'log-probability')
    return slice(b, b.node('LogSoftmax', [logits], { axis: 1 }), 1, term.index);
  const logit = slice(b, logits, 1, term.index);
  if (term.measure === 'logit') return logit;
  const mean = b.node('ReduceMean', [logits], { axes: [1], keepdims: 1 });
  return b.node('Relu', [b.node('Sub', [logit, mean])]);
}

function channelColumn(b: Builder, term: ChannelTerm, target: string): string {
  checkUnit(b.shape(target), term);
  return meanOverSpace(b, counted(b, slice(b, target, 1, term.channel), term));
}

function neuronColumn(b: Builder, term: NeuronTerm, target: string): string {
  checkUnit(b.shape(target), term);
  const row = slice(b, slice(b, target, 1, term.channel), 2, term.y);
  return meanOverSpace(b, counted(b, slice(b, row, 3, term.x), term));
}

/** Where a unit to be avoided is silent, there is nothing to gain. */
function counted(b: Builder, values: string, { weight }: Term): string {
  return weight < 0 ? b.node('Relu', [values]) : values;
}

function checkUnit(shape: readonly number[], term: ChannelTerm | NeuronTerm): void {
  const { layer } = term;
  checkRange(layer, 'channel', term.channel, shape[1]!);
  if (term.kind === 'channel') return;
  if (shape.length !== 4) {
    throw new InkceptionError('unknown-channel', `${layer} has no height and width: give its channel alone`);
  }
  checkRange(layer, 'row', term.y, shape[2]!);
  checkRange(layer, 'column', term.x, shape[3]!);
}

function checkRange(layer: string, what: string, index: number, size: number): void {
  if (Number.isInteger(index) && index >= 0 && index < size) return;
  throw new InkceptionError('unknown-channel', `${layer} has no ${what} ${index}: give 0 to ${size - 1}`);
}

function slice(b: Builder, value: string, axis: number, index: number): string {
  const int64 = (n: number): string =>
    b.constant({ type: 'int64', dims: [1], data: BigInt64Array.of(BigInt(n)) });
  return b.node('Slice', [value, int64(index), int64(index + 1), int64(axis)], {});
}

function shapeOf(graph: Graph, value: string): readonly number[] {
  return (graph.types.get(value)?.dims ?? []) as readonly number[];
}
