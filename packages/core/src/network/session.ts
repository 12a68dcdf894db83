import { type Graph } from 'onnx-grad';
import { openDevice, referenceDevice, type DeviceSession, type Values } from 'onnx-grad/device';
import { InkceptionError } from '../error.ts';
import { seededRandom } from '../random.ts';
import type { DeviceName, Runtime } from './runtime.ts';

/** Numbers of a graph's inputs, by name. */
export type Inputs = Readonly<Record<string, Float32Array>>;

/** A graph's session, and its inputs as the session takes them. */
export interface OpenedSession {
  readonly session: DeviceSession;
  readonly feed: (inputs: Inputs) => Values;
}

/** What a session runs, and on which device. */
export interface SessionOptions {
  /** What is run: the graph itself, or its gradient. */
  readonly bytes: Uint8Array;
  readonly outputs: readonly string[];
  readonly runtime: Runtime;
  /** The first that works and computes what the CPU computes. */
  readonly devices?: readonly DeviceName[];
}

/** Opens what has the inputs of `graph`. Errors: `network-failed` when no device runs it. */
export async function openGraphSession(graph: Graph, options: SessionOptions): Promise<OpenedSession> {
  const { bytes, outputs, runtime, devices = [referenceDevice(runtime)] } = options;
  const dimsOf = (input: string): readonly number[] => graph.types.get(input)!.dims as readonly number[];
  const feed = (inputs: Inputs): Values =>
    Object.fromEntries(Object.entries(inputs).map(([name, data]) => [name, { data, dims: dimsOf(name) }]));
  const probe = feed(Object.fromEntries(graph.inputs.map((name) => [name, noise(dimsOf(name))])));
  try {
    return { session: await openDevice(bytes, runtime, { devices, probe, outputs }), feed };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InkceptionError('network-failed', `${graph.source}: ${reason}`, { cause: error });
  }
}

/** Numbers to compare devices on: noise has no ties, which devices may break in their own ways. */
function noise(dims: readonly number[]): Float32Array {
  const random = seededRandom(1);
  return Float32Array.from({ length: dims.reduce((size, side) => size * side, 1) }, () => random.uniform());
}
