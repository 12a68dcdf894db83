import { differenceCiede2000, modeLab65, modeRgb, useMode } from 'culori/fn';
import { InkceptionError } from '../error.ts';

/** sRGB as it is shown and stored, each channel in [0, 1]. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** CIE L*a*b* under D65: L in [0, 100], a (green to red) and b (blue to yellow) around 0. */
export type Lab = readonly [l: number, a: number, b: number];

const toRgb = useMode(modeRgb);
const toLab = useMode(modeLab65);
const ciede2000 = differenceCiede2000();

/** `#rrggbb` or `#rgb` as RGB. Errors: `bad-option`. */
export function hexToRgb(hex: string): Rgb {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex)?.[1];
  if (digits === undefined) {
    const given = JSON.stringify(hex.slice(0, 40));
    throw new InkceptionError('bad-option', `${given} is no colour, expected "#rrggbb", such as "#e63946"`);
  }
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [channel(full, 0), channel(full, 2), channel(full, 4)];
}

function channel(digits: string, start: number): number {
  return parseInt(digits.slice(start, start + 2), 16) / 255;
}

/** `#rrggbb` of RGB; what lies outside [0, 1] is clipped. */
export function rgbToHex(rgb: Rgb): string {
  return `#${rgbToBytes(rgb)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** The nearest 8-bit colour. */
export function rgbToBytes(rgb: Rgb): [number, number, number] {
  return [toByte(rgb[0]), toByte(rgb[1]), toByte(rgb[2])];
}

/** [0, 1] to the nearest of 0..255, clipped; NaN is 0. */
export function toByte(value: number): number {
  return value > 0 ? Math.min(255, Math.round(value * 255)) : 0;
}

/** sRGB (IEC 61966-2-1) in [0, 1] as CIE L*a*b* under D65: L in [0, 100]. Source: CIE 1976 L*a*b*, CIE 15:2004. */
export function rgbToLab([r, g, b]: Rgb): Lab {
  const lab = toLab({ mode: 'rgb', r, g, b });
  return [lab.l, lab.a, lab.b];
}

/** The nearest colour that can be shown. */
export function labToRgb([l, a, b]: Lab): Rgb {
  const rgb = toRgb({ mode: 'lab65', l, a, b });
  const clip = (value: number): number => Math.max(0, Math.min(1, value));
  return [clip(rgb.r), clip(rgb.g), clip(rgb.b)];
}

/** How different two colours look, CIEDE2000: 1 is just visible, 10 another colour. */
export function deltaE(left: Lab, right: Lab): number {
  return ciede2000(labColour(left), labColour(right));
}

function labColour([l, a, b]: Lab): { mode: 'lab65'; l: number; a: number; b: number } {
  return { mode: 'lab65', l, a, b };
}
