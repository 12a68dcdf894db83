import { InkceptionError } from '../error.ts';
import type { Drawing, Path } from '../plot/drawing.ts';

/** The strokes of one pen as a machine would draw them: x0, y0, x1, y1, ... mm from the sheet's top left corner. */
export interface ReadLayer {
  /** From 1. */
  readonly pen: number;
  readonly strokes: readonly Float64Array[];
}

/**
 * Compares what was read from a machine's file with the drawing, point by point: the same pens that draw, in the same
 * order, with as many strokes, each point within `toleranceMm`; all ink on the sheet. Errors: `bad-file`, naming the
 * first difference.
 */
export function proveStrokes(
  what: string,
  read: readonly ReadLayer[],
  { sheet, layers }: Drawing,
  toleranceMm: number,
): void {
  const fault = (message: string): InkceptionError =>
    new InkceptionError('bad-file', `the ${what} is not the drawing: ${message}`);
  const expected = layers.flatMap(({ paths }, i) => (paths.length > 0 ? [{ pen: i + 1, paths }] : []));
  if (read.length !== expected.length) throw fault(`${read.length} pens draw, expected ${expected.length}`);
  expected.forEach(({ pen, paths }, i) => {
    const layer = read[i]!;
    if (layer.pen !== pen) throw fault(`pen ${layer.pen} comes where pen ${pen} should`);
    if (layer.strokes.length !== paths.length) {
      throw fault(`pen ${pen} has ${layer.strokes.length} strokes, expected ${paths.length}`);
    }
    paths.forEach((path, k) => {
      if (!same(layer.strokes[k]!, path, toleranceMm))
        throw fault(`stroke ${k + 1} of pen ${pen} goes elsewhere`);
      if (!onSheet(layer.strokes[k]!, sheet, toleranceMm))
        throw fault(`stroke ${k + 1} of pen ${pen} leaves the sheet`);
    });
  });
}

function same(read: Float64Array, { points, closed }: Path, toleranceMm: number): boolean {
  const length = points.length + (closed ? 2 : 0);
  return (
    read.length === length &&
    read.every((value, i) => Math.abs(value - points[i % points.length]!) <= toleranceMm)
  );
}

function onSheet(read: Float64Array, sheet: Drawing['sheet'], toleranceMm: number): boolean {
  return read.every((value, i) => {
    const most = i % 2 === 0 ? sheet.widthMm : sheet.heightMm;
    return value >= -toleranceMm && value <= most + toleranceMm;
  });
}
