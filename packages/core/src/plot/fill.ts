import type { Pen } from '../palette/pen.ts';
import { concentricLines } from './concentric.ts';
import type { Path } from './drawing.ts';
import { hatchLines } from './hatch.ts';
import { insetRings } from './inset.ts';
import type { Ring } from './polyline.ts';

/** What a fill has to know beside the area and the pen. */
export interface FillOptions {
  /** From line to line. */
  readonly pitchMm: number;
  readonly angleRadians: number;
}

/**
 * Strokes that fill an area. `rings` is where the pen's middle may go: half a pen width inside the area's edge,
 * where its outline is or would be.
 */
export type Fill = (rings: readonly Ring[], pen: Pen, options: FillOptions) => Path[];

/** Every fill by name. */
export const fills = { hatch, concentric, none: (): Path[] => [] } satisfies Record<string, Fill>;

export type FillName = keyof typeof fills;

/** A lift takes as long as this much drawing: until then it is quicker to stay on the paper. */
const liftAsDrawingMm = 14;

/** Longer links save hardly any time more, and edges would be inked over and over. */
const longestLinkPitches = 10;

/**
 * Parallel lines. They end on the inner half of the outline where they would else leave gaps along edges that run
 * their way; wider pitches, which leave gaps anyway, end in the outline's middle.
 */
function hatch(rings: readonly Ring[], { widthMm }: Pen, { pitchMm, angleRadians }: FillOptions): Path[] {
  const area = insetRings(rings, Math.max(0, widthMm - pitchMm));
  const longestLinkMm = Math.min(liftAsDrawingMm, longestLinkPitches * pitchMm);
  return hatchLines(area, { pitchMm, angleRadians, longestLinkMm }).map((points) => ({
    points,
    closed: false,
  }));
}

/** Rings within rings, joined to spirals. */
function concentric(rings: readonly Ring[], { widthMm }: Pen, { pitchMm }: FillOptions): Path[] {
  return concentricLines(rings, { pitchMm, penWidthMm: widthMm });
}
