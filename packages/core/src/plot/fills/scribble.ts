import { seededRandom } from '../../random.ts';
import { curveThrough } from '../geometry/curve.ts';
import type { Path } from '../drawing.ts';
import { spreadDots, type Points } from './dots.ts';
import type { Fill } from './fill.ts';
import { lineThroughDots } from './line-through-dots.ts';
import { openPitch } from './open-pitch.ts';
import { distanceToEdge, firstMeeting, sideGrid, type SideGrid } from './side-grid.ts';

/** Radius of the largest loops, and way from dot to dot along the line they hang on, in pitches of the fill. */
const loopRadius = 1.1;
const dotDistance = 2;

/** The pen moves on by this share of a loop's radius in a full turn. */
const advance = 1.3;

/** Loops cross each other: with fewer of them the area is as dark as with lines side by side. */
const moreOpen = 1.3;

/** Points of a loop. */
const pointsPerTurn = 14;

/**
 * One loose line of loops, as a hand scribbles: it curls around a line that wanders through the area, in smaller loops
 * where there is less room, so that it never leaves.
 */
export const scribble: Fill = (rings, { widthMm }, { pitchMm, tone, seed }) => {
  const pitch = moreOpen * openPitch(pitchMm, tone);
  const spacing = dotDistance * pitch;
  const area = sideGrid(rings, spacing);
  const guides = lineThroughDots(spreadDots(rings, spacing, seed), spacing, area);
  return guides.map((guide, i) =>
    curl(guide, { area, radius: loopRadius * pitch, least: widthMm / 4, seed: seed + i }),
  );
};

interface Curl {
  readonly area: SideGrid;
  readonly radius: number;
  /** Room for loops smaller than this is not worth a stroke. */
  readonly least: number;
  readonly seed: number;
}

/** Loops around a line: c(s) + r(s) (cos a, sin a), a growing with s / r; r at most the way from c(s) to the edge. */
function curl(guide: Points, { area, radius, least, seed }: Curl): Path {
  const random = seededRandom(seed);
  let [angle, wanted] = [2 * Math.PI * random.uniform(), 0.8 * radius];
  const points: number[] = [];
  const draw = (x: number, y: number): void => {
    const r = Math.min(wanted, edgeShare * distanceToEdge(area, x, y, radius));
    points.push(x + r * Math.cos(angle), y + r * Math.sin(angle));
    angle += ((2 * Math.PI) / pointsPerTurn) * random.between(0.8, 1.2);
    // A slow drift back to the middle: loops differ, but not from one point to the next.
    wanted += 0.08 * (0.8 * radius - wanted) + 0.05 * radius * random.normal();
    wanted = Math.max(0.35 * radius, Math.min(radius, wanted));
  };
  walk(trackAlong(guide, area), () => (advance * Math.max(least, wanted)) / pointsPerTurn, draw);
  while (points.length < 2 * pointsPerTurn) draw(guide[0]!, guide[1]!);
  return { points: Float64Array.from(points), closed: false };
}

/** Part of the way to the edge that a loop takes: the line between two points on it must stay inside, too. */
const edgeShare = 0.97;

/** Visits points along a line, each as far from the last as `stepMm` says. */
function walk(line: Points, stepMm: () => number, visit: (x: number, y: number) => void): void {
  let way = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [dx, dy] = [line[i + 2]! - line[i]!, line[i + 3]! - line[i + 1]!];
    const length = Math.hypot(dx, dy);
    for (; way < length; way += stepMm())
      visit(line[i]! + (way / length) * dx, line[i + 1]! + (way / length) * dy);
    way -= length;
  }
}

/** A smooth line through the guide's points, or the guide itself where that would leave the area. */
function trackAlong(guide: Points, area: SideGrid): Points {
  const smooth = curveThrough(guide, false, 6);
  for (let i = 0; i + 3 < smooth.length; i += 2) {
    if (firstMeeting(area, smooth[i]!, smooth[i + 1]!, smooth[i + 2]!, smooth[i + 3]!) <= 1) return guide;
  }
  return smooth;
}
