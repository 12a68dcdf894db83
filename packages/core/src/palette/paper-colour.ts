import { InkceptionError } from '../error.ts';
import { colourName } from './colour-name.ts';
import { hexToRgb, rgbToHex, rgbToLab, type Rgb } from './colour.ts';
import type { Paper } from './pen.ts';

/** Papers as shops have them, about as they look. */
export const commonPapers: Readonly<Record<string, string>> = {
  white: '#ffffff',
  cream: '#f6efdc',
  grey: '#b9b7b2',
  kraft: '#b98f62',
  navy: '#1f2b4d',
  black: '#1b1b1d',
};

/** A paper by its name or its colour, "#222". Errors: `bad-option`. */
export function paperOf(colour: string): Paper {
  const wanted = colour.trim().toLowerCase();
  const known = Object.hasOwn(commonPapers, wanted) ? commonPapers[wanted] : undefined;
  if (known !== undefined) return { name: `${wanted} paper`, hex: known };
  const code = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(wanted)?.[1];
  if (code === undefined) {
    const names = Object.keys(commonPapers).join(', ');
    throw new InkceptionError(
      'bad-option',
      `there is no paper ${JSON.stringify(colour.slice(0, 40))}: give ${names}, or a colour such as "#222222"`,
    );
  }
  const rgb = hexToRgb(`#${code}`);
  return { name: `${colourName(rgb)} paper`, hex: rgbToHex(rgb) };
}

/** Whether clear ink would hardly show on a sheet: then pens that do not say are opaque. L* below 50. */
export function isDark(sheet: Rgb): boolean {
  return rgbToLab(sheet)[0] < 50;
}
