import type { Truth } from '../../canvas/canvas.ts';
import { InkceptionError } from '../../error.ts';
import { mostPens } from '../../palette/pen-rules.ts';
import { differingNeighbours } from '../differing-neighbours.ts';
import { mostOverprinted } from '../job-palette.ts';
import type { Job, JobColour } from '../job.ts';
import { areaColours } from '../run-palette.ts';
import { runJob, type RunEvent, type RunOptions, type RunResult } from '../run-job.ts';

/** What a number of learned pens reaches. */
export interface CurvePoint {
  readonly pens: number;
  readonly true: number;
  readonly relaxed: number;
  readonly drawn: number;
  readonly plotSeconds: number;
  readonly lifts: number;
  /** null for strokes. */
  readonly differingNeighbours: number | null;
  readonly truth: Truth;
}

/** Numbers of pens, ascending, each once. Errors: `bad-option`. */
export function checkCurve(pens: readonly number[], job: Job): number[] {
  const most = job.overprint ? mostOverprinted : mostPens;
  const bad = pens.find((count) => !Number.isInteger(count) || count < 1 || count > most);
  if (bad !== undefined)
    throw new InkceptionError('bad-option', `the curve has ${bad} pens, expected 1 to ${most}`);
  if (pens.length > 0 && areaColours(job).some(({ kind }) => kind === 'given'))
    throw new InkceptionError(
      'bad-option',
      'the curve learns its pens, but this job has pens of its own: ask for it with --pens N',
    );
  return [...new Set(pens)].sort((a, b) => a - b);
}

/** The job with so many learned pens, none of them an accent; lead stays. */
export function withPens(job: Job, pens: number): Job {
  const { palette, composition } = job;
  const learned = palette.flatMap((colour): JobColour[] => {
    if (colour.kind !== 'learned') return [];
    const { kind, widthMm, opaque } = colour; // no accent
    return [{ kind, widthMm, ...(opaque ? { opaque } : {}) }];
  })[0]!;
  const paper = palette.filter(({ kind }) => kind === 'paper');
  const ofAreas = [...paper, ...Array.from({ length: pens }, (): JobColour => learned)];
  const lead = composition?.lead;
  if (!lead) return { ...job, palette: ofAreas };
  return {
    ...job,
    palette: [...ofAreas, palette[lead.pen]!],
    composition: { ...composition, lead: { ...lead, pen: ofAreas.length } },
  };
}

/**
 * The same job with each number of pens, one after another; the run at hand is taken where it has that many and no
 * accents. What the signal stops is left out.
 */
export async function runCurve(
  result: RunResult,
  pens: readonly number[],
  options: RunOptions,
  onStep: (pens: number, event: RunEvent) => void,
): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  const own = freePens(result.job);
  for (const count of pens) {
    if (options.signal?.aborted) break;
    const watch = (event: RunEvent): void => {
      onStep(count, event);
    };
    const job = withPens(result.job, count);
    const done = count === own ? result : await runJob(job, { ...options, onStep: watch });
    if (!done.stopped) points.push(pointOf(done, count));
  }
  return points;
}

/** How many pens a job learns; null where one is an accent. */
function freePens(job: Job): number | null {
  const learned = job.palette.filter(({ kind }) => kind === 'learned');
  return learned.some(({ share }) => share) ? null : learned.length;
}

function pointOf({ best, drawn, drawnScore }: RunResult, pens: number): CurvePoint {
  const { truth, trueScore, relaxedScore } = best.picture;
  return {
    pens,
    true: trueScore.excitation,
    relaxed: relaxedScore.excitation,
    drawn: drawnScore.excitation,
    plotSeconds: drawn.time.seconds,
    lifts: drawn.time.lifts,
    differingNeighbours: truth.kind === 'map' ? differingNeighbours(truth.map) : null,
    truth,
  };
}
