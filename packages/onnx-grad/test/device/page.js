import { openDevice } from '../../src/device/index.ts';
import { runProblems } from './run-problems.js';

// Runs in the browser's page: what tests ask of it comes and goes as JSON.

async function openRuntime({ bundle, threads }) {
  const folder = '/node_modules/onnxruntime-web/dist/';
  const ort = await import(`${folder}${bundle}`);
  ort.env.wasm.wasmPaths = folder;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'fatal';
  return ort;
}

/** Whether WebGPU can work here: the reason why not, or an empty text. */
export async function lackOfWebgpu() {
  const { gpu } = globalThis.navigator;
  if (!gpu) return 'this browser has no WebGPU';
  return (await gpu.requestAdapter()) ? '' : 'there is no WebGPU adapter';
}

export async function answer(setup, device, problems) {
  return runProblems(await openRuntime(setup), device, problems);
}

/** Opens a graph by a wish list and asks it once: which device, on how many threads, with which numbers. */
export async function askByWish(setup, devices, { model, feeds }) {
  const ort = await openRuntime(setup);
  const given = Object.fromEntries(
    Object.entries(feeds).map(([name, { data, dims }]) => [name, { data: Float32Array.from(data), dims }]),
  );
  const bytes = Uint8Array.from(globalThis.atob(model), (c) => c.charCodeAt(0));
  const session = await openDevice(bytes, ort, { devices, probe: given });
  const values = Object.entries(await session.run(given)).map(([name, { data, dims }]) => [
    name,
    { data: Array.from(data), dims },
  ]);
  await session.close();
  return {
    report: session.report,
    threads: ort.env.wasm.numThreads,
    isolated: globalThis.crossOriginIsolated,
    values: Object.fromEntries(values),
  };
}
