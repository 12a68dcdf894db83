import type { Path } from '../drawing.ts';
import { machines, type MachineProfile } from './machines.ts';

/** Seconds of a straight way from rest to rest with the pen up. */
export function travelSeconds(
  distanceMm: number,
  { travelSpeed, travelAcceleration }: MachineProfile,
): number {
  return sideSeconds(distanceMm, 0, 0, travelSpeed, travelAcceleration);
}

/** Seconds from the end of a stroke to the beginning of another: the pen goes up, over and down. */
export function hopSeconds(distanceMm: number, machine: MachineProfile): number {
  return machine.raiseSeconds + travelSeconds(distanceMm, machine) + machine.lowerSeconds;
}

/** Seconds of one stroke from rest to rest. */
export function strokeSeconds(
  { points, closed }: Path,
  machine: MachineProfile = machines['axidraw-v3'],
): number {
  const { dx, dy, lengths } = sidesOf(points, closed);
  const speeds = junctionSpeeds(dx, dy, lengths, machine);
  const { drawSpeed, drawAcceleration } = machine;
  return lengths.reduce(
    (sum, length, i) => sum + sideSeconds(length, speeds[i]!, speeds[i + 1]!, drawSpeed, drawAcceleration),
    0,
  );
}

/** Directions and lengths of a path's sides; sides without length are left out. */
function sidesOf(points: Float64Array, closed: boolean): { dx: number[]; dy: number[]; lengths: number[] } {
  const [dx, dy, lengths]: [number[], number[], number[]] = [[], [], []];
  const count = points.length / 2;
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count;
    const [x, y] = [points[2 * j]! - points[2 * i]!, points[2 * j + 1]! - points[2 * i + 1]!];
    const length = Math.hypot(x, y);
    if (length === 0) continue;
    dx.push(x / length);
    dy.push(y / length);
    lengths.push(length);
  }
  return { dx, dy, lengths };
}

/** Speed at each corner, rest at both ends: what the corner allows, then what braking and speeding up allow. */
function junctionSpeeds(
  dx: number[],
  dy: number[],
  lengths: number[],
  machine: MachineProfile,
): Float64Array {
  const speeds = new Float64Array(lengths.length + 1);
  for (let i = 1; i < lengths.length; i++) {
    speeds[i] = cornerSpeed(dx[i - 1]! * dx[i]! + dy[i - 1]! * dy[i]!, machine);
  }
  const reachable = (from: number, length: number): number =>
    Math.sqrt(from ** 2 + 2 * machine.drawAcceleration * length);
  lengths.forEach((length, i) => (speeds[i + 1] = Math.min(speeds[i + 1]!, reachable(speeds[i]!, length))));
  for (let i = lengths.length - 1; i >= 0; i--)
    speeds[i] = Math.min(speeds[i]!, reachable(speeds[i + 1]!, lengths[i]!));
  return speeds;
}

/** v² = a d sin(θ/2) / (1 - sin(θ/2)), θ the angle between the sides: 180° is straight on. */
function cornerSpeed(
  cosineOfTurn: number,
  { drawSpeed, drawAcceleration, cornerMm }: MachineProfile,
): number {
  const sine = Math.sqrt(Math.max(0, (1 + cosineOfTurn) / 2));
  if (sine > 0.999999) return drawSpeed;
  return Math.min(drawSpeed, Math.sqrt((drawAcceleration * cornerMm * sine) / (1 - sine)));
}

/** Seconds along a side entered and left at given speeds: speed up, run, brake. */
function sideSeconds(
  length: number,
  enter: number,
  leave: number,
  top: number,
  acceleration: number,
): number {
  const peak = Math.min(top, Math.sqrt((2 * acceleration * length + enter ** 2 + leave ** 2) / 2));
  const ramps = (2 * peak ** 2 - enter ** 2 - leave ** 2) / (2 * acceleration);
  const running = peak > 0 ? Math.max(0, length - ramps) / peak : 0;
  return (2 * peak - enter - leave) / acceleration + running;
}
