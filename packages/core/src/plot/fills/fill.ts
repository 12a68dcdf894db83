import type { Pen } from '../../palette/pen.ts';
import type { Path } from '../drawing.ts';
import type { DirectionField } from '../regions/direction-field.ts';
import type { Ring } from '../geometry/polyline.ts';

/** What a fill has to know beside the area and the pen. */
export interface FillOptions {
  /** From line to line where the area is to be solid; open fills are wider by their tone. */
  readonly pitchMm: number;
  /** Direction of straight lines; 0 is level, clockwise as y grows downwards. */
  readonly angleRadians: number;
  /** How dark open fills are to look: 0 is nearly paper, 1 as dark as they get. */
  readonly tone: number;
  /** Where lines run that follow the picture. */
  readonly field: () => DirectionField;
  /** Whether the edge of `rings` is drawn already. */
  readonly outlined: boolean;
  /** Of everything that is left to chance, a whole number. */
  readonly seed: number;
}

/**
 * Strokes that fill an area. `rings` is where the pen's middle may go: half a pen width inside the area's edge,
 * where its outline is or would be. The same input gives the same strokes, and none leaves `rings`.
 */
export type Fill = (rings: readonly Ring[], pen: Pen, options: FillOptions) => Path[];
