import type { Address } from '../../kernels/kernels.ts';
import type { Block, MemoryPlan } from '../../kernels/memory.ts';
import { planPlanes, type Raster } from '../raster.ts';

/** What gradients of a canvas of pixels are worked out in. */
export interface Backward {
  /** Of the probabilities, then of the logits: laid out as they are. */
  readonly gradient: Address;
  /** Of the picture, planar [3, height, width]. */
  readonly image: Block;
  /** Of the knots, [pens, rows, columns] for each level. */
  readonly knots: readonly Block[];
  /** What is added to the gradient of a pen's probability everywhere. */
  readonly push: Block;
  readonly scratch: Block;
  /** Three doubles: a colour's gradient. */
  readonly sums: Block;
}

/** Room for the gradients of a raster. */
export function planBackward(plan: MemoryPlan, { logits, knots }: Omit<Raster, 'memory'>): Backward {
  const { pens, plane } = logits;
  return {
    gradient: planPlanes(plan, pens, plane).at,
    image: plan.reserve(3 * plane),
    knots: knots.map(({ length }) => plan.reserve(length)),
    push: plan.reserve(pens),
    scratch: plan.reserve(4 * pens),
    sums: plan.reserve(6),
  };
}
