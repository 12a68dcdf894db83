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

/** The points nearest to (x, y), nearest first, at most `count`; none of `exceptOwner`. Of equals, the lower number. */
export function nearestPoints(
  grid: PointGrid,
  x: number,
  y: number,
  count: number,
  exceptOwner = -1,
): number[] {
  const column = clamp(Math.floor((x - grid.left) / grid.cell), grid.columns);
  const row = clamp(Math.floor((y - grid.top) / grid.cell), grid.rows);
  const found: number[] = [];
  const distances: number[] = [];
  const farthest = Math.max(column, grid.columns - 1 - column, row, grid.rows - 1 - row);
  for (let radius = 0; radius <= farthest; radius++) {
    eachCellAt(grid, column, row, radius, (at) => {
      const end = grid.starts[at]! + grid.counts[at]!;
      for (let slot = grid.starts[at]!; slot < end; slot++) {
        const point = grid.slots[slot]!;
        if (grid.owner[point] === exceptOwner) continue;
        keep(found, distances, point, (grid.x[point]! - x) ** 2 + (grid.y[point]! - y) ** 2, count);
      }
    });
    // Whatever comes later is at least this far away.
    if (found.length === count && distances[count - 1]! <= clearance(grid, x, y, column, row, radius) ** 2)
      break;
  }
  return found;
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

/** Cells of the square ring at a distance of `radius` cells. */
function eachCellAt(
  { columns, rows }: PointGrid,
  column: number,
  row: number,
  radius: number,
  visit: (cell: number) => void,
): void {
  const [west, east] = [Math.max(0, column - radius), Math.min(columns - 1, column + radius)];
  for (let r = Math.max(0, row - radius); r <= Math.min(rows - 1, row + radius); r++) {
    const whole = Math.abs(r - row) === radius;
    if (whole) {
      for (let c = west; c <= east; c++) visit(r * columns + c);
      continue;
    }
    if (column - radius >= 0) visit(r * columns + column - radius);
    if (column + radius < columns) visit(r * columns + column + radius);
  }
}

function keep(found: number[], distances: number[], point: number, distance: number, count: number): void {
  let at = found.length;
  while (
    at > 0 &&
    (distances[at - 1]! > distance || (distances[at - 1] === distance && found[at - 1]! > point))
  )
    at--;
  if (at >= count) return;
  found.splice(at, 0, point);
  distances.splice(at, 0, distance);
  if (found.length > count) {
    found.pop();
    distances.pop();
  }
}
