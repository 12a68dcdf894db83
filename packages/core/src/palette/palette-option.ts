import { InkceptionError } from '../error.ts';
import { nameColours } from './colour-name.ts';
import { hexToRgb, rgbToHex } from './colour.ts';
import { checkDistinct, mostPens, usualWidthMm } from './pen-rules.ts';
import type { Pen } from './pen.ts';

/**
 * Pens of a list of colours: "#e63946,#1d3557,#f1faee". The `#` may be left out, as a shell takes what follows
 * it for a comment. Each pen is called what its colour is called. Errors: `bad-option`.
 */
export function parsePalette(list: string, widthMm = usualWidthMm): Pen[] {
  const codes = list.split(',').map((code) => code.trim());
  if (codes.length > mostPens) {
    throw new InkceptionError('bad-option', `palette has ${codes.length} colours, expected 1 to ${mostPens}`);
  }
  const colours = codes.map((code) => hexToRgb(code.startsWith('#') ? code : `#${code}`));
  const names = nameColours(colours);
  const pens = colours.map((rgb, i) => ({ name: names[i]!, hex: rgbToHex(rgb), widthMm, source: 'given' }));
  checkDistinct(pens, 'bad-option', 'palette');
  return pens;
}
