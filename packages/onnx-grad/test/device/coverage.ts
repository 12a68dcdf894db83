import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases, nameOf, type OpCase } from './cases.ts';
import { differenceOf, type Answer } from './problems.ts';

/** onnxruntime-web in Chromium, its WebGPU on the software adapter; the same in onnxruntime-node. */
export const devices = ['wasm', 'webgpu', 'webgpu-node'] as const;
export type Device = (typeof devices)[number];

export type Outcome = 'ok' | 'wrong' | 'unsupported';

/** A case that does not work on a device. */
export interface Fault {
  readonly case: string;
  readonly device: Device;
  readonly outcome: Outcome;
  /** The runtime's words, or how far off the numbers are. */
  readonly reason: string;
}

/** What `coverage.json` holds: what each operator with its gradients does on each device, and where it fails. */
export interface DeviceCoverage {
  readonly versions: Readonly<Record<string, string>>;
  /** The worst outcome of an operator's cases. */
  readonly ops: Readonly<Record<string, Readonly<Record<Device, Outcome>>>>;
  readonly faults: readonly Fault[];
}

export const coverageFile = fileURLToPath(new URL('coverage.json', import.meta.url));

export function readCoverage(): DeviceCoverage {
  return JSON.parse(readFileSync(coverageFile, 'utf8')) as DeviceCoverage;
}

/** Relative, Euclidean: rounding and short-cut sines stay below, wrong pads and lost columns do not. */
export const tolerance = 1e-3;

/** What is wrong with a device's answer, or null. */
export function faultOf(opCase: OpCase, device: Device, found: Answer, expected: Answer): Fault | null {
  const name = nameOf(opCase);
  if ('reason' in found) return { case: name, device, outcome: 'unsupported', reason: oneLine(found.reason) };
  const { output, relative } = differenceOf(found, expected);
  if (relative <= tolerance) return null;
  return { case: name, device, outcome: 'wrong', reason: `${output} is off by ${relative.toPrecision(1)}` };
}

/** Every operator on every device, from the faults of all cases. */
export function tableOf(faults: readonly Fault[]): DeviceCoverage['ops'] {
  const worst = (op: string, device: Device): Outcome => {
    const names = cases.filter((other) => other.op === op).map(nameOf);
    const found = faults.filter((fault) => fault.device === device && names.includes(fault.case));
    if (found.some(({ outcome }) => outcome === 'wrong')) return 'wrong';
    return found.length > 0 ? 'unsupported' : 'ok';
  };
  const ops = [...new Set(cases.map(({ op }) => op))].sort();
  return Object.fromEntries(
    ops.map((op) => [
      op,
      { wasm: worst(op, 'wasm'), webgpu: worst(op, 'webgpu'), 'webgpu-node': worst(op, 'webgpu-node') },
    ]),
  );
}

function oneLine(reason: string): string {
  return reason
    .replace(/\s+/g, ' ')
    .replace(/\S*\/onnxruntime\/\S+/, '')
    .trim()
    .slice(0, 200);
}
