import type { Pen } from '../palette/pen.ts';

/** A sheet of paper, mm; the margin is kept free of ink on all four sides. */
export interface Sheet {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
}

/** One stroke of a pen: x0, y0, x1, y1, ... in mm from the sheet's top left corner; y grows downwards. */
export interface Path {
  readonly points: Float64Array;
  /** A closed path ends where it began; the first point is not repeated. */
  readonly closed: boolean;
  /**
   * The same line as cubic Beziers, where it is made of them and open: x0, y0, then three points for each piece, mm.
   * `points` follow it as closely as a plotter can.
   */
  readonly curve?: Float64Array;
}

/** All strokes of one pen, in plotting order. */
export interface PenLayer {
  readonly pen: Pen;
  readonly paths: readonly Path[];
}

/** Everything the plotter does on one sheet, pen by pen in plotting order. */
export interface Drawing {
  readonly sheet: Sheet;
  readonly layers: readonly PenLayer[];
}
