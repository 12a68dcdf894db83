import Delaunator from 'delaunator';
import type { Path } from '../drawing.ts';
import { addNode, emptyGraph, linkNodes, traceChains, type Chain, type LineGraph } from './line-graph.ts';
import { lengthOf, type Ring } from '../geometry/polyline.ts';
import { edgeBetween, looksInside, sampleRings, type RingSamples } from './ring-samples.ts';
import { simplifyLine, simplifyRing } from '../geometry/simplify.ts';
import { samplesAtThinParts, type Crosses } from './thin-parts.ts';

/** What counts as a thin part of an area. */
export interface CentreLineOptions {
  /** Parts up to this thick get a centre line, mm. */
  readonly thickestMm: number;
  /** Thinner ones get none; 0 unless given. */
  readonly thinnestMm?: number;
  /** Width of the pen that draws them, mm. */
  readonly penWidthMm: number;
}

/** Samples of the edge in a pen's width: close enough that triangles follow the shape. */
const samplesPerWidth = 3;

/**
 * Lines along the middle of the thin parts of an area: its edge is sampled, the samples triangulated (Delaunay), and
 * the middles of the triangle sides that cross the area make the line (the chordal axis of Prasad, 1997). A side that
 * is long against the edge it cuts off is a corner or an end, not a part, and is left out.
 */
export function centreLines(rings: readonly Ring[], options: CentreLineOptions): Path[] {
  const samples = sampleRings(rings, options.penWidthMm / samplesPerWidth);
  const crosses: Crosses = (p, q) => crossesThinPart(samples, p, q, options);
  const thin = samplesAtThinParts(samples, options.thickestMm, crosses);
  if (thin.length === 0) return [];
  const graph = linkChords(samples, findChords(samples, thin, crosses));
  return traceChains(graph)
    .map((chain) => drawChain(graph, chain))
    .filter(({ points, closed }) => lengthOf(points, closed) > 0);
}

/** Triangles of samples, three half-edges each; the sides that run across a thin part have both of theirs marked. */
interface Chords {
  /** The sample that each half-edge begins at. */
  readonly triangles: Int32Array;
  readonly halfedges: Int32Array;
  readonly marked: Uint8Array;
}

function findChords({ points }: RingSamples, thin: Int32Array, crosses: Crosses): Chords {
  const some = Float64Array.from({ length: 2 * thin.length }, (_, i) => points[2 * thin[i >> 1]! + (i & 1)]!);
  const triangulation = new Delaunator(some);
  const { halfedges } = triangulation;
  const triangles = Int32Array.from(triangulation.triangles, (at) => thin[at]!);
  const marked = new Uint8Array(triangles.length);
  triangles.forEach((p, e) => {
    const twin = halfedges[e]!;
    if (twin > e && crosses(p, triangles[nextAround(e)]!)) marked[e] = marked[twin] = 1;
  });
  return { triangles, halfedges, marked };
}

/** The half-edge after this one, around the same triangle. */
function nextAround(halfEdge: number): number {
  return halfEdge % 3 === 2 ? halfEdge - 2 : halfEdge + 1;
}

function crossesThinPart(samples: RingSamples, p: number, q: number, options: CentreLineOptions): boolean {
  const { points, before, after } = samples;
  const { thinnestMm = 0, thickestMm, penWidthMm } = options;
  const dx = points[2 * q]! - points[2 * p]!;
  const dy = points[2 * q + 1]! - points[2 * p + 1]!;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < thinnestMm || length > thickestMm || after[p] === q || before[p] === q) return false;
  // A leg cuts off more edge than a right-angled corner does, and more than a pen's round end covers.
  if (edgeBetween(samples, p, q) < Math.max(2.5 * length, 2 * penWidthMm)) return false;
  return looksInside(samples, p, q) && looksInside(samples, q, p);
}

/** Middles of chords, linked where two chords share a triangle; where three do, they meet in its middle. */
function linkChords({ points }: RingSamples, { triangles, halfedges, marked }: Chords): LineGraph {
  const graph = emptyGraph();
  const nodes = new Map<number, number>();
  const middle = (halfEdge: number): number => {
    const name = Math.min(halfEdge, halfedges[halfEdge]!);
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const [p, q] = [2 * triangles[halfEdge]!, 2 * triangles[nextAround(halfEdge)]!];
    const node = addNode(graph, (points[p]! + points[q]!) / 2, (points[p + 1]! + points[q + 1]!) / 2);
    nodes.set(name, node);
    return node;
  };
  for (let e = 0; e < triangles.length; e += 3) {
    const own = [e, e + 1, e + 2].filter((halfEdge) => marked[halfEdge] === 1).map(middle);
    if (own.length === 2) linkNodes(graph, own[0]!, own[1]!);
    if (own.length === 3) meet(graph, own);
  }
  return graph;
}

function meet(graph: LineGraph, nodes: readonly number[]): void {
  const mean = (values: readonly number[]): number =>
    nodes.reduce((sum, node) => sum + values[node]!, 0) / nodes.length;
  const centre = addNode(graph, mean(graph.x), mean(graph.y));
  for (const node of nodes) linkNodes(graph, node, centre);
}

/** Middles zigzag a little from triangle to triangle: rounds of averaging that straighten them, and tolerance, mm. */
const averagingRounds = 3;
const toleranceMm = 0.02;

function drawChain({ x, y }: LineGraph, { nodes, closed }: Chain): Path {
  let points = Float64Array.from(nodes.flatMap((node) => [x[node]!, y[node]!]));
  for (let round = 0; round < averagingRounds; round++) points = average(points, closed);
  return { points: closed ? simplifyRing(points, toleranceMm) : simplifyLine(points, toleranceMm), closed };
}

/** Each point with half the weight, its neighbours with a quarter each; ends stay. */
function average(points: Float64Array, closed: boolean): Float64Array<ArrayBuffer> {
  const result = Float64Array.from(points);
  const count = points.length;
  for (let i = closed ? 0 : 2; i < count - (closed ? 0 : 2); i++) {
    result[i] = (points[(i + count - 2) % count]! + 2 * points[i]! + points[(i + 2) % count]!) / 4;
  }
  return result;
}
