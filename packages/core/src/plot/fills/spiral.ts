import type { Path } from '../drawing.ts';
import { boundsOf, lengthOf, type Ring } from '../polyline.ts';
import { nearestSeam, reseam } from '../seam.ts';
import { simplifyLine } from '../simplify.ts';
import type { Fill } from './fill.ts';
import { ringsWithin } from './rings-within.ts';
import { nearestOnEdge, sideGrid, type SideGrid } from './side-grid.ts';

/** A ring goes on in one further in that is not farther than this, in pitches. */
const longestLink = 2;

/** Points along a turn, in pitches: between them it may leave the area by a thirtieth of a pitch at most. */
const pointDistance = 0.5;

const toleranceMm = 0.01;

/**
 * Lines that follow the edge, turn after turn, and drift inwards by a pitch in each, so that a simple area is one
 * spiral without a seam; where the area falls apart, each part has a spiral of its own.
 */
export const spiral: Fill = (rings, pen, { pitchMm, outlined }) => {
  const { levels, middles } = ringsWithin(rings, pitchMm, pen.widthMm);
  const lines: Line[] = outlined ? [] : (levels[0] ?? []).map((ring) => begin(ring, 0));
  levels.slice(1).forEach((level, i) => {
    const outer = sideGrid(levels[i]!, 2 * pitchMm);
    for (const ring of level) addTurn(lines, ring, i + 1, outer, pitchMm);
  });
  return [...lines.map(finish), ...middles];
};

/** A spiral that grows: what is drawn, and its last ring, where the pen is at the ring's first point. */
interface Line {
  readonly points: number[];
  ring: Ring;
  depth: number;
}

function begin(ring: Ring, depth: number): Line {
  return { points: [], ring, depth };
}

/** One more turn for the spiral whose end is nearest, or a new spiral. */
function addTurn(lines: Line[], ring: Ring, depth: number, outer: SideGrid, pitchMm: number): void {
  const reach = boundsOf([ring], longestLink * pitchMm)!;
  let [line, own, least]: [Line | null, Ring, number] = [null, ring, longestLink * pitchMm];
  for (const candidate of lines) {
    const [x, y] = [candidate.ring[0]!, candidate.ring[1]!];
    if (candidate.depth !== depth - 1 || x < reach.leftMm || x > reach.rightMm) continue;
    if (y < reach.topMm || y > reach.bottomMm) continue;
    const seam = nearestSeam(ring, x, y);
    const distance = Math.hypot(seam.x - x, seam.y - y);
    if (distance < least) [line, own, least] = [candidate, reseam(ring, seam), distance];
  }
  if (!line) lines.push((line = begin(own, depth)));
  line.points.push(...turnOf(own, outer, pitchMm));
  line.ring = own;
  line.depth = depth;
}

/** From the rings outside to this one in a turn: a(s) + s (c(s) - a(s)), a(s) the point nearest to c(s) on those. */
function turnOf(ring: Ring, outer: SideGrid, pitchMm: number): number[] {
  const total = lengthOf(ring, true);
  const points: number[] = [];
  let way = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const length = Math.hypot(dx, dy);
    const pieces = Math.max(1, Math.ceil(length / (pointDistance * pitchMm)));
    for (let k = 0; k < pieces; k++) {
      const [x, y] = [ring[i]! + (k / pieces) * dx, ring[i + 1]! + (k / pieces) * dy];
      const s = (way + (k / pieces) * length) / total;
      const [ax, ay] = nearestOnEdge(outer, x, y, longestLink * pitchMm) ?? [x, y];
      points.push(ax + s * (x - ax), ay + s * (y - ay));
    }
    way += length;
  }
  return points;
}

/** The last ring all around: the drift ends there. */
function finish({ points, ring }: Line): Path {
  if (points.length === 0) return { points: ring, closed: true };
  const whole = Float64Array.from([...points, ...ring, ring[0]!, ring[1]!]);
  return { points: simplifyLine(whole, toleranceMm), closed: false };
}
