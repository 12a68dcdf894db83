import type { InferenceSession, Tensor } from 'onnxruntime-common';
import * as ort from 'onnxruntime-node';
import type { Runtime } from '../../src/device/index.ts';

const Float32Tensor = ort.Tensor as new (
  type: 'float32',
  data: Float32Array,
  dims: readonly number[],
) => ort.Tensor;

/** How a made-up device behaves; without one the runtime has no such device. */
export interface FakeDevice {
  /** What it makes of each element of x. */
  readonly value?: (x: number) => number;
  readonly failsToRun?: string;
}

/** What happened inside, for tests to see. */
export interface Log {
  openSessions: number;
  liveTensors: number;
  working: number;
  mostAtOnce: number;
  readonly runs: string[];
}

/** A runtime whose sessions compute y = value(x) after a moment, on devices as given. */
export function fakeRuntime(
  devices: Readonly<Record<string, FakeDevice>>,
  versions: { readonly node?: string; readonly web?: string } = { node: 'fake' },
): { readonly runtime: Runtime; readonly log: Log } {
  const log: Log = { openSessions: 0, liveTensors: 0, working: 0, mostAtOnce: 0, runs: [] };
  const create = (_model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> =>
    atWork(log, () => {
      const name = options.executionProviders?.[0] as string;
      const device = devices[name];
      if (!device) throw new Error(`no available backend found. ERR: [${name}] backend not found.`);
      log.openSessions += 1;
      return fakeSession(name, device, log);
    });
  const Counted = countedTensor(log);
  const runtime = { InferenceSession: { create }, Tensor: Counted, env: { versions } };
  return { runtime: runtime as unknown as Runtime, log };
}

function fakeSession(name: string, { value = (x) => x, failsToRun }: FakeDevice, log: Log): InferenceSession {
  const Counted = countedTensor(log);
  const session = {
    outputNames: ['y'],
    run: ({ x }: { x: Tensor }) =>
      atWork(log, () => {
        log.runs.push(name);
        if (failsToRun !== undefined) throw new Error(failsToRun);
        return { y: new Counted('float32', (x.data as Float32Array).map(value), x.dims) };
      }),
    release: () =>
      atWork(log, () => {
        log.openSessions -= 1;
      }),
  };
  return session as unknown as InferenceSession;
}

/** Makes tensors, counting those that nobody has disposed of. */
function countedTensor(
  log: Log,
): new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor {
  return class extends Float32Tensor {
    constructor(type: 'float32', data: Float32Array, dims: readonly number[]) {
      super(type, data, dims);
      log.liveTensors += 1;
    }
    override dispose(): void {
      log.liveTensors -= 1;
      super.dispose();
    }
  };
}

/** Takes a turn of the event loop, and sees who else is at it. */
async function atWork<T>(log: Log, work: () => T): Promise<T> {
  log.working += 1;
  log.mostAtOnce = Math.max(log.mostAtOnce, log.working);
  await new Promise((resolve) => setTimeout(resolve, 1));
  log.working -= 1;
  return work();
}
