import { excite, type ExciteState, type StepEvent } from '../excite/excite.ts';
import { scorePlainly, type Scored } from '../excite/score.ts';
import { openEvaluator, type Evaluator } from '../network/evaluator.ts';
import { atSize, type Network } from '../network/network.ts';
import type { DeviceName, DeviceReport, Runtime } from '../network/runtime.ts';
import { attachObjective, unitsOf } from '../objective/attach.ts';
import { resumeRandom, seededRandom } from '../random.ts';
import { drawTruth, type Drawn } from './draw-truth.ts';
import { canvasOf } from './job-canvas.ts';
import type { Job } from './job.ts';
import type { Attempt, RunState, TriedSeed } from './run-state.ts';

export interface RunEvent extends StepEvent {
  /** From 1 to `tries`. */
  readonly attempt: number;
  readonly tries: number;
  /** Until the last step of the last try. */
  readonly secondsLeft: number;
}

export interface RunOptions {
  readonly network: Network;
  readonly runtime: Runtime;
  /** Where the network may run: the first that works; without it the CPU (in browsers wasm). */
  readonly devices?: readonly DeviceName[];
  /** Goes on where a stopped run of the same job was. */
  readonly resume?: RunState;
  /** Stops after the step at hand; what is best so far is drawn. */
  readonly signal?: AbortSignal;
  /** Called once the network is open, with the device it is on and what else was tried. */
  readonly onDevice?: (report: DeviceReport) => void;
  readonly onStep?: (event: RunEvent) => void;
}

/** Wall time by phase, seconds. */
export interface Phases {
  readonly open: number;
  readonly optimise: number;
  /** Of `optimise`, inside ONNX Runtime. */
  readonly runtime: number;
  readonly plot: number;
}

export interface RunResult {
  readonly job: Job;
  /** The best try. */
  readonly best: Attempt;
  /** Every try, in their order; the last may have been stopped. */
  readonly tried: readonly TriedSeed[];
  /** Where to go on, when the run was stopped. */
  readonly stopped: RunState | null;
  readonly drawn: Drawn;
  /** The drawing's ink on paper, as the network sees it. */
  readonly drawnScore: Scored;
  readonly phases: Phases;
  readonly device: DeviceReport;
}

/** Job -> picture -> drawing. Nothing is written: see `exportRun`. */
export async function runJob(job: Job, options: RunOptions): Promise<RunResult> {
  const clock = phaseClock();
  const graph = attachObjective(
    atSize(options.network, job.settings.views.count, job.size.width, job.size.height),
    job.objective,
  );
  const evaluator = await openEvaluator(graph, options.runtime, options.devices);
  try {
    options.onDevice?.(evaluator.device);
    const open = clock();
    const { best, tried, stopped } = await bestOfTries(
      job,
      evaluator,
      unitsOf(graph, job.objective[0]!),
      options,
    );
    const [optimise, runtime] = [clock(), evaluator.runtimeSeconds()];
    const drawn = drawTruth(best.picture.truth, job);
    const [drawnScore] = await scorePlainly([drawn.seen], { evaluator, objective: job.objective });
    return {
      job,
      best,
      tried,
      stopped,
      drawn,
      drawnScore: drawnScore!,
      phases: { open, optimise, runtime, plot: clock() },
      device: evaluator.device,
    };
  } finally {
    await evaluator.close();
  }
}

/** The best try's picture alone, without a drawing. */
export async function runPicture(job: Job, options: RunOptions): Promise<Attempt> {
  const graph = attachObjective(
    atSize(options.network, job.settings.views.count, job.size.width, job.size.height),
    job.objective,
  );
  const evaluator = await openEvaluator(graph, options.runtime, options.devices);
  try {
    return (await bestOfTries(job, evaluator, unitsOf(graph, job.objective[0]!), options)).best;
  } finally {
    await evaluator.close();
  }
}

type Tries = Pick<RunResult, 'best' | 'tried' | 'stopped'>;

async function bestOfTries(
  job: Job,
  evaluator: Evaluator,
  units: number,
  options: RunOptions,
): Promise<Tries> {
  const { tries } = job.settings;
  let best = options.resume?.best ?? null;
  let finished: readonly TriedSeed[] = options.resume?.tried ?? [];
  for (let attempt = options.resume?.attempt ?? 1; ; attempt++) {
    const resume = attempt === options.resume?.attempt ? options.resume.excite : undefined;
    const done = await oneTry(job, attempt, resume, evaluator, units, options);
    const tried = [...finished, triedSeed(done)];
    const before = best; // of the finished tries
    best = betterTry(best, done);
    if (done.stopped) {
      const stopped = { job, attempt, excite: done.stopped, best: before, tried: finished };
      return { best, tried, stopped };
    }
    finished = tried;
    if (attempt >= tries) return { best, tried, stopped: null };
  }
}

async function oneTry(
  job: Job,
  attempt: number,
  resume: ExciteState | undefined,
  evaluator: Evaluator,
  units: number,
  { signal, onStep }: RunOptions,
): Promise<Attempt & { stopped: ExciteState | null }> {
  const seed = job.seed + attempt - 1;
  const excited = await excite({
    evaluator,
    objective: job.objective,
    settings: job.settings,
    canvas: canvasOf(job, seed),
    random: resume ? resumeRandom(resume.random) : seededRandom(seed),
    units,
    ...(resume ? { resume } : {}),
    ...(signal ? { signal } : {}),
    onStep: (event) => onStep?.(runEvent(event, attempt, job.settings.tries)),
  });
  return { ...excited, seed };
}

function triedSeed({ picture, steps, seed }: Attempt): TriedSeed {
  const { trueScore, relaxedScore } = picture;
  return { seed, steps, true: trueScore.excitation, relaxed: relaxedScore.excitation };
}

function runEvent(event: StepEvent, attempt: number, tries: number): RunEvent {
  const stepsLeft = event.steps - event.step + (tries - attempt) * event.steps;
  return { ...event, attempt, tries, secondsLeft: event.secondsPerStep * stepsLeft };
}

function betterTry(best: Attempt | null, { picture, steps, seed }: Attempt): Attempt {
  return best && best.picture.trueScore.excitation >= picture.trueScore.excitation
    ? best
    : { picture, steps, seed };
}

/** Seconds since the last call. */
function phaseClock(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
