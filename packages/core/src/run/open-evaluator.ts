import type { Graph } from 'onnx-grad';
import { openLike, type Like, type LikeEvaluator } from '../excite/like.ts';
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
  const { settings, size, objective } = job;
  const sized = atSize(network, settings.views.count, size.width, size.height);
  const graph = attachObjective(sized, objective);
  const evaluator = await openEvaluator(graph, runtime, devices);
  try {
    const like = await likenessOf(job, sized, { runtime, ...(devices ? { devices } : {}) });
    try {
      return await use(like ? { ...evaluator, like } : evaluator, unitsOf(graph, objective[0]!));
    } finally {
      await like?.close();
    }
  } finally {
    await evaluator.close();
  }
}

/** The picture that a job's drawing is to resemble; null where there is none. */
async function likenessOf(
  { settings, size, objective, like }: Job,
  sized: Graph,
  where: Pick<OpenOptions, 'runtime' | 'devices'>,
): Promise<Like | null> {
  const layers = likeLayers(objective);
  if (!like || layers.length === 0) return null;
  const { beyond } = settings.views;
  return openLike(sized, { picture: likePicture(like, size), layers, beyond, ...where });
}
