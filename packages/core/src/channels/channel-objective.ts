import { cutAt, extend, simplify, type Graph } from 'onnx-grad';
import { InkceptionError } from '../error.ts';
import { termsOutput, totalOutput } from '../network/evaluator.ts';

/** The input that says which channel each view is to excite: [views, channels], 1 at that channel, else 0. */
export const choiceInput = 'choice';

/**
 * Appends the choice of a channel to a network whose shapes are known: `terms` [views, channels] are the means of all
 * the layer's maps, `total` the sum of those that are chosen. One session serves every channel, and views of one batch
 * may excite different ones. Errors: `unknown-layer` for a layer without channels.
 */
export function attachChannels(graph: Graph, layer: string): Graph {
  const dims = graph.types.get(layer)?.dims as readonly number[] | undefined;
  if (!dims || dims.length < 2)
    throw new InkceptionError('unknown-layer', `${layer} is no layer with channels`);
  const cut = cutAt(graph, [layer]);
  const choice = { type: 'float32', dims: dims.slice(0, 2) } as const;
  const open = {
    ...cut,
    inputs: [...cut.inputs, choiceInput],
    types: new Map([...cut.types, [choiceInput, choice]]),
  };
  return simplify(
    extend(open, (b) => {
      const axes = dims.map((_, axis) => axis).slice(2);
      const terms =
        axes.length > 0
          ? b.node('ReduceMean', [layer], { axes, keepdims: 0 }, termsOutput)
          : b.node('Identity', [layer], {}, termsOutput);
      const chosen = b.node('Mul', [terms, choiceInput]);
      return [terms, b.node('ReduceSum', [chosen], { keepdims: 0 }, totalOutput)];
    }),
  );
}
