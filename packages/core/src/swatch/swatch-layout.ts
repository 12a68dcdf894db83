import { InkceptionError } from '../error.ts';
import type { Pen } from '../palette/pen.ts';
import type { Sheet } from '../plot/drawing.ts';
import { roomOf } from '../plot/placement.ts';

/** A square of a swatch sheet, mm from the sheet's top left corner. */
export interface Patch {
  readonly kind: 'solid' | 'hatched' | 'overlap';
  /** Index of the pen, and of the one that is drawn over it. */
  readonly pen: number;
  readonly over?: number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly sizeMm: number;
}

/** Where everything is on the sheet, mm from its top left corner. */
export interface SwatchLayout {
  readonly patches: readonly Patch[];
  /** Where each pen's number stands: left end, middle. */
  readonly numbers: readonly (readonly [xMm: number, yMm: number])[];
}

const largestCellMm = 14;
const leastCellMm = 5;
const gapMm = 1.5;

/** Of the number in front of a row. */
const numberMm = 6;

/** Lines of a hatched patch are this many pen widths apart. */
export const swatchPitch = 3;

/**
 * Where everything is on a swatch sheet: a row for each pen with its number, a hatched patch, and a square table of
 * all pens, solid on the diagonal, the row's pen under the column's to the right of it. Errors: `paper-too-small`.
 */
export function swatchLayout(pens: readonly Pen[], sheet: Sheet): SwatchLayout {
  const [roomX, roomY] = roomOf(sheet);
  const cell = Math.min(largestCellMm, (roomX - numberMm) / (pens.length + 1), roomY / pens.length);
  if (cell < leastCellMm) {
    throw new InkceptionError(
      'paper-too-small',
      `${pens.length} pens need a sheet of ${Math.ceil(leastCellMm * (pens.length + 1) + numberMm + 2 * sheet.marginMm)} mm or more for their swatches: give a larger --paper, or fewer pens`,
    );
  }
  const [left, top] = [sheet.marginMm, sheet.marginMm];
  const place = (column: number, row: number): Pick<Patch, 'leftMm' | 'topMm' | 'sizeMm'> => ({
    leftMm: left + numberMm + column * cell,
    topMm: top + row * cell,
    sizeMm: cell - gapMm,
  });
  const patches = pens.flatMap((_, pen): Patch[] => [
    { kind: 'hatched', pen, ...place(0, pen) },
    { kind: 'solid', pen, ...place(1 + pen, pen) },
    ...pens.slice(pen + 1).map((__, k): Patch => {
      const over = pen + 1 + k;
      return { kind: 'overlap', pen, over, ...place(1 + over, pen) };
    }),
  ]);
  return { patches, numbers: pens.map((_, row) => [left, top + row * cell + (cell - gapMm) / 2]) };
}
