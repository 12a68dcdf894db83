import { InkceptionError } from '../error.ts';
import { nameColours } from './colour-name.ts';
import { hexToRgb, rgbToHex, type Rgb } from './colour.ts';
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
  const colours = codes.map(readColour);
  const names = nameColours(colours);
  const pens = colours.map((rgb, i) => ({ name: names[i]!, hex: rgbToHex(rgb), widthMm, source: 'given' }));
  checkDistinct(pens, 'bad-option', 'palette');
  return pens;
}

function readColour(code: string): Rgb {
  if (/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(code)) return hexToRgb(code.startsWith('#') ? code : `#${code}`);
  const given = JSON.stringify(code.slice(0, 40));
  const expected = 'hex codes with commas between them, such as "#e63946,#1d3557"';
  throw new InkceptionError('bad-option', `palette has ${given}, expected ${expected}`);
}
