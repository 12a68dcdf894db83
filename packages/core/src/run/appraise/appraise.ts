import { paint } from '../../canvas/canvas.ts';
import type { Network } from '../../network/network.ts';
import type { DeviceName, Runtime } from '../../network/runtime.ts';
import type { RunResult } from '../run-job.ts';
import { runCurve, type CurvePoint } from './curve.ts';
import { askJudge, type Judge, type Verdict } from './judge.ts';
import { runReference, type Reference } from './reference.ts';

/** What a run is compared with, beyond itself. None of it changes the picture. */
export interface Appraisal {
  readonly verdicts: readonly Verdict[];
  readonly reference: Reference | null;
  readonly curve: readonly CurvePoint[];
}

/** What is asked for beside a run; empty lists and false ask for nothing. */
export interface AppraisalRequest {
  readonly judges: readonly Judge[];
  /** Whether to run the job once more without pens. */
  readonly reference: boolean;
  /** Numbers of pens to run the job with, see `checkCurve`. */
  readonly curve: readonly number[];
}

/** What runs the comparisons, and who is told. */
export interface AppraisalOptions {
  readonly network: Network;
  readonly runtime: Runtime;
  readonly devices?: readonly DeviceName[];
  /** Leaves out what is not finished. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: AppraisalEvent) => void;
}

/** How far one of the comparisons is. */
export interface AppraisalEvent {
  /** "reference", "3 pens" */
  readonly what: string;
  /** Of it that is done, in [0, 1]. */
  readonly share: number;
}

/** Nothing to compare with. */
export const noAppraisal: Appraisal = { verdicts: [], reference: null, curve: [] };

/** Asks the judges, and runs what else was asked for. Errors: those of `askJudge` and `runReference`. */
export async function appraise(
  result: RunResult,
  request: AppraisalRequest,
  options: AppraisalOptions,
): Promise<Appraisal> {
  const { network, runtime, devices, signal, onProgress } = options;
  const running = { network, runtime, ...(devices ? { devices } : {}), ...(signal ? { signal } : {}) };
  const pictures = { true: paint(result.best.picture.truth), drawn: result.drawn.seen };
  const verdicts: Verdict[] = [];
  for (const judge of request.judges)
    verdicts.push(await askJudge(judge, pictures, { ...running, objective: result.job.objective }));
  const wanted = request.reference && signal?.aborted !== true;
  const reference = wanted
    ? await runReference(result.job, {
        ...running,
        onProgress: (share) => onProgress?.({ what: 'reference', share }),
      })
    : null;
  const curve = await runCurve(result, request.curve, running, (pens, { attempt, tries, step, steps }) =>
    onProgress?.({ what: `${pens} pens`, share: (attempt - 1 + step / steps) / tries }),
  );
  return { verdicts, reference, curve };
}
