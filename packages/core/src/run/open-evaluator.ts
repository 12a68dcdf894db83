import { openLike, type LikeEvaluator } from '../excite/like.ts';
import { openEvaluator, type OpenedEvaluator } from '../network/evaluator.ts';
import { atSize, type Network } from '../network/network.ts';
import type { DeviceName, Runtime } from '../network/runtime.ts';
import { attachObjective, unitsOf } from '../objective/attach.ts';
import { likeLayers } from '../objective/resemblance.ts';
import type { Job } from './job.ts';
import { likePicture } from './like.ts';

/** What opens a network, and where it may run. */
export interface OpenOptions {
  readonly network: Network;
  readonly runtime: Runtime;
  /** Where the network may run: the first that works; without it the CPU (in browsers wasm). */
  readonly devices?: readonly DeviceName[];
}

/** Opens the network for a job, and closes it whatever comes. `units` is how many units the first term averages. */
export async function withEvaluator<Result>(
  job: Job,
  { network, runtime, devices }: OpenOptions,
  use: (evaluator: OpenedEvaluator & LikeEvaluator, units: number) => Promise<Result>,
): Promise<Result> {
  const { settings, size, objective, like } = job;
  const sized = atSize(network, settings.views.count, size.width, size.height);
  const graph = attachObjective(sized, objective);
  const evaluator = await openEvaluator(graph, runtime, devices);
  const layers = likeLayers(objective);
  const { beyond } = settings.views;
  const where = { runtime, ...(devices ? { devices } : {}) };
  const opened =
    like && layers.length > 0
      ? await openLike(sized, { picture: likePicture(like, size), layers, beyond, ...where })
      : undefined;
  try {
    return await use(opened ? { ...evaluator, like: opened } : evaluator, unitsOf(graph, objective[0]!));
  } finally {
    await opened?.close();
    await evaluator.close();
  }
}
