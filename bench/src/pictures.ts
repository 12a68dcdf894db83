import { readFileSync } from 'node:fs';
import { decodeIndexedPng, rgbToHex, rgbToLab, type PaletteEntry, type Pen } from '@inkception/core';
import type { PlotMap } from './photo-maps.ts';

/** A true image kept beside the bench, its lightest colour as paper, the others as pens of one width. */
export function keptPicture(name: string, widthMm: number): PlotMap {
  const file = new URL(`../pictures/${name}.png`, import.meta.url);
  const { map, colours } = decodeIndexedPng(readFileSync(file), `${name}.png`);
  const lightness = colours.map((colour) => rgbToLab(colour)[0]);
  const paper = lightness.indexOf(Math.max(...lightness));
  const palette = colours.map((colour, n): PaletteEntry => {
    const pen: Pen = { name: `pen ${n}`, hex: rgbToHex(colour), widthMm };
    return n === paper ? { kind: 'paper', paper: { name: 'paper', hex: pen.hex } } : { kind: 'pen', pen };
  });
  return { name, map, palette };
}
