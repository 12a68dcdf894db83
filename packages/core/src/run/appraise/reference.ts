import { freeCanvas } from '../../canvas/free.ts';
import { excite, type Picture } from '../../excite/excite.ts';
import type { Settings } from '../../excite/settings.ts';
import type { RgbImage } from '../../image.ts';
import type { LikeEvaluator } from '../../excite/like.ts';
import { seededRandom } from '../../random.ts';
import type { Job } from '../job.ts';
import { withEvaluator, type OpenOptions } from '../open-evaluator.ts';

/** The best picture of any colours that the same steps, views and seeds find: what the pens are measured against. */
export interface Reference {
  readonly picture: RgbImage;
  readonly excitation: number;
  /** Each term's own value, unweighted. */
  readonly terms: readonly number[];
  readonly seed: number;
}

/** What runs the reference, and who is told. */
export interface ReferenceOptions extends OpenOptions {
  readonly signal?: AbortSignal;
  /** Called after each step: the share that is done. */
  readonly onProgress?: (share: number) => void;
}

/** Runs a job without pens. Errors: `not-finite`, `network-failed`. */
export async function runReference(job: Job, options: ReferenceOptions): Promise<Reference> {
  const settings: Settings = { ...job.settings, detail: 1, scoreEvery: 0 };
  return withEvaluator({ ...job, settings }, options, async (evaluator, units) => {
    let best: Reference | null = null;
    for (
      let attempt = 0;
      attempt < settings.tries && (best === null || !options.signal?.aborted);
      attempt++
    ) {
      const onStep = (step: number): void => {
        options.onProgress?.((attempt + step / settings.steps) / settings.tries);
      };
      const seed = job.seed + attempt;
      const picture = await oneTry({ ...job, settings, seed }, evaluator, units, {
        ...options,
        onStep,
      });
      if (!best || picture.relaxedScore.excitation > best.excitation) best = referenceOf(picture, seed);
    }
    return best!;
  });
}

async function oneTry(
  { settings, size, objective, seed }: Job,
  evaluator: LikeEvaluator,
  units: number,
  { signal, onStep }: ReferenceOptions & { onStep: (step: number) => void },
): Promise<Picture> {
  const { fineness, pixels } = settings;
  const [width, height] = [size.width * fineness, size.height * fineness];
  const { picture } = await excite({
    evaluator,
    objective,
    settings,
    canvas: freeCanvas(width, height, pixels.cells, seededRandom(2 ** 32 + seed)),
    random: seededRandom(seed),
    units,
    ...(signal ? { signal } : {}),
    onStep: ({ step }) => {
      onStep(step);
    },
  });
  return picture;
}

function referenceOf({ relaxed, relaxedScore: { excitation, terms } }: Picture, seed: number): Reference {
  return { picture: relaxed, excitation, terms, seed };
}
