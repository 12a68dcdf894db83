import type { Builder, Graph } from 'onnx-grad';

const reshaping = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Identity', 'Dropout']);

/** The values from which the last softmax makes probabilities, or the last values where there is none. */
export function logitsOf(graph: Graph): string {
  const last = graph.outputs[0]!;
  let at = last;
  for (;;) {
    const node = graph.nodes.find((n) => n.outputs.includes(at));
    if (!node) return last;
    if (node.op === 'Softmax' || node.op === 'LogSoftmax') return node.inputs[0]!;
    if (!reshaping.has(node.op)) return last;
    at = node.inputs[0]!;
  }
}

/** [views, C, ...] to [views, C] */
export function meanOverSpace(b: Builder, value: string): string {
  const axes = b
    .shape(value)
    .map((_, axis) => axis)
    .slice(2);
  return axes.length === 0 ? value : b.node('ReduceMean', [value], { axes, keepdims: 0 });
}
