import type { openDevice, DeviceName, Runtime } from 'onnx-grad/device';

/** What is measured: a package of onnxruntime-web, and how it works. */
export interface Measurement {
  readonly bundle: string;
  readonly threads: number;
  readonly device: DeviceName;
  readonly runs: number;
}

export interface Measured {
  /** Median of the runs, ms. */
  readonly step: number;
  /** Until the first answer, ms. */
  readonly open: number;
  /** From the reference device's numbers. */
  readonly relative: number;
}

type Steps = Pick<Measurement, 'device' | 'runs'> & { readonly model: string; readonly size: number };

/** In a page: everything is loaded by address, for a page has no node_modules. */
export async function measureInPage({ bundle, threads, ...steps }: Measurement & Steps): Promise<Measured> {
  const folder = '/node_modules/onnxruntime-web/dist/';
  const ort = (await import(`${folder}${bundle}`)) as Runtime & { env: { wasm: Record<string, unknown> } };
  Object.assign(ort.env.wasm, { wasmPaths: folder, numThreads: threads });
  return measureSteps(ort, steps, '/packages/onnx-grad/dist/device/index.js');
}

/** Opens a model on one device and asks it some times. */
export async function measureSteps(
  runtime: Runtime,
  { device, runs, model, size }: Steps,
  from = 'onnx-grad/device',
): Promise<Measured> {
  const devices = (await import(from)) as { openDevice: typeof openDevice };
  const bytes = Uint8Array.from(atob(model), (c) => c.charCodeAt(0));
  const image = {
    data: Float32Array.from({ length: 3 * size * size }, pseudoNoise),
    dims: [1, 3, size, size],
  };
  const start = performance.now();
  const session = await devices.openDevice(bytes, runtime, { devices: [device], probe: { image } });
  await session.run({ image });
  const open = performance.now() - start;
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await timeOf(() => session.run({ image })));
  await session.close();
  const [attempt] = session.report.tried;
  const relative = attempt?.outcome === 'opened' ? (attempt.difference?.relative ?? 0) : NaN;
  return { step: times.sort((a, b) => a - b)[Math.floor(runs / 2)]!, open, relative };
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** In [0, 1), without ties. */
function pseudoNoise(_: unknown, i: number): number {
  return (i * 0.754877666) % 1;
}
