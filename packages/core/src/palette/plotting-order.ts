import { hexToRgb, rgbToLab } from './colour.ts';
import type { PaletteEntry, Pen } from './pen.ts';

/** Indices of a palette's pens in plotting order: light to dark, opaque inks last, equals in palette order. */
export function plottingOrder(palette: readonly PaletteEntry[]): number[] {
  const rank = ({ hex, opaque }: Pen): number => (opaque ? 1000 : 0) - rgbToLab(hexToRgb(hex))[0];
  return palette
    .flatMap((entry, index) => (entry.kind === 'pen' ? [{ index, rank: rank(entry.pen) }] : []))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ index }) => index);
}
