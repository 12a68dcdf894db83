import * as ort from 'onnxruntime-node';
import { writeModel, type Graph, type Tensor } from '../../src/index.ts';

export type Level = 'disabled' | 'all';
export type Feeds = Readonly<Record<string, Tensor>>;
export type Results = Readonly<Record<string, Tensor>>;

/** A network that can be asked many times. */
export interface Runner {
  run(feeds: Feeds): Promise<Results>;
  close(): Promise<void>;
}

/** Opens a written model in ONNX Runtime. */
export async function openBytes(bytes: Uint8Array, level: Level = 'disabled'): Promise<Runner> {
  const session = await ort.InferenceSession.create(bytes, {
    graphOptimizationLevel: level,
    logSeverityLevel: 3,
    intraOpNumThreads: 1,
  });
  return {
    run: async (feeds) => fromRuntime(await session.run(toRuntime(feeds))),
    close: () => session.release(),
  };
}

export function open(graph: Graph, level: Level = 'disabled'): Promise<Runner> {
  return openBytes(writeModel(graph), level);
}

/** Runs once. */
export async function run(graph: Graph, feeds: Feeds, level: Level = 'disabled'): Promise<Results> {
  const runner = await open(graph, level);
  try {
    return await runner.run(feeds);
  } finally {
    await runner.close();
  }
}

function toRuntime(feeds: Feeds): Record<string, ort.Tensor> {
  const entries = Object.entries(feeds).map(([name, { type, data, dims }]): [string, ort.Tensor] => {
    return [name, new ort.Tensor(type as 'float32', data as Float32Array, dims)];
  });
  return Object.fromEntries(entries);
}

function fromRuntime(results: ort.InferenceSession.OnnxValueMapType): Results {
  const entries = Object.entries(results).map(([name, value]): [string, Tensor] => {
    const { type, data, dims } = value;
    return [name, { type: type as Tensor['type'], data: data as Float32Array, dims }];
  });
  return Object.fromEntries(entries);
}
