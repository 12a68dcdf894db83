import type { TrueStrokes, Truth } from '../canvas/canvas.ts';
import { polygonLength } from '../canvas/strokes/spline.ts';
import type { Scored } from '../excite/score.ts';
import { completeSettings } from '../plot/settings.ts';
import type { InkCost } from '../polish/ink-cost.ts';
import { polishStrokes } from '../polish/polish-strokes.ts';
import { polish, type PolishOptions } from '../polish/polish.ts';
import { seededRandom } from '../random.ts';
import { timedMachine } from './finish-drawing.ts';
import { strokeDrawer } from './job-canvas.ts';
import type { Job } from './job.ts';
import { layOnSheet } from './layout.ts';
import { completeOutput } from './output-settings.ts';
import { runPalette, type RunColour } from './run-palette.ts';
import type { Attempt } from './run-state.ts';

type Watching = Pick<PolishOptions, 'evaluator' | 'objective' | 'signal' | 'onRound'>;

/** What polishing made of a picture, and by which factors excitation and plot time are changed. */
export interface PolishedRun {
  readonly truth: Truth;
  readonly score: Scored;
  readonly excitation: number;
  readonly seconds: number;
}

/** The winner of the tries with its true image polished; null where that makes it no better. */
export async function polishRun(best: Attempt, job: Job, watching: Watching): Promise<PolishedRun | null> {
  const { truth, trueScore } = best.picture;
  if (truth.kind === 'strokes') return polishLines(truth, trueScore, job, watching);
  return polish(truth, {
    ...watching,
    rounds: job.settings.polish,
    views: job.settings.views,
    cost: inkCost(job, truth.map),
    random: seededRandom(2 ** 33 + best.seed), // views that the run has not seen
  });
}

async function polishLines(
  truth: TrueStrokes,
  before: Scored,
  job: Job,
  watching: Watching,
): Promise<PolishedRun | null> {
  const polished = await polishStrokes(truth, {
    ...watching,
    rounds: job.settings.polish,
    draw: strokeDrawer(job),
    detail: job.settings.detail,
  });
  if (!polished) return null;
  const excitation = polished.score.excitation / before.excitation;
  return { ...polished, excitation, seconds: lengthOf(polished.truth) / lengthOf(truth) };
}

/** Of all strokes, by their control points, with a little for each lift. */
function lengthOf({ strokes }: TrueStrokes): number {
  const lift = 0.05;
  return strokes.reduce((sum, { points, closed }) => sum + lift + polygonLength(points, closed), 1e-9);
}

/** Lines at the machine's speed, without corners and lifts, which single pixels hardly change. */
function inkCost(job: Job, map: { readonly width: number; readonly height: number }): InkCost {
  const { pixelMm } = layOnSheet(map, job.sheet, job.composition?.layout).placement;
  const { drawSpeed } = timedMachine(completeOutput(job.output));
  const pitchMm = completeSettings(job.plot).hatchPitch * finestMm(job);
  return {
    pens: runPalette(job).map(pensOf),
    pixelSeconds: pixelMm ** 2 / pitchMm / drawSpeed,
    sideSeconds: pixelMm / drawSpeed,
  };
}

function pensOf({ kind }: RunColour): number {
  if (kind === 'paper') return 0;
  return kind === 'overprint' ? 2 : 1;
}

function finestMm({ palette }: Job): number {
  const widths = palette.flatMap((colour) => {
    if (colour.kind === 'paper') return [];
    return [colour.kind === 'given' ? colour.pen.widthMm : colour.widthMm];
  });
  return Math.min(...widths);
}
