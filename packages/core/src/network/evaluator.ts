import { gradientGraph, writeModel, type Graph, type ReluGradient } from 'onnx-grad';
import { imageInput } from './network.ts';
import type { DeviceName, DeviceReport, Runtime } from './runtime.ts';
import { openGraphSession } from './session.ts';

/** What a batch of views does to the network. */
export interface Evaluation {
  /** Every term of the objective for every view, [views][terms]. */
  readonly terms: readonly (readonly number[])[];
  /** Of the weighted sum of terms, summed over views, with respect to the batch. */
  readonly gradient: Float32Array;
}

/** A network with an objective, ready to be asked: how excited is it, and which way is up? */
export interface Evaluator {
  readonly views: number;
  /** What it sees, px. */
  readonly width: number;
  readonly height: number;
  /** `batch` is RGB [views, 3, height, width] in [0, 1]; `others` are the graph's other inputs, by name. */
  evaluate(batch: Float32Array, others?: Readonly<Record<string, Float32Array>>): Promise<Evaluation>;
  /** Seconds spent inside ONNX Runtime so far. */
  readonly runtimeSeconds: () => number;
  close(): Promise<void>;
}

/** Name of the output with each term's value for each view, [views, terms]. */
export const termsOutput = 'terms';

/** Name of the output with the objective's value, one number. */
export const totalOutput = 'total';

/** An evaluator, and which device it is on. */
export interface OpenedEvaluator extends Evaluator {
  readonly device: DeviceReport;
}

/**
 * Builds the gradient of `graph` (outputs `terms`, `total`) for its image and opens it on the first device of
 * `devices` that works and computes what the CPU computes. `relu` is how gradients pass ReLUs. Errors: `network-failed`
 * when no device works.
 */
export async function openEvaluator(
  graph: Graph,
  runtime: Runtime,
  devices?: readonly DeviceName[],
  relu: ReluGradient = 'plain',
): Promise<OpenedEvaluator> {
  const name = `${imageInput}_gradient`;
  const bytes = writeModel(gradientGraph(graph, { of: totalOutput, wrt: imageInput, name, relu }));
  const outputs = [termsOutput, name];
  const [views, , height, width] = graph.types.get(imageInput)!.dims as [number, number, number, number];
  const { session, feed } = await openGraphSession(graph, {
    bytes,
    outputs,
    runtime,
    ...(devices ? { devices } : {}),
  });
  let seconds = 0;
  return {
    views,
    width,
    height,
    device: session.report,
    async evaluate(batch, others = {}) {
      const start = performance.now();
      const result = await session.run(feed({ ...others, [imageInput]: batch }), outputs);
      seconds += (performance.now() - start) / 1000;
      return { terms: rows(result[termsOutput]!.data, views), gradient: result[name]!.data };
    },
    runtimeSeconds: () => seconds,
    close: () => session.close(),
  };
}

function rows(data: Float32Array, count: number): number[][] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * length, (i + 1) * length)));
}
