import { seededRandom, type Random } from '../../random.ts';
import type { Ring } from '../geometry/polyline.ts';
import { isInside, sideGrid, type SideGrid } from './side-grid.ts';

/** Samples of the area per dot: they stand for it when cells are measured. */
const samplesPerDot = 16;

/** Rounds in which each dot moves to the middle of its cell. */
const rounds = 12;

/** Darts at this many spacings leave about as many dots as wanted. */
const dartDistance = 0.79;

/** Points x0, y0, x1, y1, ... */
export type Points = Float64Array;

/**
 * Dots spread evenly over an area, about `spacingMm` from each other, without rows: thrown at random but not too close
 * to each other, then moved to the middles of their Voronoi cells, cut at the area's edge (Lloyd; Secord, 2002, with
 * weight 1 inside the area and 0 outside). At least one where there is any room.
 */
export function spreadDots(rings: readonly Ring[], spacingMm: number, seed: number): Points {
  const random = seededRandom(seed);
  const area = sideGrid(rings, spacingMm);
  const samples = sampleArea(rings, area, spacingMm, random);
  if (samples.length <= 2) return samples;
  let dots = throwDarts(samples, dartDistance * spacingMm);
  for (let round = 0; round < rounds; round++) dots = moveToMiddles(dots, samples, spacingMm, area);
  return dots;
}

/** Samples in random order, one at a random place of each cell of a fine grid. */
function sampleArea(rings: readonly Ring[], area: SideGrid, spacingMm: number, random: Random): Points {
  const step = spacingMm * Math.sqrt(Math.sqrt(3) / 2 / samplesPerDot);
  const found: number[] = [];
  for (let y = 0; y < area.rows * area.cellMm; y += step) {
    for (let x = 0; x < area.columns * area.cellMm; x += step) {
      const [sx, sy] = [area.leftMm + x + step * random.uniform(), area.topMm + y + step * random.uniform()];
      if (isInside(area, sx, sy)) found.push(sx, sy);
    }
  }
  if (found.length === 0) return anyPoint(rings, area);
  return shuffled(found, random);
}

/** A small area may lie between the samples: the middle of its first ring, or a point of it if that is outside. */
function anyPoint(rings: readonly Ring[], area: SideGrid): Points {
  const [ring] = rings;
  if (!ring) return new Float64Array(0);
  const middle = [0, 1].map((c) => ring.reduce((sum, value, i) => (i % 2 === c ? sum + value : sum), 0));
  const [x, y] = middle.map((sum) => (2 * sum) / ring.length);
  return isInside(area, x!, y!) ? Float64Array.of(x!, y!) : ring.slice(0, 2);
}

function shuffled(points: readonly number[], random: Random): Points {
  const result = Float64Array.from(points);
  for (let i = result.length / 2 - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const [x, y] = [result[2 * i]!, result[2 * i + 1]!];
    result[2 * i] = result[2 * j]!;
    result[2 * i + 1] = result[2 * j + 1]!;
    result[2 * j] = x;
    result[2 * j + 1] = y;
  }
  return result;
}

/** Dots in cells, to find the nearest. */
interface DotGrid {
  readonly dots: number[] | Points;
  readonly cellMm: number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly columns: number;
  readonly rows: number;
  /** First dot of each cell, and the next of the same cell after each dot; -1 for none. */
  readonly first: Int32Array;
  readonly next: Int32Array;
}

function emptyDotGrid(samples: Points, cellMm: number, most: number): DotGrid {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < samples.length; i += 2) {
    left = Math.min(left, samples[i]!);
    right = Math.max(right, samples[i]!);
    top = Math.min(top, samples[i + 1]!);
    bottom = Math.max(bottom, samples[i + 1]!);
  }
  // A frame of empty cells: neighbours of cells need no checks.
  const [columns, rows] = [Math.floor((right - left) / cellMm) + 3, Math.floor((bottom - top) / cellMm) + 3];
  return {
    dots: [],
    cellMm,
    leftMm: left - cellMm,
    topMm: top - cellMm,
    columns,
    rows,
    first: new Int32Array(columns * rows).fill(-1),
    next: new Int32Array(most).fill(-1),
  };
}

function cellOf({ leftMm, topMm, cellMm, columns }: DotGrid, x: number, y: number): number {
  return Math.floor((y - topMm) / cellMm) * columns + Math.floor((x - leftMm) / cellMm);
}

function addDot(grid: DotGrid, dot: number, x: number, y: number): void {
  const cell = cellOf(grid, x, y);
  grid.next[dot] = grid.first[cell]!;
  grid.first[cell] = dot;
}

/** The nearest dot in a point's cell and those around it, or -1. */
function nearestDot({ dots, first, next, columns }: DotGrid, cell: number, x: number, y: number): number {
  let [best, least] = [-1, Infinity];
  for (let row = cell - columns; row <= cell + columns; row += columns) {
    for (let c = row - 1; c <= row + 1; c++) {
      for (let dot = first[c]!; dot >= 0; dot = next[dot]!) {
        const squared = (dots[2 * dot]! - x) ** 2 + (dots[2 * dot + 1]! - y) ** 2;
        if (squared < least) [best, least] = [dot, squared];
      }
    }
  }
  return best;
}

/** Every sample that is not too close to an earlier one. */
function throwDarts(samples: Points, distanceMm: number): Points {
  const dots: number[] = [];
  const grid = { ...emptyDotGrid(samples, distanceMm, samples.length / 2), dots };
  for (let i = 0; i < samples.length; i += 2) {
    const [x, y] = [samples[i]!, samples[i + 1]!];
    const near = nearestDot(grid, cellOf(grid, x, y), x, y);
    if (near >= 0 && Math.hypot(dots[2 * near]! - x, dots[2 * near + 1]! - y) < distanceMm) continue;
    addDot(grid, dots.length / 2, x, y);
    dots.push(x, y);
  }
  return Float64Array.from(dots);
}

/** Each dot in the mean of the samples nearest to it, unless that is outside. */
function moveToMiddles(dots: Points, samples: Points, spacingMm: number, area: SideGrid): Points {
  const grid = { ...emptyDotGrid(samples, spacingMm, dots.length / 2), dots };
  for (let dot = 0; 2 * dot < dots.length; dot++) addDot(grid, dot, dots[2 * dot]!, dots[2 * dot + 1]!);
  const sums = new Float64Array(dots.length);
  const counts = new Int32Array(dots.length / 2);
  for (let i = 0; i < samples.length; i += 2) {
    const [x, y] = [samples[i]!, samples[i + 1]!];
    const dot = nearestDot(grid, cellOf(grid, x, y), x, y);
    if (dot < 0) continue;
    sums[2 * dot]! += x;
    sums[2 * dot + 1]! += y;
    counts[dot]! += 1;
  }
  return sums.map((sum, i) => {
    const [dot, x] = [i >> 1, i & ~1];
    const count = counts[dot]!;
    return count > 0 && isInside(area, sums[x]! / count, sums[x + 1]! / count) ? sum / count : dots[i]!;
  });
}
