import type { Canvas } from '../canvas/canvas.ts';
import { chooseColours, type ChooseOptions } from '../excite/choose-colours.ts';
import type { Dropped } from '../excite/dropped.ts';
import type { Job, PenChoice } from './job.ts';
import { startWithout } from './start-without.ts';
import { shareBounds } from './run-palette.ts';
import type { Attempt, RunState } from './run-state.ts';

/** The pens of a job's palette that stay, and those that had to go. */
export interface PensChosen {
  /** With the pens that stay, as if no others had ever been there. */
  readonly job: Job;
  readonly dropped: readonly Dropped[];
  /** The picture so far and where to go on, when choosing was stopped. */
  readonly stopped: { readonly best: Attempt; readonly state: RunState } | null;
}

/** What finds the best pens of a job; `canvas` makes one for a job's palette. */
export interface ChoosePens extends Pick<
  ChooseOptions,
  'evaluator' | 'objective' | 'units' | 'random' | 'signal' | 'onChoice'
> {
  readonly canvas: (job: Job) => Canvas;
  readonly resume?: RunState;
}

/** Finds the best of a job's pens; those that are accents stay. Errors: `not-finite`. */
export async function choosePens(job: Job, choice: PenChoice, options: ChoosePens): Promise<PensChosen> {
  const { resume, canvas, ...rest } = options;
  if (resume && resume.attempt > 0) {
    const dropped = resume.dropped ?? [];
    return { job: jobWithout(job, dropped), dropped, stopped: null };
  }
  const all = jobWithout(job, []);
  const single = without(all, 'overprint'); // pairs of so many pens are too many: those that stay are paired
  const candidates = candidatesOf(job);
  const accents = job.palette.filter(({ kind, share }) => kind === 'given' && share !== undefined).length;
  const shares = shareBounds(single);
  const { dropped, excited, stopped } = await chooseColours({
    ...rest,
    ...choice,
    settings: job.settings,
    canvas: canvas(single),
    colours: job.composition?.lead?.pen ?? job.palette.length,
    candidates,
    keep: choice.pens - accents,
    ...(shares ? { shares } : {}),
    ...(resume ? { from: { dropped: resume.dropped ?? [], excite: resume.excite! } } : {}),
  });
  if (!stopped) return { job: jobWithout(job, dropped), dropped, stopped: null };
  const best = { picture: excited.picture, steps: excited.steps, seed: job.seed };
  const state = { job, attempt: 0, dropped, excite: stopped.excite, best: null, tried: [] };
  return { job: single, dropped, stopped: { best, state } };
}

function candidatesOf({ palette, composition }: Job): number[] {
  const lead = composition?.lead?.pen;
  return palette.flatMap(({ kind, share }, n) =>
    kind === 'given' && share === undefined && n !== lead ? [n] : [],
  );
}

function jobWithout(job: Job, dropped: readonly Dropped[]): Job {
  const gone = new Set(dropped.map(({ colour }) => colour));
  const palette = job.palette.filter((_, n) => !gone.has(n));
  if (!job.composition) return { ...without(job, 'choice'), palette };
  const { lead, start, ...rest } = job.composition;
  const composition = {
    ...rest,
    ...(lead ? { lead: { ...lead, pen: palette.length - 1 } } : {}),
    ...(start ? { start: startWithout(start, gone) } : {}),
  };
  return { ...without(job, 'choice'), palette, composition };
}

function without(job: Job, name: 'choice' | 'overprint'): Job {
  return Object.fromEntries(Object.entries(job).filter(([key]) => key !== name)) as unknown as Job;
}
