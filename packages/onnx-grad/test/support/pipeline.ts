import {
  OnnxGradError,
  extend,
  gradientGraph,
  layers,
  printGraph,
  readModel,
  simplify,
  withInputShape,
  writeModel,
  type ErrorCode,
  type ExternalFiles,
  type Graph,
} from '../../src/index.ts';

/** What became of a file. */
export interface Outcome {
  readonly code: ErrorCode | 'works';
  /** How far it came before it was refused. */
  readonly stage: Stage;
  readonly message: string;
  /** Numbers in the constants of the last graph. */
  readonly numbers: number;
}

type Stage = 'read' | 'shape' | 'simplify' | 'gradient';

/** Everything a user does with a file; anything but an OnnxGradError is thrown on. */
export function use(bytes: Uint8Array, dims: readonly number[], external?: ExternalFiles): Outcome {
  const at: { stage: Stage; graph: Graph | undefined } = { stage: 'read', graph: undefined };
  const step = (stage: Stage, change: (graph: Graph) => Graph): void => {
    at.stage = stage;
    at.graph = change(at.graph!);
  };
  try {
    at.graph = readModel(bytes, { source: 'fuzzed.onnx', ...(external && { external }) });
    step('shape', (graph) => withInputShape(graph, dims, graph.inputs[0]));
    step('simplify', simplify);
    step('gradient', withGradient);
    printGraph(at.graph);
    writeModel(at.graph);
    return { code: 'works', stage: 'gradient', message: '', numbers: numbersIn(at.graph) };
  } catch (error) {
    if (!(error instanceof OnnxGradError)) throw error;
    const { code, message } = error;
    return { code, message, stage: at.stage, numbers: at.graph ? numbersIn(at.graph) : 0 };
  }
}

/** The gradient of the sum of the last layer. */
function withGradient(graph: Graph): Graph {
  const last = layers(graph).at(-1)?.name ?? graph.outputs[0]!;
  const total = extend(graph, (b) => [b.node('ReduceSum', [last], { keepdims: 0 }, 'fuzz_total')]);
  return gradientGraph(total, { of: 'fuzz_total', wrt: graph.inputs[0]! });
}

function numbersIn({ constants }: Graph): number {
  return [...constants.values()].reduce((sum, { data }) => sum + data.length, 0);
}
