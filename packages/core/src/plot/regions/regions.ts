import type { IndexMap } from '../../image.ts';
import { stepKey, traceArcs, type Arc, type ArcGraph } from './arcs.ts';
import { findComponents } from './components.ts';
import { curveThrough } from '../geometry/curve.ts';
import { outside, pixelGrid } from './pixel-grid.ts';
import type { Placement } from '../placement.ts';
import type { Ring } from '../geometry/polyline.ts';
import { reversed } from '../geometry/polyline.ts';
import { simplifyLine, simplifyRing } from '../geometry/simplify.ts';
import { smoothArcs } from './smooth.ts';

/** A connected area of one label: its outer ring runs clockwise (y grows downwards), its holes the other way. */
export interface Region {
  readonly label: number;
  readonly rings: readonly Ring[];
}

/**
 * The areas of an index map on the sheet, in reading order, with smooth borders instead of pixel edges. Borders are
 * smoothed and simplified (to `toleranceMm`) once for both their sides: neighbours have the same edge to the bit.
 */
export function traceRegions(map: IndexMap, placement: Placement, toleranceMm: number): Region[] {
  const grid = pixelGrid(map);
  const components = findComponents(map, grid);
  const graph = traceArcs(map, components, grid);
  const lines = drawArcs(graph, placement, toleranceMm);
  const rings = Array.from({ length: components.count }, (): Ring[] => []);
  for (const { component, ring } of assembleRings(graph, lines)) rings[component]!.push(ring);
  return rings.map((own, id) => ({ label: components.labels[id]!, rings: own }));
}

/** Curves are drawn with points this close, mm, before they are simplified. */
const curveStepMm = 0.25;

/** Each arc as a line in mm. */
function drawArcs(
  graph: ArcGraph,
  { leftMm, topMm, pixelMm }: Placement,
  toleranceMm: number,
): Float64Array[] {
  const smooth = smoothArcs(graph);
  const pieces = Math.min(8, Math.ceil(pixelMm / curveStepMm));
  return graph.arcs.map(({ nodes, closed }) => {
    const points = new Float64Array(2 * nodes.length);
    nodes.forEach((node, i) => {
      points[2 * i] = leftMm + pixelMm * smooth[2 * node]!;
      points[2 * i + 1] = topMm + pixelMm * smooth[2 * node + 1]!;
    });
    const curve = curveThrough(points, closed, pieces);
    return closed ? simplifyRing(curve, toleranceMm) : simplifyLine(curve, toleranceMm);
  });
}

/** One side of an arc, walked with its component on the right. */
interface Side {
  readonly component: number;
  readonly line: Float64Array;
  readonly closed: boolean;
  /** Keys of the steps that may come next, the sharpest turn to the right first. */
  readonly next: readonly number[];
}

function assembleRings(graph: ArcGraph, lines: readonly Float64Array[]): { component: number; ring: Ring }[] {
  const sides = new Map<number, Side>();
  graph.arcs.forEach((arc, i) => {
    if (arc.right !== outside) sides.set(arc.startKey, sideOf(graph, arc, lines[i]!, true));
    if (arc.left !== outside) sides.set(arc.backKey, sideOf(graph, arc, lines[i]!, false));
  });
  const rings = [];
  const used = new Set<number>();
  for (const [key, { component }] of sides) {
    if (!used.has(key)) rings.push({ component, ring: followRing(sides, key, used) });
  }
  return rings;
}

function sideOf(graph: ArcGraph, arc: Arc, line: Float64Array, forward: boolean): Side {
  const end = forward ? arc.nodes[arc.nodes.length - 1]! : arc.nodes[0]!;
  const arriving = forward ? arc.endDirection : (arc.startDirection + 2) & 3;
  const [x, y] = [graph.points[2 * end]!, graph.points[2 * end + 1]!];
  return {
    component: forward ? arc.right : arc.left,
    line: forward ? line : reversed(line),
    closed: arc.closed,
    next: [1, 0, 3].map((turn) => stepKey(graph, x, y, (arriving + turn) & 3)),
  };
}

function followRing(sides: ReadonlyMap<number, Side>, start: number, used: Set<number>): Ring {
  const pieces: Float64Array[] = [];
  let key = start;
  do {
    used.add(key);
    const side = sides.get(key)!;
    if (side.closed) return side.line;
    // The last point is the first of the next piece.
    pieces.push(side.line.subarray(0, -2));
    key = side.next.find((candidate) => sides.has(candidate))!;
  } while (key !== start);
  return concatenate(pieces);
}

function concatenate(pieces: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
