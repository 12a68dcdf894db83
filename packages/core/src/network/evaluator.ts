import { gradientGraph, writeModel, type Graph } from 'onnx-grad';
import type { InferenceSession } from 'onnxruntime-common';
import { InkceptionError } from '../error.ts';
import { imageInput } from './network.ts';
import type { Runtime } from './runtime.ts';

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

/** Names of the outputs that an objective appends: [views, terms], and one number. */
export const termsOutput = 'terms';
export const totalOutput = 'total';

/** Builds the gradient of `graph` (outputs `terms`, `total`) for its image and opens a session on it. */
export async function openEvaluator(graph: Graph, runtime: Runtime): Promise<Evaluator> {
  const gradient = `${imageInput}_gradient`;
  const bytes = writeModel(gradientGraph(graph, { of: totalOutput, wrt: imageInput, name: gradient }));
  const session = await createSession(runtime, bytes, graph.source);
  const dims = graph.types.get(imageInput)?.dims as readonly number[];
  const [views, , height, width] = dims as [number, number, number, number];
  let seconds = 0;
  return {
    views,
    width,
    height,
    async evaluate(batch, others = {}) {
      const start = performance.now();
      const feeds = Object.entries({ ...others, [imageInput]: batch }).map(([name, data]) => [
        name,
        new runtime.Tensor('float32', data, graph.types.get(name)!.dims as readonly number[]),
      ]);
      const result = await session.run(Object.fromEntries(feeds) as Feeds, [termsOutput, gradient]);
      seconds += (performance.now() - start) / 1000;
      const terms = result[termsOutput]!.data as Float32Array;
      return { terms: rows(terms, views), gradient: result[gradient]!.data as Float32Array };
    },
    runtimeSeconds: () => seconds,
    close: () => session.release(),
  };
}

type Feeds = InferenceSession.FeedsType;

async function createSession(runtime: Runtime, bytes: Uint8Array, source: string): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InkceptionError(
      'network-failed',
      `ONNX Runtime does not open the gradient of ${source}: ${reason}`,
      {
        cause: error,
      },
    );
  }
}

function rows(data: Float32Array, count: number): number[][] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * length, (i + 1) * length)));
}
