import { InkceptionError, type ErrorCode } from '../error.ts';
import type { Pen } from './pen.ts';

/** More pens than this is a mistake in a file, not a drawing. */
export const mostPens = 32;

/** Width of a pen that does not say, mm: a fineliner. */
export const usualWidthMm = 0.4;

/** Of the finest line that a pen could draw, mm: a hair is wider. */
export const finestMm = 0.02;

/** Of the widest brush a plotter holds, mm. */
export const widestMm = 50;

/** Refuses two pens of one name, or of one colour and width: nobody could tell which to put in. */
export function checkDistinct(pens: readonly Pen[], code: ErrorCode, source: string): void {
  refuseTwins(pens, code, source, 'the same name', ({ name }) => name.trim().toLowerCase());
  refuseTwins(pens, code, source, 'the same colour and width', ({ hex, widthMm }) => `${hex} ${widthMm} mm`);
}

function refuseTwins(
  pens: readonly Pen[],
  code: ErrorCode,
  source: string,
  what: string,
  key: (pen: Pen) => string,
): void {
  const first = new Map<string, number>();
  pens.forEach((pen, i) => {
    const twin = first.get(key(pen));
    if (twin !== undefined) {
      const shown = `pens ${twin + 1} and ${i + 1} have ${what} (${key(pen)})`;
      throw new InkceptionError(code, `${source}: ${shown}; take one of them out, or make them differ`);
    }
    first.set(key(pen), i);
  });
}
