import { centreLines } from '../regions/centre-line.ts';
import type { Path } from '../drawing.ts';
import { insetRings } from '../geometry/inset.ts';
import type { Ring } from '../geometry/polyline.ts';

/** An area's edge again and again, further in each time, until nothing is left. */
export interface RingsWithin {
  /** By depth: the area itself first, then one pitch further in each. */
  readonly levels: readonly (readonly Ring[])[];
  /** Centre lines of what is left between the rings, where it is too narrow for another. */
  readonly middles: readonly Path[];
}

/** Rings at every pitch inside an area. */
export function ringsWithin(rings: readonly Ring[], pitchMm: number, penWidthMm: number): RingsWithin {
  const levels: (readonly Ring[])[] = [];
  const middles: Path[] = [];
  for (let within = rings; within.length > 0; within = insetRings(within, pitchMm)) {
    levels.push(within);
    middles.push(...centreLines(within, { thinnestMm: penWidthMm, thickestMm: 2.1 * pitchMm, penWidthMm }));
  }
  return { levels, middles };
}
