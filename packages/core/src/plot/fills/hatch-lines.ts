import { lengthOf, type Ring } from '../geometry/polyline.ts';

/** Hatching of an area. */
export interface HatchOptions {
  readonly pitchMm: number;
  readonly angleRadians: number;
  /** How far a line may run along the area's edge to the next hatch line instead of lifting the pen, mm. */
  readonly longestLinkMm: number;
}

/**
 * Parallel lines over an area (even-odd), joined at their ends along its edge, so that a simple shape is one stroke.
 * The lines lie on one grid for the whole sheet: line k is at k * pitch from the origin. Returns open lines in mm.
 */
export function hatchLines(rings: readonly Ring[], options: HatchOptions): Float64Array[] {
  const { pitchMm, angleRadians, longestLinkMm } = options;
  const turned = rings.map((ring) => rotate(ring, -angleRadians));
  const crossings = findCrossings(turned, pitchMm);
  const partners = pairOnLines(crossings);
  const weaver: Weaver = {
    rings: turned,
    crossings,
    partners,
    done: new Uint8Array(partners.length),
    longestLinkMm,
  };
  return byLine(crossings)
    .filter((at) => weaver.done[at] === 0)
    .flatMap((at) => (weaver.done[at] === 0 ? [weave(weaver, at)] : []))
    .map((line) => rotate(line, angleRadians));
}

function rotate(points: Float64Array, angle: number): Float64Array {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const result = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    result[i] = cosine * points[i]! - sine * points[i + 1]!;
    result[i + 1] = sine * points[i]! + cosine * points[i + 1]!;
  }
  return result;
}

/** Where rings and hatch lines cross, in the order met when walking along the rings. */
interface Crossings {
  readonly x: number[];
  /** Which hatch line. */
  readonly line: number[];
  readonly y: number[];
  readonly ring: number[];
  /** Side of the ring, by its first point. */
  readonly side: number[];
  /** Way along the ring from its first point, mm. */
  readonly way: number[];
  /** First crossing of each ring, and one past the last of all. */
  readonly starts: number[];
  readonly lengths: number[];
}

function findCrossings(rings: readonly Ring[], pitch: number): Crossings {
  const found: Crossings = { x: [], line: [], y: [], ring: [], side: [], way: [], starts: [], lengths: [] };
  rings.forEach((points, ring) => {
    found.starts.push(found.x.length);
    found.lengths.push(lengthOf(points, true));
    let way = 0;
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length;
      const side = [points[i]!, points[i + 1]!, points[j]!, points[j + 1]!] as const;
      crossSide(found, side, pitch, { ring, side: i / 2, way });
      way += Math.hypot(side[2] - side[0], side[3] - side[1]);
    }
  });
  found.starts.push(found.x.length);
  return found;
}

/** A side owns the lines from its lower end, included, to its upper, so that no crossing counts twice. */
function crossSide(
  found: Crossings,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  pitch: number,
  at: { ring: number; side: number; way: number },
): void {
  const first = Math.ceil(Math.min(y0, y1) / pitch);
  const count = Math.ceil(Math.max(y0, y1) / pitch) - first;
  const length = Math.hypot(x1 - x0, y1 - y0);
  for (let step = 0; step < count; step++) {
    const line = y1 > y0 ? first + step : first + count - 1 - step;
    const t = (line * pitch - y0) / (y1 - y0);
    found.x.push(x0 + t * (x1 - x0));
    found.line.push(line);
    found.y.push(line * pitch);
    found.ring.push(at.ring);
    found.side.push(at.side);
    found.way.push(at.way + t * length);
  }
}

function byLine({ x, line }: Crossings): number[] {
  return x.map((_, i) => i).sort((a, b) => line[a]! - line[b]! || x[a]! - x[b]! || a - b);
}

/** The other end of the hatch line that begins or ends at each crossing. */
function pairOnLines(crossings: Crossings): Int32Array {
  const sorted = byLine(crossings);
  const partners = new Int32Array(sorted.length);
  for (let i = 0; i < sorted.length; i += 2) {
    partners[sorted[i]!] = sorted[i + 1]!;
    partners[sorted[i + 1]!] = sorted[i]!;
  }
  return partners;
}

interface Weaver {
  readonly rings: readonly Ring[];
  readonly crossings: Crossings;
  readonly partners: Int32Array;
  readonly done: Uint8Array;
  readonly longestLinkMm: number;
}

/** One stroke as long as it gets: onwards from a hatch line's end, then backwards from its start. */
function weave(weaver: Weaver, start: number): Float64Array {
  const end = weaver.partners[start]!;
  weaver.done[start] = weaver.done[end] = 1;
  const ahead = extend(weaver, end);
  const behind = extend(weaver, start);
  const points: number[] = [];
  for (let i = behind.length - 2; i >= 0; i -= 2) points.push(behind[i]!, behind[i + 1]!);
  return Float64Array.from(points.concat(ahead));
}

/** The stroke from a crossing on, that crossing included. */
function extend(weaver: Weaver, from: number): number[] {
  const { crossings, partners, done } = weaver;
  const points = [crossings.x[from]!, crossings.y[from]!];
  let at = from;
  for (;;) {
    const ahead = nextAlong(weaver, at, 1);
    const behind = nextAlong(weaver, at, -1);
    const link = ahead && behind ? (ahead.lengthMm <= behind.lengthMm ? ahead : behind) : (ahead ?? behind);
    if (!link) return points;
    appendEdge(weaver, points, at, link);
    const end = partners[link.to]!;
    done[link.to] = done[end] = 1;
    points.push(crossings.x[link.to]!, crossings.y[link.to]!, crossings.x[end]!, crossings.y[end]!);
    at = end;
  }
}

interface Link {
  readonly to: number;
  readonly direction: 1 | -1;
  readonly lengthMm: number;
}

/** The first crossing along the edge whose hatch line is still to be drawn, if it is not too far. */
function nextAlong({ crossings, done, longestLinkMm }: Weaver, from: number, direction: 1 | -1): Link | null {
  const ring = crossings.ring[from]!;
  const [start, end] = [crossings.starts[ring]!, crossings.starts[ring + 1]!];
  let [to, lengthMm] = [from, 0];
  for (;;) {
    const next = to + direction;
    const wraps = next < start || next >= end;
    const at = wraps ? (direction > 0 ? start : end - 1) : next;
    const step = direction * (crossings.way[at]! - crossings.way[to]!);
    lengthMm += wraps ? step + crossings.lengths[ring]! : step;
    if (at === from || lengthMm > longestLinkMm) return null;
    if (done[at] === 0) return { to: at, direction, lengthMm };
    to = at;
  }
}

/** The ring's points between two crossings. */
function appendEdge(
  { rings, crossings }: Weaver,
  points: number[],
  from: number,
  { to, direction, lengthMm }: Link,
): void {
  const ring = rings[crossings.ring[from]!]!;
  const count = ring.length / 2;
  const [first, last] = [crossings.side[from]!, crossings.side[to]!];
  const around =
    first === last && direction * (crossings.way[to]! - crossings.way[from]!) < 0 && lengthMm > 0;
  let corners = ((((last - first) * direction) % count) + count) % count;
  if (around) corners = count;
  for (let i = 0; i < corners; i++) {
    const corner = (((direction > 0 ? first + 1 + i : first - i) % count) + count) % count;
    points.push(ring[2 * corner]!, ring[2 * corner + 1]!);
  }
}
