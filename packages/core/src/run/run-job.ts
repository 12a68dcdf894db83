import type { ChoiceEvent } from '../excite/choose-colours.ts';
import type { Dropped } from '../excite/dropped.ts';
import { excite, type ExciteState, type StepEvent } from '../excite/excite.ts';
import type { LikeEvaluator } from '../excite/like.ts';
import { scorePlainly, type Scored } from '../excite/score.ts';
import type { DeviceReport } from '../network/runtime.ts';
import { resumeRandom, seededRandom } from '../random.ts';
import { choosePens } from './choose-pens.ts';
import { drawTruth, type Drawn } from './draw-truth.ts';
import { canvasOf } from './job-canvas.ts';
import type { Job } from './job.ts';
import { withEvaluator, type OpenOptions } from './open-evaluator.ts';
import { polishRun, type PolishedRun } from './polish-run.ts';
import { shareBounds } from './run-palette.ts';
import { keepingRun } from './unplotted.ts';
import { unlikeOf } from './variation.ts';
import type { Attempt, RunState, TriedSeed } from './run-state.ts';

/** A step of a run. */
export interface RunEvent extends StepEvent {
  /** From 1 to `tries`; 0 while pens are chosen. */
  readonly attempt: number;
  readonly tries: number;
  /** Until the last step of the last try. */
  readonly secondsLeft: number;
  /** How many pens are left, of how many, while the best are chosen. */
  readonly choosing?: { readonly left: number; readonly of: number };
}

