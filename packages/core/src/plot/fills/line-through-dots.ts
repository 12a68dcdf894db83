import { machines, type MachineProfile } from '../machine/machines.ts';
import { orderPaths } from '../order/order.ts';
import type { Points } from './dots.ts';
import { firstMeeting, type SideGrid } from './side-grid.ts';

/** Jumps longer than this, in spacings, are no part of a line. */
const longestJump = 3;

/** At 1 mm/s all the time seconds are mm, so that the order of the least time is the shortest line. */
const lengthAlone: MachineProfile = { ...machines.generic, drawSpeed: 1, travelSpeed: 1, lowerSeconds: 0 };

/**
 * The shortest line we find through all dots (travelling salesman; the order that the plotter itself would draw the
 * dots in). Where it would leave the area or jump, it is cut. Returns lines x0, y0, x1, y1, ...
 */
export function lineThroughDots(dots: Points, spacingMm: number, area: SideGrid): Points[] {
  const ordered = orderPaths(
    Array.from({ length: dots.length / 2 }, (_, i) => ({
      points: dots.subarray(2 * i, 2 * i + 2),
      closed: false,
    })),
    { joinMm: 1.6 * spacingMm, machine: { ...lengthAlone, raiseSeconds: 2 * spacingMm } },
  );
  const lines: number[][] = [];
  let [x, y] = [Infinity, Infinity];
  for (const { points } of ordered) {
    const [toX, toY] = [points[0]!, points[1]!];
    const jumps = !(Math.hypot(toX - x, toY - y) <= longestJump * spacingMm);
    if (jumps || firstMeeting(area, x, y, toX, toY) <= 1) lines.push([]);
    lines[lines.length - 1]!.push(toX, toY);
    [x, y] = [toX, toY];
  }
  return lines.map((line) => Float64Array.from(line));
}
