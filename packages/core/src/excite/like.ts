import { cutAt, writeModel, type Graph } from 'onnx-grad';
import type { RgbImage } from '../image.ts';
import type { Evaluation, Evaluator } from '../network/evaluator.ts';
import { imageInput } from '../network/network.ts';
import type { DeviceName, Runtime } from '../network/runtime.ts';
import { openGraphSession, type Inputs } from '../network/session.ts';
import { likeInput } from '../objective/resemblance.ts';
import { lookThrough, openLens, type Beyond, type Lens, type View } from '../view/views.ts';

/** The picture that is to be resembled, as the network sees it. */
export interface Like {
  /** What the objective asks about it, seen through the same views as the drawing. */
  through(views: readonly View[]): Promise<Inputs>;
  /** The same seen plainly. */
  plainly(): Promise<Inputs>;
  close(): Promise<void>;
}

/** An evaluator, and the picture to be resembled where its objective speaks of one. */
export interface LikeEvaluator extends Evaluator {
  readonly like?: Like;
}

/** A picture to resemble, and in which layers of the network. */
export interface LikeOptions {
  /** Of the size that the network sees. */
  readonly picture: RgbImage;
  readonly layers: readonly string[];
  readonly beyond: Beyond;
  readonly runtime: Runtime;
  readonly devices?: readonly DeviceName[];
}

/** Opens the layers of a network for a picture. Errors: `network-failed`. */
export async function openLike(network: Graph, options: LikeOptions): Promise<Like> {
  const { picture, layers, beyond, runtime, devices } = options;
  const graph = cutAt(network, [...layers]);
  const { session, feed } = await openGraphSession(graph, {
    bytes: writeModel(graph),
    outputs: layers,
    runtime,
    ...(devices ? { devices } : {}),
  });
  const views = graph.types.get(imageInput)!.dims[0] as number;
  const lens = openLens(views, picture.width, picture.height, 1, beyond);
  const look = async (batch: Float32Array): Promise<Inputs> => {
    const seen = await session.run(feed({ [imageInput]: batch }), layers);
    return Object.fromEntries(layers.map((layer) => [likeInput(layer), seen[layer]!.data]));
  };
  let plain: Promise<Inputs> | null = null;
  return {
    through: (through) => look(throughViews(lens, through, picture)),
    plainly: () => (plain ??= look(repeated(picture.data, views))),
    close: () => session.close(),
  };
}

/** A batch that stays when the lens is used again. */
function throughViews(lens: Lens, views: readonly View[], picture: RgbImage): Float32Array {
  return lookThrough(lens, views, picture).slice();
}

function repeated(data: Float32Array, times: number): Float32Array {
  const out = new Float32Array(data.length * times);
  for (let i = 0; i < times; i++) out.set(data, i * data.length);
  return out;
}

/** What the network makes of views of a picture. */
export async function evaluateThrough(
  evaluator: LikeEvaluator,
  lens: Lens,
  views: readonly View[],
  picture: RgbImage,
): Promise<Evaluation> {
  const others = await evaluator.like?.through(views);
  return evaluator.evaluate(lookThrough(lens, views, picture), others);
}
