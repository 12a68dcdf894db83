import { fromBase64, toBase64 } from '../base64.ts';
import { InkceptionError } from '../error.ts';
import type { Dropped } from '../excite/dropped.ts';
import type { ExciteState, Picture } from '../excite/excite.ts';
import type { Job } from './job.ts';

/** A try that is done: its picture and its seed. */
export interface Attempt {
  readonly picture: Picture;
  readonly steps: number;
  readonly seed: number;
}

/** What a seed came to. */
export interface TriedSeed {
  readonly seed: number;
  readonly steps: number;
  /** Excitation of what the pens can draw, and of the mixture. */
  readonly true: number;
  readonly relaxed: number;
}

/** Where a job was stopped: the best of the finished tries, and the state of the one at hand. */
export interface RunState {
  readonly job: Job;
  /** From 1; 0 while pens are chosen. */
  readonly attempt: number;
  /** Pens that had to go, where the best were to be chosen. */
  readonly dropped?: readonly Dropped[];
  /** Null: all tries are done, the best was being polished. */
  readonly excite: ExciteState | null;
  readonly best: Attempt | null;
  /** The finished tries, in their order. */
  readonly tried: readonly TriedSeed[];
}

const format = 'inkception-state-2';
const arrayTypes = { Float32Array, Uint8Array } as const;

/** JSON with typed arrays as base64, so that they come back to the bit. */
export function encodeState(state: RunState): Uint8Array {
  const text = JSON.stringify({ format, ...state }, (_, value: unknown) => {
    if (value instanceof Float32Array)
      return { Float32Array: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    return value instanceof Uint8Array ? { Uint8Array: toBase64(value) } : value;
  });
  return new TextEncoder().encode(text);
}

/** Errors: `bad-job` when `bytes` are not a state. */
export function decodeState(bytes: Uint8Array, source: string): RunState {
  let state: unknown;
  try {
    state = JSON.parse(new TextDecoder().decode(bytes), (_, value: unknown) => revive(value));
  } catch {
    throw notAState(source);
  }
  if (typeof state !== 'object' || state === null || !('format' in state) || state.format !== format)
    throw notAState(source);
  return state as unknown as RunState;
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const [name, type] of Object.entries(arrayTypes)) {
    const packed = (value as Record<string, unknown>)[name];
    if (typeof packed === 'string') return new type(fromBase64(packed).buffer);
  }
  return value;
}

function notAState(source: string): InkceptionError {
  return new InkceptionError(
    'bad-job',
    `${source} is not the state of a stopped run (${format}): give the folder of a run that was stopped with Ctrl-C`,
  );
}
