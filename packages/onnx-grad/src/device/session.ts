import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { Values } from './compare.ts';
import type { DeviceName } from './device-name.ts';
import { inTurn } from './queue.ts';
import { isWeb, type Runtime } from './runtime.ts';

/** A graph on one device. Sessions are made, asked and released one at a time in the whole process. */
export interface Session {
  /** Gives the named outputs, or all of them. */
  run(feeds: Values, fetches?: readonly string[]): Promise<Values>;
  close(): Promise<void>;
}

/** Opens a model on a device. Errors: whatever ONNX Runtime throws, in its words. */
export async function openSession(model: Uint8Array, runtime: Runtime, device: DeviceName): Promise<Session> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    enableMemPattern: false, // patterns hold a run's memory twice: see docs/speed.md
    logSeverityLevel: 3,
  };
  const session = await inTurn(() => runtime.InferenceSession.create(model, options));
  return {
    run: (feeds, fetches) => inTurn(() => run(session, runtime, feeds, fetches ?? session.outputNames)),
    close: () => inTurn(() => session.release()),
  };
}

async function run(
  session: InferenceSession,
  runtime: Runtime,
  feeds: Values,
  fetches: readonly string[],
): Promise<Values> {
  // onnxruntime-web gives what it is fed away to its worker: the caller keeps its own numbers.
  const own = (data: Float32Array): Float32Array => (isWeb(runtime) ? data.slice() : data);
  const given = mapValues(feeds, ({ data, dims }) => new runtime.Tensor('float32', own(data), dims));
  const results = await session.run(given, fetches);
  Object.values(given).forEach(dispose);
  return mapValues(results, (tensor) => {
    const value = { data: tensor.data as Float32Array, dims: tensor.dims };
    dispose(tensor); // the numbers stay; what the device held for them goes
    return value;
  });
}

function dispose(tensor: Tensor): void {
  tensor.dispose();
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, make: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}
