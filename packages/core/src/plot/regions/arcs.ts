import type { IndexMap } from '../../image.ts';
import type { Components } from './components.ts';
import { linkAt, outside, pixelAt, type PixelGrid } from './pixel-grid.ts';

/**
 * A stretch of border between two components, from junction to junction (where three or more areas meet) or once
 * around. Both sides use the same arc, so whatever is done to it, neighbours stay seamless.
 */
export interface Arc {
  /** Places in the graph's `points`; of a closed arc the first is not repeated. */
  readonly nodes: Int32Array;
  readonly closed: boolean;
  /** Component on the right hand of who walks along the arc; `outside` beyond the map. */
  readonly right: number;
  readonly left: number;
  /** Key of the first step, and of the first step when walking back; see `stepKey`. */
  readonly startKey: number;
  readonly backKey: number;
  /** Direction of the first step, and of the last. */
  readonly startDirection: number;
  readonly endDirection: number;
}

/** The borders of a map: pixel corners as points, and arcs over them. */
export interface ArcGraph {
  readonly width: number;
  readonly height: number;
  /** x0, y0, x1, y1, ... in pixels, whole numbers. Junctions are shared by their arcs. */
  readonly points: Float64Array;
  readonly arcs: readonly Arc[];
}

/** Steps along pixel edges: east, south, west, north. */
const stepX = [1, 0, -1, 0] as const;
const stepY = [0, 1, 0, -1] as const;
const back = (direction: number): number => (direction + 2) & 3;

/** A corner left in a direction, as one number. */
export function stepKey(graph: { readonly width: number }, x: number, y: number, direction: number): number {
  return 4 * (y * (graph.width + 1) + x) + direction;
}

/** Traces every border of the map, the outer frame included. */
export function traceArcs(map: IndexMap, components: Components, grid: PixelGrid): ArcGraph {
  const corners = findCorners(grid);
  const tracer: Tracer = {
    grid,
    corners,
    components,
    walked: new Uint8Array(corners.edges.length),
    points: [],
    junctions: new Map(),
  };
  const arcs: Arc[] = [];
  eachStart(tracer, true, (x, y, direction) => arcs.push(walk(tracer, x, y, direction)));
  eachStart(tracer, false, (x, y, direction) => arcs.push(walk(tracer, x, y, direction)));
  return { width: map.width, height: map.height, points: Float64Array.from(tracer.points), arcs };
}

interface Tracer {
  readonly grid: PixelGrid;
  readonly corners: Corners;
  readonly components: Components;
  /** Directions in which a corner has been left already, a bit each. */
  readonly walked: Uint8Array;
  readonly points: number[];
  /** Node of each junction met so far, by corner. */
  readonly junctions: Map<number, number>;
}

/** What meets at each pixel corner, [height + 1, width + 1]. */
interface Corners {
  /** Border edges by direction, a bit each. */
  readonly edges: Uint8Array;
  readonly kinds: Uint8Array;
}

const passes = 0;
const passesFalling = 1;
const passesRising = 2;
const joins = 3;

function findCorners(grid: PixelGrid): Corners {
  const { width, height, labels, stride } = grid;
  const edges = new Uint8Array((width + 1) * (height + 1));
  const kinds = new Uint8Array(edges.length);
  for (let y = 0, i = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++, i++) {
      const at = pixelAt(grid, x, y);
      const northWest = labels[at - stride - 1]!;
      const northEast = labels[at - stride]!;
      const southWest = labels[at - 1]!;
      const southEast = labels[at]!;
      // Within an area, as almost everywhere, nothing meets.
      if (northWest === southEast && northEast === southWest && northWest === northEast) continue;
      const [east, south] = [northEast !== southEast, southWest !== southEast];
      const [west, north] = [northWest !== southWest, northWest !== northEast];
      edges[i] = Number(east) | (Number(south) << 1) | (Number(west) << 2) | (Number(north) << 3);
      const degree = Number(east) + Number(south) + Number(west) + Number(north);
      kinds[i] = kindAt(grid, x, y, degree);
    }
  }
  return { edges, kinds };
}

