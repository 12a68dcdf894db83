import { InkceptionError } from '../error.ts';
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
