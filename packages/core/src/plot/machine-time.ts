import type { Drawing, Path, PenLayer } from './drawing.ts';
import { lengthOf } from './polyline.ts';

/** How a plotter moves: speeds in mm/s, accelerations in mm/s². */
export interface MachineProfile {
  readonly name: string;
  readonly drawSpeed: number;
  readonly drawAcceleration: number;
  readonly travelSpeed: number;
  readonly travelAcceleration: number;
  /** Raising and lowering the pen once. */
  readonly liftSeconds: number;
  /** How far the path may be cut at a corner, which says how fast it is taken, mm. */
  readonly cornerMm: number;
}

/** An AxiDraw V3 as it comes: its software's default speeds and servo times. */
export const axidrawV3: MachineProfile = {
  name: 'AxiDraw V3',
  drawSpeed: 50,
  drawAcceleration: 762,
  travelSpeed: 151,
  travelAcceleration: 1143,
  liftSeconds: 0.277,
  cornerMm: 0.127,
};

/** What a plot takes. */
export interface Effort {
  /** All of it but changing pens, which a person does. */
  readonly seconds: number;
  /** Drawn with the pen down. */
  readonly metres: number;
  readonly lifts: number;
  /** Travelled with the pen up. */
  readonly travelMetres: number;
}

/** What a plot takes, in all and by layer. */
export interface PlotTime extends Effort {
  readonly perPen: readonly (Effort & { readonly pen: string })[];
}

/**
 * Time, ink and travel of a drawing. Each layer starts and ends at home (0, 0), where pens are changed. Motion is a
 * trapezoid of speed per side, with junction speeds as grbl has them, planned forwards and backwards.
 */
export function plotTime(drawing: Drawing, machine: MachineProfile = axidrawV3): PlotTime {
  const perPen = drawing.layers.map((layer) => ({ pen: layer.pen.name, ...layerEffort(layer, machine) }));
  const sum = (key: keyof Effort): number => perPen.reduce((total, effort) => total + effort[key], 0);
  return {
    seconds: sum('seconds'),
    metres: sum('metres'),
    lifts: sum('lifts'),
    travelMetres: sum('travelMetres'),
    perPen,
  };
}

function layerEffort({ paths }: PenLayer, machine: MachineProfile): Effort {
  const { travelSpeed, travelAcceleration } = machine;
  let [seconds, drawnMm, travelledMm] = [0, 0, 0];
  let [x, y] = [0, 0];
  const travelTo = (toX: number, toY: number): void => {
    const distance = Math.hypot(toX - x, toY - y);
    travelledMm += distance;
    seconds += sideSeconds(distance, 0, 0, travelSpeed, travelAcceleration);
  };
  for (const path of paths) {
    travelTo(path.points[0]!, path.points[1]!);
    seconds += strokeSeconds(path, machine) + machine.liftSeconds;
    drawnMm += lengthOf(path.points, path.closed);
    [x, y] = endOf(path);
  }
  travelTo(0, 0);
  return { seconds, metres: drawnMm / 1000, lifts: paths.length, travelMetres: travelledMm / 1000 };
}

function endOf({ points, closed }: Path): [x: number, y: number] {
  const last = closed ? 0 : points.length - 2;
  return [points[last]!, points[last + 1]!];
}

/** Seconds of one stroke from rest to rest. */
export function strokeSeconds({ points, closed }: Path, machine: MachineProfile = axidrawV3): number {
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