function kindAt(grid: PixelGrid, x: number, y: number, degree: number): number {
  // The map's own corners end arcs, so that nobody draws a curve around them.
  const corner = (x === 0 || x === grid.width) && (y === 0 || y === grid.height);
  if (degree < 4) return degree === 3 || corner ? joins : passes;
  const link = linkAt(grid, x, y);
  return link === 'none' ? joins : link === 'falling' ? passesFalling : passesRising;
}

/** Every edge that nobody has walked, from junctions only or from anywhere. */
function eachStart(
  { grid, corners, walked }: Tracer,
  fromJunctions: boolean,
  visit: (x: number, y: number, direction: number) => void,
): void {
  for (let y = 0, i = 0; y <= grid.height; y++) {
    for (let x = 0; x <= grid.width; x++, i++) {
      if (corners.edges[i] === 0 || (fromJunctions && corners.kinds[i] !== joins)) continue;
      for (let direction = 0; direction < 4; direction++) {
        if (((corners.edges[i]! & ~walked[i]!) >> direction) & 1) visit(x, y, direction);
      }
    }
  }
}

function walk(tracer: Tracer, startX: number, startY: number, startDirection: number): Arc {
  const { grid, corners, walked } = tracer;
  const startKey = stepKey(grid, startX, startY, startDirection);
  const nodes = [nodeAt(tracer, startX, startY)];
  let [x, y, direction] = [startX, startY, startDirection];
  for (;;) {
    walked[y * (grid.width + 1) + x]! |= 1 << direction;
    x += stepX[direction]!;
    y += stepY[direction]!;
    const corner = y * (grid.width + 1) + x;
    walked[corner]! |= 1 << back(direction);
    const arrived = direction;
    const junction = corners.kinds[corner] === joins;
    if (!junction) direction = turn(corners, corner, direction);
    const closed = !junction && stepKey(grid, x, y, direction) === startKey;
    if (!closed) nodes.push(nodeAt(tracer, x, y));
    if (!closed && !junction) continue;
    return {
      nodes: Int32Array.from(nodes),
      closed,
      ...sides(tracer, startX, startY, startDirection),
      startKey,
      backKey: stepKey(grid, x, y, back(arrived)),
      startDirection,
      endDirection: arrived,
    };
  }
}

/** The way on at a corner that is no junction. */
function turn({ edges, kinds }: Corners, corner: number, direction: number): number {
  const from = back(direction);
  // The linked pixels keep together: the border bends around each of the other two.
  if (kinds[corner] === passesFalling) return 3 - from;
  if (kinds[corner] === passesRising) return from ^ 1;
  return 31 - Math.clz32(edges[corner]! & ~(1 << from));
}

/** A junction has one node for all its arcs; a corner passed twice has one for each pass. */
function nodeAt({ grid, corners, points, junctions }: Tracer, x: number, y: number): number {
  const corner = y * (grid.width + 1) + x;
  const known = junctions.get(corner);
  if (known !== undefined) return known;
  const node = points.length / 2;
  points.push(x, y);
  if (corners.kinds[corner] === joins) junctions.set(corner, node);
  return node;
}

function sides(
  { components, grid }: Tracer,
  x: number,
  y: number,
  direction: number,
): { right: number; left: number } {
  const south = direction === 0 || direction === 1 ? 0 : 1;
  const east = direction === 0 || direction === 3 ? 0 : 1;
  const [rightX, rightY] = [x - east, y - south];
  const [leftX, leftY] = [rightX + stepY[direction]!, rightY - stepX[direction]!];
  const idAt = (px: number, py: number): number =>
    px < 0 || py < 0 || px >= grid.width || py >= grid.height
      ? outside
      : components.ids[py * grid.width + px]!;
  return { right: idAt(rightX, rightY), left: idAt(leftX, leftY) };
}
