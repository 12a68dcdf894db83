import { OnnxGradError } from '../error.ts';
import { nearest } from '../graph/nearest.ts';
import { isWeb, type Runtime } from './runtime.ts';

/** Devices by their names in ONNX Runtime ("execution providers"). */
export type DeviceName = 'cpu' | 'webgpu' | 'cuda' | 'coreml' | 'dml' | 'wasm';

const inNode: readonly DeviceName[] = ['cpu', 'webgpu', 'cuda', 'coreml', 'dml'];
const inBrowsers: readonly DeviceName[] = ['wasm', 'webgpu'];

/** Devices that this runtime's package knows; whether this machine has them shows when they are opened. */
export function knownDevices(runtime: Runtime): readonly DeviceName[] {
  return isWeb(runtime) ? inBrowsers : inNode;
}

/** The device that every machine has, and whose numbers the others' are compared with. */
export function referenceDevice(runtime: Runtime): DeviceName {
  return isWeb(runtime) ? 'wasm' : 'cpu';
}

/** Made for one maker's chips first, then whatever any graphics card does. */
const fastestFirst: readonly DeviceName[] = ['cuda', 'dml', 'coreml', 'webgpu'];

/**
 * A wish list from text: `auto`, or names separated by commas, the first that works wins. `auto` is every device this
 * runtime has on this platform, fastest first, the reference last. Errors: `unknown-device`, with the nearest names.
 */
export function parseDevices(text: string, runtime: Runtime): DeviceName[] {
  return [...new Set(text.split(',').flatMap((name) => named(name.trim(), runtime)))];
}

function named(name: string, runtime: Runtime): readonly DeviceName[] {
  if (name === 'auto') return automatic(runtime);
  const known = knownDevices(runtime);
  const device = known.find((other) => other === name);
  if (device) return [device];
  const near = nearest(name, ['auto', ...known], 3);
  throw new OnnxGradError(
    'unknown-device',
    `there is no device "${name}" here; the nearest are ${near.join(', ')} (known: auto, ${known.join(', ')})`,
  );
}

function automatic(runtime: Runtime): readonly DeviceName[] {
  const listed = runtime.listSupportedBackends?.().map(({ name }) => name);
  const present = listed ?? knownDevices(runtime);
  return [...fastestFirst.filter((name) => present.includes(name)), referenceDevice(runtime)];
}
