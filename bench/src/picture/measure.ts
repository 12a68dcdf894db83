import {
  atSize,
  attachObjective,
  differingNeighbours,
  drawView,
  fitWithin,
  findComponents,
  lookThrough,
  makeJob,
  mapOf,
  openEvaluator,
  openLens,
  paint,
  runJob,
  runReference,
  seededRandom,
  type Job,
  type JobRequest,
  type Network,
  type RgbImage,
  type RunResult,
} from '@inkception/core';
import * as ort from 'onnxruntime-node';
import type { Judge } from '../judge.ts';

/** Everything the bench says of one picture. */
export interface Measured {
  /** Inks, the paper not counted. */
  readonly pens: number;
  readonly true: number;
  readonly relaxed: number;
  /** The plotted ink's. */
  readonly drawn: number;
  /** True / relaxed. */
  readonly kept: number;
  /** At the size the network sees. */
  readonly differing: number;
  readonly regions: number;
  readonly minutes: number;
  /** Mean probability of the class over random views of the true image; null for channels. */
  readonly probability: number | null;
  /** Whether the judge names it; null without a judge for it. */
  readonly named: boolean | null;
  /** Of optimising, wall time. */
  readonly seconds: number;
}

/** One run and its picture. */
export async function measure(
  network: Network,
  request: JobRequest,
  judge: Judge | null,
): Promise<{ measured: Measured; result: RunResult }> {
  const job = makeJob(request, network, { file: null, sha256: '' });
  const result = await runJob(job, { network, runtime: ort });
  const { best, drawn, drawnScore, phases } = result;
  const { truth, trueScore, relaxedScore } = best.picture;
  const picture = paint(truth);
  const name = 'kind' in request.target && request.target.kind === 'class' ? request.target.name : null;
  const measured: Measured = {
    pens: result.drawnJob.palette.filter(({ kind }) => kind !== 'paper').length,
    true: trueScore.excitation,
    relaxed: relaxedScore.excitation,
    drawn: drawnScore.excitation,
    kept: trueScore.excitation / relaxedScore.excitation,
    differing: differingNeighbours(coarse(mapOf(truth), job.size.width)),
    regions: findComponents(mapOf(truth)).count,
    minutes: drawn.time.seconds / 60,
    probability: name === null ? null : await probabilityUnderViews(network, job, picture),
    named: name === null || !judge ? null : (await judge.name(picture))[0] === name,
    seconds: phases.optimise,
  };
  return { measured, result };
}

/** The excitation that free colours reach with the same steps, views and seeds. */
export async function referenceOf(network: Network, request: JobRequest): Promise<number> {
  const job = makeJob(request, network, { file: null, sha256: '' });
  return (await runReference(job, { network, runtime: ort })).excitation;
}

const viewCount = 16;

/** exp of the mean log-probability's terms, averaged: views as the recipe `default` draws them. */
async function probabilityUnderViews(network: Network, job: Job, picture: RgbImage): Promise<number | null> {
  const term = job.objective.find(({ kind }) => kind === 'class');
  if (term?.kind !== 'class') return null;
  const { width, height } = job.size;
  const objective = [{ ...term, measure: 'log-probability', weight: 1 } as const];
  const evaluator = await openEvaluator(
    attachObjective(atSize(network, viewCount, width, height), objective),
    ort,
  );
  try {
    const random = seededRandom(7);
    const settings = { count: viewCount, jitter: [], shift: 0.05, scale: 0.08, rotateDegrees: 8 } as const;
    const views = Array.from({ length: viewCount }, () =>
      drawView({ ...settings, crop: [1, 1], beyond: 'edge', closeUps: [] }, width, height, random),
    );
    const seen = fitWithin(picture, width, height);
    const { terms } = await evaluator.evaluate(
      lookThrough(openLens(viewCount, width, height, 1, 'edge'), views, seen),
    );
    return terms.reduce((sum, [value]) => sum + Math.exp(value!), 0) / viewCount;
  } finally {
    await evaluator.close();
  }
}

/** The map on a coarser raster, so that maps of different detail are compared at one size. */
function coarse(
  { width, height, indices }: { width: number; height: number; indices: Uint8Array },
  to: number,
) {
  const n = width / to;
  const [w, h, middle] = [to, height / n, Math.floor(n / 2)];
  const at = (i: number): number => indices[(Math.floor(i / w) * n + middle) * width + (i % w) * n + middle]!;
  return { width: w, height: h, indices: Uint8Array.from({ length: w * h }, (_, i) => at(i)) };
}
