import { paint, type TrueImage } from '../canvas/canvas.ts';
import { evaluateThrough } from '../excite/like.ts';
import { scorePlainly, type Scored, type Scorer } from '../excite/score.ts';
import type { IndexMap, RgbImage } from '../image.ts';
import { excitation } from '../objective/objective.ts';
import type { Random } from '../random.ts';
import type { Affine } from '../view/affine.ts';
import { drawView, lookBack, openLens, type Lens, type ViewSettings } from '../view/views.ts';
import { payingFlips, type Flip } from './border-flips.ts';
import { inkSeconds, type InkCost } from './ink-cost.ts';
import { smoothGradient } from './smooth-gradient.ts';

/** How borders are moved, and what that may cost. */
export interface PolishOptions extends Scorer {
  /** Rounds at most; each asks the network two to four times. */
  readonly rounds: number;
  readonly views: ViewSettings;
  readonly cost: InkCost;
  readonly random: Random;
  readonly signal?: AbortSignal;
  readonly onRound?: (round: number) => void;
}

/** A true image with better borders. */
export interface Polished {
  readonly truth: TrueImage;
  readonly score: Scored;
  /** By which factor the excitation rose, and what is estimated of the plot's time. */
  readonly excitation: number;
  readonly seconds: number;
}

/**
 * Moves the borders of a true image while its excitation per plot second rises. In each round, flips are ranked by the
 * gradient at the true image, done together, and kept only where the network agrees under views that the ranking did
 * not see; half as many are tried where it does not. The whole is kept only where the plain score agrees as well; null where it does not.
 */
export async function polish(truth: TrueImage, options: PolishOptions): Promise<Polished | null> {
  const { rounds, evaluator, signal, onRound } = options;
  const { width, height } = truth.map;
  const lens = openLens(evaluator.views, width, height, width / evaluator.width, options.views.beyond);
  const [first] = await scorePlainly([paint(truth)], options);
  const firstSeconds = inkSeconds(truth.map, options.cost);
  let map = truth.map;
  for (let round = 1; round <= rounds && !signal?.aborted; round++) {
    const next = await improve({ ...truth, map }, lens, options);
    if (!next) break;
    map = next;
    onRound?.(round);
  }
  if (map === truth.map) return null;
  const polished = { ...truth, map };
  const [score] = await scorePlainly([paint(polished)], options);
  const seconds = inkSeconds(map, options.cost);
  if (ratio(score!.excitation, seconds) <= ratio(first!.excitation, firstSeconds)) return null;
  return {
    truth: polished,
    score: score!,
    excitation: score!.excitation / first!.excitation,
    seconds: seconds / firstSeconds,
  };
}

/** The relation that counts; below 0 more time makes it no better. */
function ratio(of: number, seconds: number): number {
  return of > 0 ? of / seconds : of * seconds;
}

const shares = [1, 0.5, 0.25];

/** One round; null where no flips hold. */
async function improve(truth: TrueImage, lens: Lens, options: PolishOptions): Promise<IndexMap | null> {
  const { map, colours } = truth;
  const { cost } = options;
  const [ranking, judging] = [viewsOf(lens, options), viewsOf(lens, options)];
  const seen = await look(paint(truth), lens, ranking, options);
  const seconds = inkSeconds(map, cost);
  const gradient = smoothGradient(seen.gradient, lens.factor);
  const flips = payingFlips(map, colours, gradient, { excitation: seen.value, seconds }, cost);
  if (flips.length === 0) return null;
  const now = await look(paint(truth), lens, judging, options);
  for (const share of shares) {
    const changed = flipped(map, flips.slice(0, Math.ceil(share * flips.length)));
    const { value } = await look(paint({ ...truth, map: changed }), lens, judging, options);
    if (ratio(value, inkSeconds(changed, cost)) > ratio(now.value, seconds)) return changed;
  }
  return null;
}

function viewsOf(lens: Lens, { evaluator, views, random }: PolishOptions): Affine[] {
  return Array.from({ length: evaluator.views }, () => drawView(views, lens.width, lens.height, random));
}

/** Mean excitation over views, and its gradient on the picture. */
async function look(
  picture: RgbImage,
  lens: Lens,
  views: readonly Affine[],
  { evaluator, objective }: PolishOptions,
): Promise<{ value: number; gradient: RgbImage }> {
  const { terms, gradient } = await evaluateThrough(evaluator, lens, views, picture);
  const value = terms.reduce((sum, values) => sum + excitation(objective, values), 0) / terms.length;
  const back = lookBack(lens, views, gradient);
  return { value, gradient: { ...back, data: back.data.map((of) => of / terms.length) } };
}

function flipped(map: IndexMap, flips: readonly Flip[]): IndexMap {
  const indices = map.indices.slice();
  for (const { pixel, to } of flips) indices[pixel] = to;
  return { ...map, indices };
}