/** What runs a job, and who is told. */
export interface RunOptions extends OpenOptions {
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

/** What came of a job. */
export interface RunResult {
  readonly job: Job;
  /** The best try. */
  readonly best: Attempt;
  /** Every try, in their order; the last may have been stopped. */
  readonly tried: readonly TriedSeed[];
  /** Where to go on, when the run was stopped. */
  readonly stopped: RunState | null;
  /** Pens that had to go, in their order, as colours of the job's palette. */
  readonly dropped: readonly Dropped[];
  /** The job with the pens that stayed: the true image's indices are its colours. */
  readonly drawnJob: Job;
  /** What polishing the true image has changed, by which factor; null where it was not, or was no better. */
  readonly polished: Pick<PolishedRun, 'excitation' | 'seconds'> | null;
  readonly drawn: Drawn;
  /** The drawing's ink on paper, as the network sees it. */
  readonly drawnScore: Scored;
  readonly phases: Phases;
  readonly device: DeviceReport;
}

/** Job -> picture -> drawing. Nothing is written: see `exportRun`. Errors: `UnplottedError` for a picture without a drawing. */
export function runJob(job: Job, options: RunOptions): Promise<RunResult> {
  const clock = phaseClock();
  return withEvaluator(job, options, async (evaluator, units) => {
    options.onDevice?.(evaluator.device);
    const open = clock();
    const done = await choiceAndTries(job, evaluator, units, options);
    const { best, stopped, polished } = await polishedBest(done, job, evaluator, options);
    const [optimise, runtime] = [clock(), evaluator.runtimeSeconds()];
    const drawn = keepingRun({ best, state: stopped ?? allTried(job, done) }, () =>
      drawTruth(best.picture.truth, done.drawnJob),
    );
    const [drawnScore] = await scorePlainly([drawn.seen], { evaluator, objective: job.objective });
    return {
      job,
      ...done,
      best,
      stopped,
      polished,
      drawn,
      drawnScore: drawnScore!,
      phases: { open, optimise, runtime, plot: clock() },
      device: evaluator.device,
    };
  });
}

/** The best try's picture alone, of all the job's pens, without a drawing. */
export function runPicture(job: Job, options: RunOptions): Promise<Attempt> {
  return withEvaluator(
    job,
    options,
    async (evaluator, units) => (await bestOfTries(job, evaluator, units, options)).best,
  );
}

type Tries = Pick<RunResult, 'best' | 'tried' | 'stopped'>;

type Done = Pick<RunResult, 'best' | 'tried' | 'stopped' | 'drawnJob' | 'dropped'>;

async function polishedBest(
  { best, tried, stopped, drawnJob, dropped }: Done,
  job: Job,
  evaluator: LikeEvaluator,
  { signal }: RunOptions,
): Promise<Pick<RunResult, 'best' | 'stopped' | 'polished'>> {
  if (stopped || !(job.settings.polish > 0)) return { best, stopped, polished: null };
  const polished = await polishRun(best, drawnJob, {
    evaluator,
    objective: job.objective,
    ...(signal ? { signal } : {}),
  });
  if (signal?.aborted) {
    return { best, stopped: allTried(job, { best, tried, dropped }), polished: null };
  }
  if (!polished) return { best, stopped, polished };
  const { truth, score: trueScore, excitation, seconds } = polished;
  const picture = { ...best.picture, truth, trueScore };
  return { best: { ...best, picture }, stopped, polished: { excitation, seconds } };
}

/** Where to go on once all tries are done: the best is still to be polished and drawn. */
function allTried(job: Job, { best, tried, dropped }: Pick<Done, 'best' | 'tried' | 'dropped'>): RunState {
  return { job, attempt: job.settings.tries, excite: null, best, tried, dropped };
}

/** First the pens, where the best are to be chosen; then the picture. */
async function choiceAndTries(
  job: Job,
  evaluator: LikeEvaluator,
  units: number,
  options: RunOptions,
): Promise<Done> {
  const { choice } = job;
  if (!choice) return { ...(await bestOfTries(job, evaluator, units, options)), drawnJob: job, dropped: [] };
  const { resume, ...fresh } = options;
  const { signal, onStep } = fresh;
  const stepsAfter = job.settings.tries * job.settings.steps;
  const chosen = await choosePens(job, choice, {
    evaluator,
    objective: job.objective,
    units,
    canvas: (of) => canvasOf(of, job.seed),
    random: resume?.attempt === 0 ? resumeRandom(resume.excite!.random) : seededRandom(job.seed),
    ...(resume ? { resume } : {}),
    ...(signal ? { signal } : {}),
    onChoice: (event) => onStep?.(choiceEvent(event, job.settings.tries, stepsAfter)),
  });
  const { job: drawnJob, dropped } = chosen;
  if (chosen.stopped) {
    const { best, state } = chosen.stopped;
    return { best, tried: [], stopped: state, drawnJob, dropped };
  }
  const tries = resume?.attempt === 0 ? fresh : options;
  const { best, tried, stopped } = await bestOfTries(drawnJob, evaluator, units, tries);
  return { best, tried, stopped: stopped && { ...stopped, job, dropped }, drawnJob, dropped };
}

function choiceEvent({ left, of, ...event }: ChoiceEvent, tries: number, stepsAfter: number): RunEvent {
  const secondsLeft = event.secondsPerStep * (event.steps - event.step + stepsAfter);
  return { ...event, attempt: 0, tries, secondsLeft, choosing: { left, of } };
}

async function bestOfTries(
  job: Job,
  evaluator: LikeEvaluator,
  units: number,
  options: RunOptions,
): Promise<Tries> {
  const { tries } = job.settings;
  const from = options.resume;
  let best = from?.best ?? null;
  let finished: readonly TriedSeed[] = from?.tried ?? [];
  const unfinished = from?.excite;
  if (unfinished === null) return { best: best!, tried: finished, stopped: null };
  for (let attempt = from?.attempt ?? 1; ; attempt++) {
    const resume = attempt === from?.attempt ? unfinished : undefined;
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
  evaluator: LikeEvaluator,
  units: number,
  { signal, onStep }: RunOptions,
): Promise<Attempt & { stopped: ExciteState | null }> {
  const seed = job.seed + attempt - 1;
  const shares = shareBounds(job);
  const excited = await excite({
    evaluator,
    objective: job.objective,
    settings: job.settings,
    canvas: canvasOf(job, seed),
    random: resume ? resumeRandom(resume.random) : seededRandom(seed),
    units,
    ...(shares ? { shares } : {}),
    ...unlikeOf(job),
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
