import { lengthOf, type Ring } from '../geometry/polyline.ts';

/** Points along the rings of an area. */
export interface RingSamples {
  /** x0, y0, x1, y1, ... in mm. */
  readonly points: Float64Array;
  readonly ring: Int32Array;
  /** Way along the ring from its first point, mm. */
  readonly way: Float64Array;
  readonly ringLengths: readonly number[];
  /** Neighbours along the ring. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** Every point of the rings, and as many between them that none is farther than `stepMm` from the next. */
export function sampleRings(rings: readonly Ring[], stepMm: number): RingSamples {
  const points: number[] = [];
  const way: number[] = [];
  const ringOf: number[] = [];
  rings.forEach((ring, r) => {
    sampleRing(ring, stepMm, points, way);
    while (ringOf.length < way.length) ringOf.push(r);
  });
  const ring = Int32Array.from(ringOf);
  return {
    points: Float64Array.from(points),
    ring,
    way: Float64Array.from(way),
    ringLengths: rings.map((own) => lengthOf(own, true)),
    ...neighbours(ring),
  };
}

function sampleRing(ring: Ring, stepMm: number, points: number[], way: number[]): void {
  let gone = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const length = Math.hypot(dx, dy);
    const pieces = Math.max(1, Math.ceil(length / stepMm));
    for (let k = 0; k < pieces; k++) {
      points.push(ring[i]! + (dx * k) / pieces, ring[i + 1]! + (dy * k) / pieces);
      way.push(gone + (length * k) / pieces);
    }
    gone += length;
  }
}

function neighbours(ring: Int32Array): Pick<RingSamples, 'before' | 'after'> {
  const before = ring.map((_, i) => i - 1);
  const after = ring.map((_, i) => i + 1);
  for (let start = 0, i = 0; i < ring.length; i++) {
    if (ring[i + 1] === ring[i]) continue;
    before[start] = i;
    after[i] = start;
    start = i + 1;
  }
  return { before, after };
}

/** Length of the edge between two samples, the shorter way around; endless between two rings. */
export function edgeBetween({ ring, way, ringLengths }: RingSamples, p: number, q: number): number {
  if (ring[p] !== ring[q]) return Infinity;
  const length = Math.abs(way[p]! - way[q]!);
  return Math.min(length, ringLengths[ring[p]!]! - length);
}

/** Whether the way from p to q begins inside the area, which lies on the right hand of its rings. */
export function looksInside({ points, before, after }: RingSamples, p: number, q: number): boolean {
  const b = before[p]!;
  const a = after[p]!;
  const alongX = points[2 * a]! - points[2 * b]!;
  const alongY = points[2 * a + 1]! - points[2 * b + 1]!;
  const toX = points[2 * q]! - points[2 * p]!;
  const toY = points[2 * q + 1]! - points[2 * p + 1]!;
  return alongX * toY - alongY * toX > 0;
}
