import { planMemory, type Block, type KernelMemory } from '../../kernels/memory.ts';

/** How many numbers of lines' points and shares, and how many quads of ink. */
export interface RoomNeeds {
  readonly points: number;
  readonly shares: number;
  readonly quads: number;
}

/** The kernels' memory for a page and so many lines. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly pens: number;
  /** Pixels in a row with its padding, a multiple of four. */
  readonly row: number;
  /** Numbers from one pen's plane to the next. */
  readonly stride: number;
  readonly memory: KernelMemory;
  readonly points: Block;
  readonly pointsGradient: Block;
  readonly shares: Block;
  readonly sharesGradient: Block;
  readonly distances: Block;
  readonly places: Block;
  readonly list: Block;
  readonly records: Block;
  readonly blanks: Block;
  /** The gradient of the blanks, eaten up by the lines one by one; and a copy from before. */
  readonly blanksGradient: Block;
  readonly asked: Block;
  readonly ink: Block;
  readonly image: Block;
  readonly order: Block;
  readonly inks: Block;
  readonly paper: Block;
  readonly scratch: Block;
  readonly colours: Block;
  readonly sums: Block;
}

/** Room for lines of so many points in all, and for so many quads of ink. Errors: `bad-size` when there is none. */
export function openRoom(width: number, height: number, pens: number, needs: RoomNeeds): Room {
  const row = 4 * Math.ceil(width / 4);
  const plane = row * height;
  const stride = plane + 32; // planes a power of two apart would compete for the same lines of the cache
  const plan = planMemory();
  const blocks = {
    points: plan.reserve(needs.points),
    pointsGradient: plan.reserve(needs.points),
    shares: plan.reserve(needs.shares),
    sharesGradient: plan.reserve(4 * pens),
    distances: plan.reserve(plane),
    places: plan.reserve(plane),
    list: plan.reserve(needs.quads),
    records: plan.reserve(needs.quads * 4 * (2 + pens)),
    blanks: plan.reserve(pens * stride),
    blanksGradient: plan.reserve(pens * stride),
    asked: plan.reserve(pens * stride),
    ink: plan.reserve(plane),
    image: plan.reserve(3 * plane),
    order: plan.reserve(pens),
    inks: plan.reserve(4 * pens),
    paper: plan.reserve(3),
    scratch: plan.reserve(4 * 10 * pens),
    colours: plan.reserve(2 * 3 * pens),
    sums: plan.reserve(2 * 4),
  };
  const memory = plan.open();
  memory.kernels.forgetAll(blocks.distances.at, plane);
  return { width, height, pens, row, stride, memory, ...blocks };
}
