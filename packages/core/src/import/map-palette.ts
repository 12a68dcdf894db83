import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import { nameColours } from '../palette/colour-name.ts';
import { rgbToHex, rgbToLab, type Rgb } from '../palette/colour.ts';
import { mostPens } from '../palette/pen-rules.ts';
import type { PaletteEntry, Pen } from '../palette/pen.ts';

/** What draws the colours of an index map. */
export interface MapPens {
  /** In the order of the indices, the paper's left out; null: pens of the picture's own colours. */
  readonly pens: readonly Pen[] | null;
  /** Width of pens of the picture's own colours, mm. */
  readonly penWidthMm: number;
  /** Which index is the paper; "auto": see `paperIndexOf`. */
  readonly paperIndex: number | 'none' | 'auto';
}

/**
 * Pens and paper for the colours of an index map, in their order; pens that are left over come last and draw nothing.
 * Errors: `bad-option` for a paper index that is none, `bad-pens` for more colours than pens.
 */
export function mapPalette(map: IndexMap, colours: readonly Rgb[], options: MapPens): PaletteEntry[] {
  const counts = countIndices(map, colours.length);
  const shown = trimUnused(colours, counts);
  const paper = paperOf(shown, counts, options.paperIndex);
  const needed = shown.length - (paper === null ? 0 : 1);
  const pens = options.pens ?? ownPens(shown, options.penWidthMm).filter((_, i) => i !== paper);
  checkCount(needed, pens.length, options.pens !== null);
  const entries = pens.map((pen): PaletteEntry => ({ kind: 'pen', pen }));
  if (paper === null) return entries;
  const sheet: PaletteEntry = { kind: 'paper', paper: { name: 'paper', hex: rgbToHex(shown[paper]!) } };
  return [...entries.slice(0, paper), sheet, ...entries.slice(paper)];
}

/** Colours that are whiter than this look like paper: L* at least, and chroma at most. */
const paperLightness = 92;
const paperChroma = 10;

/** The paper of a palette: its nearly white colour (L* from 92, chroma to 10), of several the most used; or null. */
function paperIndexOf(colours: readonly Rgb[], counts: readonly number[]): number | null {
  const white = [...colours.keys()].filter((i) => {
    const [l, a, b] = rgbToLab(colours[i]!);
    return l >= paperLightness && Math.hypot(a, b) <= paperChroma;
  });
  white.sort((i, j) => counts[j]! - counts[i]! || i - j);
  return white[0] ?? null;
}

function paperOf(
  colours: readonly Rgb[],
  counts: readonly number[],
  wanted: MapPens['paperIndex'],
): number | null {
  if (wanted === 'none') return null;
  if (wanted === 'auto') return paperIndexOf(colours, counts);
  if (Number.isInteger(wanted) && wanted >= 0 && wanted < colours.length) return wanted;
  throw new InkceptionError(
    'bad-option',
    `the paper is index ${wanted}, expected one from 0 to ${colours.length - 1}, or none`,
  );
}

function countIndices({ indices }: IndexMap, colours: number): number[] {
  const counts = new Array<number>(colours).fill(0);
  for (const index of indices) counts[index]! += 1;
  return counts;
}

/** Many programs fill a palette up to 256: what comes after the last used colour is no pen then. */
function trimUnused(colours: readonly Rgb[], counts: readonly number[]): readonly Rgb[] {
  if (colours.length <= mostPens + 1) return colours;
  return colours.slice(0, counts.findLastIndex((count) => count > 0) + 1);
}

function ownPens(colours: readonly Rgb[], widthMm: number): Pen[] {
  const names = nameColours(colours);
  return colours.map((rgb, i) => ({ name: names[i]!, hex: rgbToHex(rgb), widthMm, source: 'picture' }));
}

function checkCount(needed: number, pens: number, given: boolean): void {
  if (given && needed > pens) {
    throw new InkceptionError(
      'bad-pens',
      `the picture has ${needed} colours beside the paper, but there are ${pens} pens: give more pens, or fewer colours (--quantise)`,
    );
  }
  if (needed > mostPens) {
    throw new InkceptionError(
      'bad-pens',
      `the picture has ${needed} colours beside the paper, at most ${mostPens} can be drawn: fewer by --quantise`,
    );
  }
}
