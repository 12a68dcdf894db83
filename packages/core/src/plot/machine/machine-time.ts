import type { Drawing, Path, PenLayer } from '../drawing.ts';
import { machines, type MachineName, type MachineProfile } from './machines.ts';
import { strokeSeconds, travelSeconds } from './motion.ts';
import { lengthOf } from '../geometry/polyline.ts';

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
  readonly machine: MachineName;
  /** How often a person puts another pen in; not in `seconds`. Pens that draw nothing are left out. */
  readonly penChanges: number;
  readonly perPen: readonly (Effort & { readonly pen: string })[];
}

/**
 * Time, ink and travel of a drawing. Each layer starts and ends at home (0, 0), where pens are changed. Motion is a
 * trapezoid of speed per side, with junction speeds as grbl and AxiDraw have them, planned forwards and backwards.
 */
export function plotTime(drawing: Drawing, machine: MachineProfile = machines['axidraw-v3']): PlotTime {
  const perPen = drawing.layers.map((layer) => ({ pen: layer.pen.name, ...layerEffort(layer, machine) }));
  const sum = (key: keyof Effort): number => perPen.reduce((total, effort) => total + effort[key], 0);
  return {
    machine: machine.name,
    seconds: sum('seconds'),
    metres: sum('metres'),
    lifts: sum('lifts'),
    travelMetres: sum('travelMetres'),
    penChanges: Math.max(0, perPen.filter(({ lifts }) => lifts > 0).length - 1),
    perPen,
  };
}

function layerEffort({ paths }: PenLayer, machine: MachineProfile): Effort {
  const liftSeconds = machine.raiseSeconds + machine.lowerSeconds;
  let [seconds, drawnMm, travelledMm, x, y] = [0, 0, 0, 0, 0];
  const travelTo = (toX: number, toY: number): void => {
    const distance = Math.hypot(toX - x, toY - y);
    travelledMm += distance;
    seconds += travelSeconds(distance, machine);
  };
  for (const path of paths) {
    travelTo(path.points[0]!, path.points[1]!);
    seconds += strokeSeconds(path, machine) + liftSeconds;
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
