/** Points in square cells: finds the nearest ones, and forgets those that are used up. */
export interface PointGrid {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Whose point it is; an owner's points are forgotten together. */
  readonly owner: Int32Array;
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly starts: Int32Array;
  /** Points still there, by cell. */
  readonly counts: Int32Array;
  readonly slots: Int32Array;
  readonly slotOf: Int32Array;
}

/** A grid over points, some two to a cell. */
export function pointGrid(x: Float64Array, y: Float64Array, owner: Int32Array): PointGrid {
  const [left, right] = extentOf(x);
  const [top, bottom] = extentOf(y);
  const area = Math.max(1e-6, right - left) * Math.max(1e-6, bottom - top);
  const longest = Math.max(right - left, bottom - top);
  const cell = Math.max(Math.sqrt((2 * area) / Math.max(1, x.length)), longest / 4096, 1e-3);
  const [columns, rows] = [1 + Math.floor((right - left) / cell), 1 + Math.floor((bottom - top) / cell)];
  const counts = new Int32Array(columns * rows);
  const cells = Int32Array.from(
    x,
    (px, i) => Math.floor((y[i]! - top) / cell) * columns + Math.floor((px - left) / cell),
  );
  for (const at of cells) counts[at]! += 1;
  const starts = new Int32Array(counts.length);
  for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1]! + counts[i - 1]!;
  const next = starts.slice();
  const slotOf = cells.map((at) => next[at]!++);
  const slots = new Int32Array(x.length);
  slotOf.forEach((slot, point) => (slots[slot] = point));
  return { x, y, owner, left, top, cell, columns, rows, starts, counts, slots, slotOf };
}

function extentOf(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least > most ? [0, 0] : [least, most];
}

/** Takes a point out. */
export function forgetPoint(grid: PointGrid, point: number): void {
  const { slots, slotOf, starts, counts } = grid;
  const at = cellOf(grid, grid.x[point]!, grid.y[point]!);
  counts[at]! -= 1;
  const [slot, last] = [slotOf[point]!, starts[at]! + counts[at]!];
  const moved = slots[last]!;
  slots[slot] = moved;
  slotOf[moved] = slot;
  slots[last] = point;
  slotOf[point] = last;
}

function cellOf({ left, top, cell, columns }: PointGrid, x: number, y: number): number {
  return Math.floor((y - top) / cell) * columns + Math.floor((x - left) / cell);
}

/** The best found so far, nearest first; made once and used for many searches. */
export interface Nearest {
  readonly points: Int32Array;
  readonly distances: Float64Array;
  size: number;
}

/** Room for the `count` nearest. */
export function nearest(count: number): Nearest {
  return { points: new Int32Array(count), distances: new Float64Array(count), size: 0 };
}

/**
 * The nearest point of each of the nearest owners to (x, y), nearest first, as many as there is room for; none of
 * `exceptOwner`. Of equals, the lower number.
 */
export function findNearest(grid: PointGrid, found: Nearest, x: number, y: number, exceptOwner = -1): void {
  const column = clamp(Math.floor((x - grid.left) / grid.cell), grid.columns);
  const row = clamp(Math.floor((y - grid.top) / grid.cell), grid.rows);
  const farthest = Math.max(column, grid.columns - 1 - column, row, grid.rows - 1 - row);
  const count = found.points.length;
  found.size = 0;
  for (let radius = 0; radius <= farthest; radius++) {
    for (let r = Math.max(0, row - radius); r <= Math.min(grid.rows - 1, row + radius); r++) {
      const step = r === row - radius || r === row + radius ? 1 : 2 * radius;
      for (let c = column - radius; c <= column + radius; c += step) {
        if (c >= 0 && c < grid.columns) scanCell(grid, found, r * grid.columns + c, x, y, exceptOwner);
      }
    }
    // Whatever comes later is at least this far away.
    const reached = clearance(grid, x, y, column, row, radius) ** 2;
    if (found.size === count && found.distances[count - 1]! <= reached) return;
  }
}

function scanCell(
  grid: PointGrid,
  found: Nearest,
  at: number,
  x: number,
  y: number,
  exceptOwner: number,
): void {
  const end = grid.starts[at]! + grid.counts[at]!;
  for (let slot = grid.starts[at]!; slot < end; slot++) {
    const point = grid.slots[slot]!;
    if (grid.owner[point] === exceptOwner) continue;
    const [dx, dy] = [grid.x[point]! - x, grid.y[point]! - y];
    keep(grid.owner, found, point, dx * dx + dy * dy);
  }
}

function clamp(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, value));
}

/** Distance from (x, y) to what lies beyond the square of cells within `radius`. */
function clearance(
  grid: PointGrid,
  x: number,
  y: number,
  column: number,
  row: number,
  radius: number,
): number {
  const { left, top, cell } = grid;
  return Math.max(
    0,
    Math.min(
      x - left - (column - radius) * cell,
      left + (column + radius + 1) * cell - x,
      y - top - (row - radius) * cell,
      top + (row + radius + 1) * cell - y,
    ),
  );
}

/** Takes a point among the nearest, in place of a farther one of the same owner, or of the farthest. */
function keep(owner: Int32Array, found: Nearest, point: number, distance: number): void {
  const { points, distances } = found;
  const full = found.size === points.length;
  if (full && !isBefore(point, distance, found, found.size - 1)) return;
  let at = 0;
  while (at < found.size && owner[points[at]!] !== owner[point]) at++;
  if (at < found.size) {
    if (!isBefore(point, distance, found, at)) return;
  } else if (full) at--;
  else found.size++;
  for (; at > 0 && isBefore(point, distance, found, at - 1); at--) {
    points[at] = points[at - 1]!;
    distances[at] = distances[at - 1]!;
  }
  points[at] = point;
  distances[at] = distance;
}

function isBefore(point: number, distance: number, { points, distances }: Nearest, at: number): boolean {
  return distance < distances[at]! || (distance === distances[at] && point < points[at]!);
}
