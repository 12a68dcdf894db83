import type { Path } from './drawing.ts';
import { machines, type MachineProfile } from './machines.ts';
import { forgetPoint, nearestPoints, pointGrid, type PointGrid } from './point-grid.ts';
import { reversed } from './polyline.ts';
import { nearestSeam, reseam, type Seam } from './seam.ts';
import { entryAt, exitAt, improveTour, type HopCost, type Tour } from './tour.ts';

/** What ordering aims at. */
export interface OrderOptions {
  /** Strokes whose ends are this close need no lift between them, mm. */
  readonly joinMm: number;
  /** Whose time counts; an AxiDraw V3 unless said. */
  readonly machine?: MachineProfile;
  /** Rounds of improvement over the greedy order. */
  readonly rounds?: number;
}

/**
 * The strokes in an order, and each in a direction, that keeps the pen up for the shortest time: greedily from home
 * (0, 0) to whatever is nearest, then improved (2-opt, Or-opt). Closed strokes may begin anywhere on their line.
 * Deterministic. Returns as many strokes as it was given, the same but for direction and beginning.
 */
export function orderPaths(paths: readonly Path[], options: OrderOptions): Path[] {
  const { joinMm, machine = machines['axidraw-v3'], rounds = 2 } = options;
  const liftMm = (machine.raiseSeconds + machine.lowerSeconds) * machine.travelSpeed;
  const drawn = paths.filter(({ points }) => points.length >= 2);
  if (drawn.length === 0) return [];
  const cost: HopCost = { joinMm, liftMm };
  const plan = planGreedily(drawn);
  for (let round = 0; round < rounds; round++) {
    improveTour(plan.tour, cost);
    moveSeams(drawn, plan, cost);
  }
  return Array.from(plan.tour.order, (stroke) => pathOf(drawn[stroke]!, plan, stroke));
}

/** A tour, and where the closed strokes begin. */
interface Plan {
  readonly tour: Tour;
  readonly seams: (Seam | null)[];
}

/** From home always on to the nearest end, or the nearest place of a closed stroke. */
function planGreedily(paths: readonly Path[]): Plan {
  const { grid, starts } = collectPoints(paths);
  const plan = emptyPlan(paths.length);
  let [x, y] = [0, 0];
  for (let place = 0; place < paths.length; place++) {
    const point = nearestPoints(grid, x, y, 1)[0]!;
    const stroke = grid.owner[point]!;
    for (let i = starts[stroke]!; i < starts[stroke + 1]!; i++) forgetPoint(grid, i);
    enter(plan, paths[stroke]!, stroke, point === starts[stroke], [x, y]);
    plan.tour.order[place] = stroke;
    plan.tour.places[stroke] = place;
    const exit = exitAt(plan.tour, place);
    [x, y] = [plan.tour.x[exit]!, plan.tour.y[exit]!];
  }
  return plan;
}

function emptyPlan(count: number): Plan {
  const tour: Tour = {
    x: new Float64Array(2 * count + 1),
    y: new Float64Array(2 * count + 1),
    order: new Int32Array(count),
    flipped: new Uint8Array(count),
    places: new Int32Array(count),
  };
  return { tour, seams: new Array<Seam | null>(count).fill(null) };
}

function enter(
  plan: Plan,
  { points, closed }: Path,
  stroke: number,
  atFirst: boolean,
  from: [number, number],
): void {
  if (closed) {
    setSeam(plan, stroke, nearestSeam(points, from[0], from[1]));
    return;
  }
  const { x, y, flipped } = plan.tour;
  const last = points.length - 2;
  x[2 * stroke] = points[0]!;
  y[2 * stroke] = points[1]!;
  x[2 * stroke + 1] = points[last]!;
  y[2 * stroke + 1] = points[last + 1]!;
  flipped[stroke] = atFirst ? 0 : 1;
}

function setSeam({ tour: { x, y }, seams }: Plan, stroke: number, seam: Seam): void {
  seams[stroke] = seam;
  x[2 * stroke] = x[2 * stroke + 1] = seam.x;
  y[2 * stroke] = y[2 * stroke + 1] = seam.y;
}

/** Closed strokes are found by points no farther apart than this, mm. */
const loopStepMm = 2;

/** Ends of open strokes and points along closed ones; those of a stroke follow each other from `starts`. */
function collectPoints(paths: readonly Path[]): { grid: PointGrid; starts: number[] } {
  const [x, y, owner, starts]: number[][] & { length: 4 } = [[], [], [], [0]];
  paths.forEach(({ points, closed }, stroke) => {
    const last = points.length - 2;
    if (closed) alongRing(points, x, y);
    else {
      x.push(points[0]!, points[last]!);
      y.push(points[1]!, points[last + 1]!);
    }
    while (owner.length < x.length) owner.push(stroke);
    starts.push(x.length);
  });
  return { grid: pointGrid(Float64Array.from(x), Float64Array.from(y), Int32Array.from(owner)), starts };
}

function alongRing(ring: Float64Array, x: number[], y: number[]): void {
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const pieces = Math.max(1, Math.ceil(Math.hypot(dx, dy) / loopStepMm));
    for (let k = 0; k < pieces; k++) {
      x.push(ring[i]! + (dx * k) / pieces);
      y.push(ring[i + 1]! + (dy * k) / pieces);
    }
  }
}

/** Begins each closed stroke where the way from the one before, or to the one after, is shortest. */
function moveSeams(paths: readonly Path[], plan: Plan, { joinMm, liftMm }: HopCost): void {
  const { tour, seams } = plan;
  tour.order.forEach((stroke, place) => {
    const { points, closed } = paths[stroke]!;
    if (!closed) return;
    const [from, to] = [exitAt(tour, place - 1), entryAt(tour, place + 1)];
    const price = (seam: Seam): number =>
      [from, to].reduce((sum, end) => {
        const length = Math.hypot(tour.x[end]! - seam.x, tour.y[end]! - seam.y);
        return sum + length + (length > joinMm ? liftMm : 0);
      }, 0);
    let best = seams[stroke]!;
    for (const end of [from, to]) {
      const seam = nearestSeam(points, tour.x[end]!, tour.y[end]!);
      if (price(seam) < price(best)) best = seam;
    }
    setSeam(plan, stroke, best);
  });
}

function pathOf({ points, closed }: Path, { tour, seams }: Plan, stroke: number): Path {
  if (closed) return { points: reseam(points, seams[stroke]!), closed };
  return { points: tour.flipped[stroke] === 1 ? reversed(points) : points, closed };
}
