import Delaunator from 'delaunator';
import type { Path } from './drawing.ts';
import { lengthOf, type Ring } from './polyline.ts';
import { simplifyLine } from './simplify.ts';

/** What counts as a thin part of an area. */
export interface CentreLineOptions {
  /** Parts up to this thick get a centre line, mm. */
  readonly thickestMm: number;
  /** Thinner ones get none; 0 unless given. */
  readonly thinnestMm?: number;
  /** Width of the pen that draws them, mm. */
  readonly penWidthMm: number;
}

/**
 * Lines along the middle of the thin parts of an area: its edge is sampled, the samples triangulated (Delaunay), and
 * the middles of the triangle sides that cross the area make the line (the chordal axis of Prasad, 1997). A side that
 * is long against the edge it cuts off is a corner or an end, not a part, and is left out.
 */
export function centreLines(rings: readonly Ring[], options: CentreLineOptions): Path[] {
  const samples = sampleRings(rings, options.penWidthMm / 3);
  const links = linkChords(samples, findChords(samples, options));
  return traceChains(links)
    .map(({ nodes, closed }) => drawChain(links, nodes, closed))
    .filter(({ points, closed }) => lengthOf(points, closed) > 0);
}

/** Points along the rings, close enough to each other that their triangles follow the shape. */
interface Samples {
  readonly points: Float64Array;
  readonly ring: Int32Array;
  /** Way along the ring, mm. */
  readonly way: Float64Array;
  readonly ringLengths: readonly number[];
  /** Neighbours along the ring. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

function sampleRings(rings: readonly Ring[], stepMm: number): Samples {
  const [points, ringOf, way, before, after]: number[][] = [[], [], [], [], []] as const;
  rings.forEach((ring, r) => {
    const start = way.length;
    let gone = 0;
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [x, y, dx, dy] = [ring[i]!, ring[i + 1]!, ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
      const length = Math.hypot(dx, dy);
      const pieces = Math.max(1, Math.ceil(length / stepMm));
      for (let k = 0; k < pieces; k++) {
        points.push(x + (dx * k) / pieces, y + (dy * k) / pieces);
        way.push(gone + (length * k) / pieces);
        ringOf.push(r);
      }
      gone += length;
    }
    for (let i = start; i < way.length; i++) {
      before.push(i === start ? way.length - 1 : i - 1);
      after.push(i === way.length - 1 ? start : i + 1);
    }
  });
  return {
    points: Float64Array.from(points),
    ring: Int32Array.from(ringOf),
    way: Float64Array.from(way),
    ringLengths: rings.map((ring) => lengthOf(ring, true)),
    before: Int32Array.from(before),
    after: Int32Array.from(after),
  };
}

/** Triangle sides that run across a thin part. A side is named by the lower of its two half-edges. */
interface Chords {
  readonly triangulation: Delaunator<Float64Array>;
  readonly isChord: (halfEdge: number) => boolean;
}

function findChords(samples: Samples, options: CentreLineOptions): Chords {
  const triangulation = new Delaunator(samples.points);
  const { triangles, halfedges } = triangulation;
  const chords = new Uint8Array(triangles.length);
  triangles.forEach((p, e) => {
    const twin = halfedges[e]!;
    if (twin < e) return;
    const q = triangles[e % 3 === 2 ? e - 2 : e + 1]!;
    if (crossesThinPart(samples, p, q, options)) chords[e] = chords[twin] = 1;
  });
  return { triangulation, isChord: (halfEdge) => chords[halfEdge] === 1 };
}

function crossesThinPart(samples: Samples, p: number, q: number, options: CentreLineOptions): boolean {
  const { points, before, after } = samples;
  const length = Math.hypot(points[2 * q]! - points[2 * p]!, points[2 * q + 1]! - points[2 * p + 1]!);
  const { thinnestMm = 0, thickestMm } = options;
  if (length < thinnestMm || length > thickestMm || after[p] === q || before[p] === q) return false;
  if (edgeBetween(samples, p, q) < Math.max(2.5 * length, 2 * options.penWidthMm)) return false;
  return looksInside(samples, p, q) && looksInside(samples, q, p);
}

/** Length of the edge between two samples, the shorter way around; endless between two rings. */
function edgeBetween({ ring, way, ringLengths }: Samples, p: number, q: number): number {
  if (ring[p] !== ring[q]) return Infinity;
  const length = Math.abs(way[p]! - way[q]!);
  return Math.min(length, ringLengths[ring[p]!]! - length);
}

/** Whether the way from p to q begins inside the area, which lies on the right hand of its rings. */
function looksInside({ points, before, after }: Samples, p: number, q: number): boolean {
  const [b, a] = [before[p]!, after[p]!];
  const [alongX, alongY] = [points[2 * a]! - points[2 * b]!, points[2 * a + 1]! - points[2 * b + 1]!];
  const [toX, toY] = [points[2 * q]! - points[2 * p]!, points[2 * q + 1]! - points[2 * p + 1]!];
  return alongX * toY - alongY * toX > 0;
}

/** Middles of chords, linked where two chords share a triangle. */
interface Links {
  readonly x: number[];
  readonly y: number[];
  readonly neighbours: number[][];
}

function linkChords(samples: Samples, { triangulation, isChord }: Chords): Links {
  const { triangles, halfedges } = triangulation;
  const links: Links = { x: [], y: [], neighbours: [] };
  const nodes = new Map<number, number>();
  const middle = (halfEdge: number): number => {
    const name = Math.min(halfEdge, halfedges[halfEdge]!);
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const [p, q] = [triangles[halfEdge]!, triangles[halfEdge % 3 === 2 ? halfEdge - 2 : halfEdge + 1]!];
    const { points } = samples;
    const node = addNode(
      links,
      (points[2 * p]! + points[2 * q]!) / 2,
      (points[2 * p + 1]! + points[2 * q + 1]!) / 2,
    );
    nodes.set(name, node);
    return node;
  };
  for (let e = 0; e < triangles.length; e += 3) {
    const own = [e, e + 1, e + 2].filter(isChord).map(middle);
    if (own.length === 2) connect(links, own[0]!, own[1]!);
    if (own.length === 3) branch(links, own);
  }
  return links;
}

function addNode({ x, y, neighbours }: Links, atX: number, atY: number): number {
  x.push(atX);
  y.push(atY);
  neighbours.push([]);
  return x.length - 1;
}

function connect({ neighbours }: Links, one: number, other: number): void {
  neighbours[one]!.push(other);
  neighbours[other]!.push(one);
}

/** Three parts meet: they do so in the middle. */
function branch(links: Links, nodes: readonly number[]): void {
  const mean = (values: number[]): number =>
    nodes.reduce((sum, node) => sum + values[node]!, 0) / nodes.length;
  const centre = addNode(links, mean(links.x), mean(links.y));
  for (const node of nodes) connect(links, node, centre);
}

interface Chain {
  readonly nodes: readonly number[];
  readonly closed: boolean;
}

/** Every link once, in chains that end where parts end or meet. */
function traceChains({ neighbours }: Links): Chain[] {
  const walked = new Set<number>();
  const key = (one: number, other: number): number =>
    Math.min(one, other) * neighbours.length + Math.max(one, other);
  const follow = (start: number, first: number): Chain => {
    const nodes = [start];
    let [from, at] = [start, first];
    for (;;) {
      walked.add(key(from, at));
      if (at === start) return { nodes, closed: true };
      nodes.push(at);
      if (neighbours[at]!.length !== 2) return { nodes, closed: false };
      const next = neighbours[at]![0] === from ? neighbours[at]![1]! : neighbours[at]![0]!;
      [from, at] = [at, next];
    }
  };
  const chains: Chain[] = [];
  for (const wantsEnds of [true, false]) {
    neighbours.forEach((own, node) => {
      if (wantsEnds && own.length === 2) return;
      for (const next of own) if (!walked.has(key(node, next))) chains.push(follow(node, next));
    });
  }
  return chains;
}

/** The middles zigzag a little from triangle to triangle; three rounds of averaging straighten them. */
function drawChain({ x, y }: Links, nodes: readonly number[], closed: boolean): Path {
  let points = Float64Array.from(nodes.flatMap((node) => [x[node]!, y[node]!]));
  for (let round = 0; round < 3; round++) points = average(points, closed);
  return { points: closed ? points : simplifyLine(points, toleranceMm), closed };
}

const toleranceMm = 0.02;

function average(points: Float64Array, closed: boolean): Float64Array<ArrayBuffer> {
  const result = Float64Array.from(points);
  const count = points.length;
  for (let i = closed ? 0 : 2; i < count - (closed ? 0 : 2); i++) {
    result[i] = (points[(i + count - 2) % count]! + 2 * points[i]! + points[(i + 2) % count]!) / 4;
  }
  return result;
}
