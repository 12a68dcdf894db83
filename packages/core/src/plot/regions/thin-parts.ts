import type { RingSamples } from './ring-samples.ts';

/** Whether the way between two samples, which are near each other, crosses a thin part of an area. */
export type Crosses = (p: number, q: number) => boolean;

/** Samples on each side, along the edge, of those that lie at a thin part. */
const beside = 6;

/**
 * The samples at thin parts of an area, in order: those from which another one is seen across, up to `reachMm` away, and
 * some more to their sides. Most of a picture is thick, and need not be looked at any closer.
 */
export function samplesAtThinParts(samples: RingSamples, reachMm: number, crosses: Crosses): Int32Array {
  const { points, before, after } = samples;
  const facing = new Uint8Array(before.length);
  const cells = hashedCells(points, reachMm);
  for (let p = 0; p < facing.length; p++) {
    const other = facing[p] === 1 ? -1 : findFacing(cells, points, p, crosses);
    if (other >= 0) facing[p] = facing[other] = 1;
  }
  const kept = facing.slice();
  for (let p = 0; p < facing.length; p++) {
    if (facing[p] === 0) continue;
    for (let i = 0, back = p, on = p; i < beside; i++) {
      back = before[back]!;
      on = after[on]!;
      kept[back] = kept[on] = 1;
    }
  }
  return Int32Array.from(kept.keys()).filter((p) => kept[p] === 1);
}

/** Points in square cells, each cell's in a list; cells share lists now and then. */
interface Cells {
  readonly sideMm: number;
  /** First point of each list, and of each point the next; -1 at the end. */
  readonly firsts: Int32Array;
  readonly next: Int32Array;
}

function hashedCells(points: Float64Array, sideMm: number): Cells {
  const count = points.length / 2;
  const firsts = new Int32Array(2 ** Math.ceil(Math.log2(count + 1))).fill(-1);
  const next = new Int32Array(count);
  for (let p = 0; p < count; p++) {
    const list = listOf(Math.floor(points[2 * p]! / sideMm), Math.floor(points[2 * p + 1]! / sideMm), firsts);
    next[p] = firsts[list]!;
    firsts[list] = p;
  }
  return { sideMm, firsts, next };
}

function listOf(column: number, row: number, firsts: Int32Array): number {
  return (Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)) & (firsts.length - 1);
}

function findFacing(
  { sideMm, firsts, next }: Cells,
  points: Float64Array,
  p: number,
  crosses: Crosses,
): number {
  const x = points[2 * p]!;
  const y = points[2 * p + 1]!;
  const column = Math.floor(x / sideMm);
  const row = Math.floor(y / sideMm);
  for (let c = column - 1; c <= column + 1; c++) {
    for (let r = row - 1; r <= row + 1; r++) {
      for (let q = firsts[listOf(c, r, firsts)]!; q >= 0; q = next[q]!) {
        const dx = points[2 * q]! - x;
        const dy = points[2 * q + 1]! - y;
        if (dx * dx + dy * dy <= sideMm * sideMm && crosses(p, q)) return q;
      }
    }
  }
  return -1;
}
