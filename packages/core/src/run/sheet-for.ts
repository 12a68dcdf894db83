import { InkceptionError } from '../error.ts';
import { checkNumber, checkPositive, fieldOf, isRecord, refuse, type Place } from '../json-record.ts';
import type { Sheet } from '../plot/drawing.ts';
import { paperSizeMm } from './paper-size.ts';

/** The sheet of a paper's name and a margin. Errors: `bad-option`, `paper-too-small`. */
export function sheetFor(paper: string, marginMm: number): Sheet {
  const [widthMm, heightMm] = paperSizeMm(paper);
  if (!(marginMm >= 0))
    throw new InkceptionError('bad-option', `margin is ${marginMm} mm, expected 0 or more`);
  if (2 * marginMm >= Math.min(widthMm, heightMm)) {
    throw new InkceptionError(
      'paper-too-small',
      `a margin of ${marginMm} mm leaves nothing of a sheet of ${widthMm} x ${heightMm} mm: give less than ${Math.min(widthMm, heightMm) / 2}`,
    );
  }
  return { widthMm, heightMm, marginMm };
}

/** A sheet from JSON. Errors: the place's code. */
export function checkSheet(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'lengths: widthMm, heightMm, marginMm');
  for (const name of ['widthMm', 'heightMm']) checkPositive(value[name], fieldOf(place, name));
  checkNumber(value['marginMm'], fieldOf(place, 'marginMm'), 0);
  const { widthMm, heightMm, marginMm } = value as unknown as Sheet;
  const most = Math.min(widthMm, heightMm) / 2;
  if (marginMm >= most) refuse(fieldOf(place, 'marginMm'), marginMm, `less than ${most}, half of the sheet`);
}
