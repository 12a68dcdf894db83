import { gradientGraph, writeModel, type Graph } from 'onnx-grad';
import {
  openDevice,
  referenceDevice,
  type DeviceOptions,
  type DeviceSession,
  type Values,
} from 'onnx-grad/device';
import { InkceptionError } from '../error.ts';
import { seededRandom } from '../random.ts';
import { imageInput } from './network.ts';
import type { DeviceName, DeviceReport, Runtime } from './runtime.ts';

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

/** An evaluator, and which device it is on. */
export interface OpenedEvaluator extends Evaluator {
  readonly device: DeviceReport;
}

/**
 * Builds the gradient of `graph` (outputs `terms`, `total`) for its image and opens it on the first device of
 * `devices` that works and computes what the CPU computes. Errors: `network-failed` when none does.
 */
export async function openEvaluator(
  graph: Graph,
  runtime: Runtime,
  devices: readonly DeviceName[] = [referenceDevice(runtime)],
): Promise<OpenedEvaluator> {
  const gradient = `${imageInput}_gradient`;
  const bytes = writeModel(gradientGraph(graph, { of: totalOutput, wrt: imageInput, name: gradient }));
  const outputs = [termsOutput, gradient];
  const dimsOf = (input: string): readonly number[] => graph.types.get(input)!.dims as readonly number[];
  const feed = (inputs: Readonly<Record<string, Float32Array>>): Values =>
    Object.fromEntries(Object.entries(inputs).map(([name, data]) => [name, { data, dims: dimsOf(name) }]));
  const probe = feed(Object.fromEntries(graph.inputs.map((name) => [name, noise(dimsOf(name))])));
  const [views, , height, width] = dimsOf(imageInput) as [number, number, number, number];
  const session = await open(bytes, runtime, { devices, probe, outputs }, graph.source);
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
      return { terms: rows(result[termsOutput]!.data, views), gradient: result[gradient]!.data };
    },
    runtimeSeconds: () => seconds,
    close: () => session.close(),
  };
}

async function open(
  bytes: Uint8Array,
  runtime: Runtime,
  options: DeviceOptions,
  source: string,
): Promise<DeviceSession> {
  try {
    return await openDevice(bytes, runtime, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InkceptionError('network-failed', `${source} with its gradient: ${reason}`, { cause: error });
  }
}

/** Numbers to compare devices on: noise has no ties, which devices may break in their own ways. */
function noise(dims: readonly number[]): Float32Array {
  const random = seededRandom(1);
  return Float32Array.from({ length: dims.reduce((size, side) => size * side, 1) }, () => random.uniform());
}

function rows(data: Float32Array, count: number): number[][] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * length, (i + 1) * length)));
}
