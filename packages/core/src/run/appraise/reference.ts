import { freeCanvas } from '../../canvas/free.ts';
import { excite, type Picture } from '../../excite/excite.ts';
import type { Settings } from '../../excite/settings.ts';
import type { RgbImage } from '../../image.ts';
import { openEvaluator, type Evaluator } from '../../network/evaluator.ts';
import { atSize, type Network } from '../../network/network.ts';
import type { DeviceName, Runtime } from '../../network/runtime.ts';
import { attachObjective, unitsOf } from '../../objective/attach.ts';
import { seededRandom } from '../../random.ts';
import type { Job } from '../job.ts';

/** The best picture of any colours that the same steps, views and seeds find: what the pens are measured against. */
export interface Reference {
  readonly picture: RgbImage;
  readonly excitation: number;
  /** Each term's own value, unweighted. */
  readonly terms: readonly number[];
  readonly seed: number;
}

export interface ReferenceOptions {
  readonly network: Network;
  readonly runtime: Runtime;
  readonly devices?: readonly DeviceName[];
  readonly signal?: AbortSignal;
  /** Called after each step: the share that is done. */
  readonly onProgress?: (share: number) => void;
}

/** Runs a job without pens. Errors: `not-finite`, `network-failed`. */
export async function runReference(job: Job, options: ReferenceOptions): Promise<Reference> {
  const { network, runtime, devices } = options;
  const { size, objective } = job;
  const settings: Settings = { ...job.settings, detail: 1, scoreEvery: 0 };
  const graph = attachObjective(atSize(network, settings.views.count, size.width, size.height), objective);
  const evaluator = await openEvaluator(graph, runtime, devices);
  try {
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
      const picture = await oneTry({ ...job, settings, seed }, evaluator, unitsOf(graph, objective[0]!), {
        ...options,
        onStep,
      });
      if (!best || picture.relaxedScore.excitation > best.excitation) best = referenceOf(picture, seed);
    }
    return best!;
  } finally {
    await evaluator.close();
  }
}

async function oneTry(
  { settings, size, objective, seed }: Job,
  evaluator: Evaluator,
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
