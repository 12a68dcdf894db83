import { OnnxGradError } from '../error.ts';
import { compareValues, type Difference, type Values } from './compare.ts';
import { referenceDevice, type DeviceName } from './device-name.ts';
import type { Runtime } from './runtime.ts';
import { openSession, type Session } from './session.ts';

export interface DeviceOptions {
  /** Tried in this order until one opens, runs, and agrees with the reference. */
  readonly devices: readonly DeviceName[];
  /** Inputs to warm up and to compare on: noise is good, for flat pictures are full of ties. */
  readonly probe: Values;
  /** Outputs that are compared; all when not given. */
  readonly outputs?: readonly string[];
  /** How far an output may be off, relative, in the Euclidean norm; 0.001 when not given. */
  readonly tolerance?: number;
}

/** What became of one device of the wish list. */
export type Attempt =
  | {
      readonly device: DeviceName;
      readonly outcome: 'opened';
      /** Against the reference's numbers; null for the reference itself. */
      readonly difference: Difference | null;
    }
  | { readonly device: DeviceName; readonly outcome: 'differs'; readonly difference: Difference }
  | { readonly device: DeviceName; readonly outcome: 'failed'; readonly reason: string };

/** Which device runs, and what was tried on the way, the last attempt being its own. */
export interface DeviceReport {
  readonly device: DeviceName;
  /** What numbers were compared with. */
  readonly reference: DeviceName;
  readonly tolerance: number;
  readonly tried: readonly Attempt[];
}

/** A session on the first device that works. */
export interface DeviceSession extends Session {
  readonly report: DeviceReport;
}

/**
 * Opens a model on the first device of a wish list that works: the session opens, a first run succeeds and its numbers
 * are the reference device's (cpu, in browsers wasm; itself taken as it is). Errors: `no-device`, naming every device
 * and why not; `device-failed` from later runs.
 */
export async function openDevice(
  model: Uint8Array,
  runtime: Runtime,
  options: DeviceOptions,
): Promise<DeviceSession> {
  const { tolerance = 1e-3 } = options;
  const reference = referenceDevice(runtime);
  const trial = { model, runtime, reference, ...options, tolerance };
  const tried: Attempt[] = [];
  for (const device of options.devices) {
    const { attempt, session } = await attemptOn(device, trial);
    tried.push(attempt);
    if (session) return { ...naming(device, session), report: { device, reference, tolerance, tried } };
  }
  throw new OnnxGradError('no-device', refusal(tried, reference));
}

function refusal(tried: readonly Attempt[], reference: DeviceName): string {
  const advice = tried.some(({ device }) => device === reference)
    ? ''
    : `; name ${reference} last to fall back on it`;
  return `no device works: ${tried.map(describeAttempt).join('; ')}${advice}`;
}

interface Trial extends DeviceOptions {
  readonly model: Uint8Array;
  readonly runtime: Runtime;
  readonly reference: DeviceName;
  readonly tolerance: number;
}

interface Attempted {
  readonly attempt: Attempt;
  readonly session?: Session;
}

async function attemptOn(device: DeviceName, trial: Trial): Promise<Attempted> {
  let session: Session | undefined;
  try {
    session = await openSession(trial.model, trial.runtime, device);
    const found = device === trial.reference ? null : await session.run(trial.probe, trial.outputs);
    const difference = found && (await differenceFromReference(found, trial));
    if (!difference || difference.relative <= trial.tolerance)
      return { attempt: { device, outcome: 'opened', difference }, session };
    await session.close();
    return { attempt: { device, outcome: 'differs', difference } };
  } catch (error) {
    await session?.close();
    return { attempt: { device, outcome: 'failed', reason: reasonOf(error) } };
  }
}

async function differenceFromReference(found: Values, trial: Trial): Promise<Difference> {
  const session = await openSession(trial.model, trial.runtime, trial.reference);
  try {
    return compareValues(found, await session.run(trial.probe, trial.outputs))[0]!;
  } finally {
    await session.close();
  }
}

/** Runs that fail say on which device. */
function naming(device: DeviceName, session: Session): Session {
  return {
    async run(feeds, fetches) {
      try {
        return await session.run(feeds, fetches);
      } catch (error) {
        throw new OnnxGradError('device-failed', `${device}: ${reasonOf(error)}`, { cause: error });
      }
    },
    close: () => session.close(),
  };
}

const longestReason = 300;

/** ONNX Runtime's words on one line, without the place in its own sources. */
function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return text.replace(/^\S+\.cc:\d+ .*? was false\. /, '').slice(0, longestReason);
}

/** An attempt in a sentence's part: "webgpu: Failed to get a WebGPU adapter". */
export function describeAttempt(attempt: Attempt): string {
  if (attempt.outcome === 'failed') return `${attempt.device}: ${attempt.reason}`;
  if (attempt.outcome === 'opened') return `${attempt.device}: works`;
  const { output, relative, worst } = attempt.difference;
  return `${attempt.device}: gives other numbers (${output} is off by ${relative.toPrecision(2)}, at worst ${worst.found} for ${worst.expected})`;
}
