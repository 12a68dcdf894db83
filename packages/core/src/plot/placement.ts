import { InkceptionError } from '../error.ts';
import type { Sheet } from './drawing.ts';

/** Where an index map lies on the sheet, mm from its top left corner. */
export interface Placement {
  readonly leftMm: number;
  readonly topMm: number;
  readonly pixelMm: number;
}

/**
 * The map centred on the sheet, as large as the margin allows, or with its longer side `sizeMm` long.
 * Errors: `bad-size` for a map without pixels or a size that is none; `paper-too-small` where it does not fit.
 */
export function centredPlacement(
  map: { readonly width: number; readonly height: number },
  sheet: Sheet,
  sizeMm?: number,
): Placement {
  const { width, height } = map;
  if (!(width >= 1 && height >= 1)) {
    throw new InkceptionError('bad-size', `the picture is ${width} x ${height} px, expected at least 1 x 1`);
  }
  if (sizeMm !== undefined && !(sizeMm > 0 && sizeMm < Infinity)) {
    throw new InkceptionError('bad-size', `the drawing's size is ${sizeMm} mm, expected more than 0`);
  }
  const [roomX, roomY] = roomOf(sheet);
  const largest = Math.min(roomX / width, roomY / height);
  const pixelMm = sizeMm === undefined ? largest : sizeMm / Math.max(width, height);
  if (pixelMm > largest * (1 + 1e-9)) {
    throw paperTooSmall(
      sheet,
      `holds a drawing of ${mm(largest * Math.max(width, height))} mm, not ${mm(sizeMm!)} mm`,
    );
  }
  const leftMm = (sheet.widthMm - width * pixelMm) / 2;
  return { leftMm, topMm: (sheet.heightMm - height * pixelMm) / 2, pixelMm };
}

/** What the margin leaves of a sheet, mm. Errors: `paper-too-small` when that is nothing. */
export function roomOf(sheet: Sheet): [widthMm: number, heightMm: number] {
  const { widthMm, heightMm, marginMm } = sheet;
  const sizes = [widthMm, heightMm, marginMm];
  if (!sizes.every((size) => Number.isFinite(size) && size >= 0)) {
    throw new InkceptionError(
      'bad-size',
      `the sheet is ${widthMm} x ${heightMm} mm with a margin of ${marginMm} mm, expected numbers from 0`,
    );
  }
  const room: [number, number] = [widthMm - 2 * marginMm, heightMm - 2 * marginMm];
  if (!(Math.min(...room) > 0))
    throw paperTooSmall(sheet, 'has no room to draw: give a larger sheet or a smaller margin');
  return room;
}

/** An error that says what the sheet is and what it lacks. */
export function paperTooSmall({ widthMm, heightMm, marginMm }: Sheet, fault: string): InkceptionError {
  const sheet = `a sheet of ${mm(widthMm)} x ${mm(heightMm)} mm with a margin of ${mm(marginMm)} mm`;
  return new InkceptionError('paper-too-small', `${sheet} ${fault}`);
}

const mm = (value: number): string => String(Math.round(value * 100) / 100);
