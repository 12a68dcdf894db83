import type { Path } from '../drawing.ts';
import { boundsOf, lengthOf, type Ring } from '../geometry/polyline.ts';
import { nearestSeam, reseam } from '../order/seam.ts';
import { simplifyLine } from '../geometry/simplify.ts';
import type { Fill } from './fill.ts';
import { dotsInGaps } from './gaps.ts';
import { ringsWithin } from './rings-within.ts';
import { distanceToEdge, nearestOnEdge, sideGrid, type EdgePoint, type SideGrid } from './side-grid.ts';

/** A ring goes on in one further in that is not farther than this, in pitches. */
const longestLink = 2;

/** Points along a turn, in pitches: between them it may leave the area by a thirtieth of a pitch at most. */
const pointDistance = 0.5;

const toleranceMm = 0.01;

/** Parts of a ring that the next turn does not follow are drawn by themselves: farther away, and longer, in pitches. */
const mostApart = 1.3;
const shortestRest = 4;

/** From here on, as a share of a turn, the turn itself is close enough to its ring. */
const closeEnough = 0.85;

/**
 * Lines that follow the edge, turn after turn, and drift inwards by a pitch in each, so that a simple area is one
 * spiral without a seam; where the area falls apart, each part has a spiral of its own. Where lines are close enough to
 * be solid, what the drift would leave open there is drawn, too.
 */
export const spiral: Fill = (rings, pen, { pitchMm, outlined }) => {
  const { levels, middles } = ringsWithin(rings, pitchMm, pen.widthMm);
  const solid = pitchMm <= pen.widthMm;
  const lines: Line[] = outlined
    ? []
    : (levels[0] ?? []).map((ring) => ({ ...begin(ring, 0), points: around(ring) }));
  levels.slice(1).forEach((level, i) => {
    const outer = sideGrid(levels[i]!, 2 * pitchMm);
    for (const ring of level) addTurn(lines, ring, i + 1, { outer, pitchMm, solid });
  });
  if (!solid) return lines.map(({ points }) => pathOf(points));
  const spirals = lines.map(({ points, ring }) => pathOf([...points, ...around(ring)]));
  const rests = lines.flatMap(({ followed }) => followed.flatMap((pair) => restsOf(pair, pitchMm)));
  const drawn = [...spirals, ...rests, ...middles];
  return [...drawn, ...dotsInGaps(rings, drawn, pen.widthMm)];
};

interface Turn {
  /** The rings one level further out. */
  readonly outer: SideGrid;
  readonly pitchMm: number;
  readonly solid: boolean;
}

/** A spiral that grows: what is drawn, and its last ring, where the pen is at the ring's first point. */
interface Line {
  readonly points: number[];
  ring: Ring;
  depth: number;
  /** Rings that it followed without closing them, each with the next. */
  readonly followed: [ring: Ring, next: Ring][];
}

function begin(ring: Ring, depth: number): Line {
  return { points: [], ring, depth, followed: [] };
}

/** One more turn for the spiral whose end is nearest, or a new spiral. */
function addTurn(lines: Line[], ring: Ring, depth: number, turn: Turn): void {
  const { outer, pitchMm, solid } = turn;
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
  if (line && solid) goOn(line, own, pitchMm);
  if (!line) lines.push((line = begin(own, depth)));
  line.points.push(...turnOf(own, outer, pitchMm));
  line.ring = own;
  line.depth = depth;
}

/** Unless an area falls apart or grows together, its edge's length changes by less: as a share, and in pitches. */
const mostChange = 0.06;
const cornersChange = 12;

/** The drift goes on where the next ring is like the last; else the last is closed first. */
function goOn(line: Line, next: Ring, pitchMm: number): void {
  const [length, change] = [lengthOf(line.ring, true), lengthOf(line.ring, true) - lengthOf(next, true)];
  if (Math.abs(change) < mostChange * length + cornersChange * pitchMm) line.followed.push([line.ring, next]);
  else line.points.push(...around(line.ring));
}

/** From the rings outside to this one in a turn: a(s) + s (c(s) - a(s)), a(s) the point nearest to c(s) on those. */
function turnOf(ring: Ring, outer: SideGrid, pitchMm: number): number[] {
  const points: number[] = [];
  let last: EdgePoint | null = null;
  eachPoint(ring, pointDistance * pitchMm, (x, y, s) => {
    const nearest = nearestOnEdge(outer, x, y, longestLink * pitchMm);
    for (const [cx, cy] of cornersBetween(outer, last, nearest)) {
      if (Math.hypot(cx - x, cy - y) < longestCorner * pitchMm)
        points.push(cx + s * (x - cx), cy + s * (y - cy));
    }
    const [ax, ay] = nearest ? [nearest.x, nearest.y] : [x, y];
    points.push(ax + s * (x - ax), ay + s * (y - ay));
    last = nearest;
  });
  return points;
}

/** Sharper corners, in pitches from the ring inside them, are left to the outline. */
const longestCorner = 3;

/** Points of a ring and between them, and the share of the way around at which they are. */
function eachPoint(
  ring: Ring,
  distanceMm: number,
  visit: (x: number, y: number, share: number) => void,
): void {
  const total = lengthOf(ring, true);
  let way = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const length = Math.hypot(dx, dy);
    const pieces = Math.max(1, Math.ceil(length / distanceMm));
    for (let k = 0; k < pieces; k++) {
      visit(
        ring[i]! + (k / pieces) * dx,
        ring[i + 1]! + (k / pieces) * dy,
        (way + (k / pieces) * length) / total,
      );
    }
    way += length;
  }
}

/** Sides that may lie between two neighbouring points' nearest ones. */
const mostSides = 24;

/** The corners of the edge passed from one of its points to the next; none where that is on another ring. */
function cornersBetween(
  { sides }: SideGrid,
  from: EdgePoint | null,
  to: EdgePoint | null,
): [x: number, y: number][] {
  if (!from || !to || to.side <= from.side || to.side - from.side > 4 * mostSides) return [];
  const corners: [number, number][] = [];
  for (let side = from.side; side < to.side; side += 4) {
    if (sides[side + 2] !== sides[side + 4] || sides[side + 3] !== sides[side + 5]) return [];
    corners.push([sides[side + 2]!, sides[side + 3]!]);
  }
  return corners;
}

/** Parts of a ring that are too far from the next turn. */
function restsOf([ring, next]: readonly [Ring, Ring], pitchMm: number): Path[] {
  const inner = sideGrid([next], 2 * pitchMm);
  const rests: number[][] = [[]];
  eachPoint(ring, pointDistance * pitchMm, (x, y, s) => {
    const far = s < closeEnough && distanceToEdge(inner, x, y, mostApart * pitchMm) >= mostApart * pitchMm;
    if (far) rests[rests.length - 1]!.push(x, y);
    else if (rests[rests.length - 1]!.length > 0) rests.push([]);
  });
  return rests
    .map((points) => simplifyLine(Float64Array.from(points), toleranceMm))
    .filter((points) => lengthOf(points, false) > shortestRest * pitchMm)
    .map((points) => ({ points, closed: false }));
}

function pathOf(points: readonly number[]): Path {
  return { points: simplifyLine(Float64Array.from(points), toleranceMm), closed: false };
}

/** All around and back to the beginning. */
function around(ring: Ring): number[] {
  return [...ring, ring[0]!, ring[1]!];
}
