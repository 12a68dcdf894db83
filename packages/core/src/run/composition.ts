import type { Lead } from '../canvas/lead.ts';
import type { ShapeMask } from '../canvas/mask.ts';
import { scalesOf } from '../canvas/poster.ts';
import type { StartStroke } from '../canvas/strokes/begin-as.ts';
import type { Symmetry } from '../canvas/symmetry.ts';
import type { Settings } from '../excite/settings.ts';
import type { JsonRecord } from '../json-record.ts';
import type { Layout } from './layout.ts';

/** How a picture is composed: plain JSON, part of a job. What is left out is free. */
export interface Composition {
  readonly symmetry?: Symmetry;
  /** Whether the picture goes on across its borders; the sides of one of areas are then multiples of the coarsest cell. */
  readonly tile?: boolean;
  /** Whether any part of the picture must excite, not the whole alone. */
  readonly allOver?: boolean;
  /** So many times as wide and high as what is rendered at once: a power of 2. */
  readonly poster?: number;
  /** Where there may be ink. */
  readonly mask?: ShapeMask | PngMask;
  /** Lines of one pen between all areas. */
  readonly lead?: Lead;
  /** What the picture begins as. */
  readonly start?: PngStart | LinesStart;
  /** Where it lies on the sheet. */
  readonly layout?: Layout;
}

/** A picture whose dark parts take ink. */
export interface PngMask {
  readonly kind: 'png';
  /** Indexed PNG of two colours, the second inside; base64. */
  readonly png: string;
}

/** A picture that pixels begin as. */
export interface PngStart {
  /** Indexed PNG of the palette's colours, base64. */
  readonly png: string;
  /** Logits by which a pixel's pen begins ahead. */
  readonly strength: number;
}

/** Strokes to begin as. */
export interface LinesStart {
  readonly strokes: readonly StartStroke[];
  /** Of the palette, hex. */
  readonly colours: readonly string[];
  /** Logits by which a stroke's pen begins ahead. */
  readonly strength: number;
}

/** What a composition changes in a recipe's settings, before the user does. */
export function settingsFor({
  tile,
  allOver,
  poster,
}: Pick<Composition, 'tile' | 'allOver' | 'poster'>): JsonRecord {
  const spread = { pixels: { paper: { vignette: 0 } } };
  const anywhere = { ...spread, strokes: { initialSpread: 0.5 } };
  if (poster !== undefined) return spread;
  const unpolished = { polish: 0 }; // which judges the whole
  const parts = allOver ? { crop: partsOf } : {};
  if (tile) return { ...anywhere, ...(allOver ? unpolished : {}), views: { beyond: 'wrap', ...parts } };
  return allOver ? { ...spread, ...unpolished, views: parts } : {};
}

/** Of the picture, in each view of an all-over pattern. */
const partsOf = [0.45, 0.75];

/**
 * A recipe's settings for a poster: as fine in each part as they were in the whole, and with surfaces of each size, the coarsest
 * as wide as a part. `size` is that of a part as the network sees it.
 */
export function posterSettings(
  settings: Settings,
  poster: number,
  size: { readonly width: number; readonly height: number },
): JsonRecord {
  const { fineness, steps, pixels } = settings;
  const part = fineness * Math.min(size.width, size.height);
  const sizes = scalesOf(poster)
    .flatMap((scale) => pixels.cells.map((cell) => cell * scale))
    .filter((cell) => cell <= Math.max(part, pixels.cells[0]!));
  return {
    fineness: fineness * poster,
    steps: steps * poster,
    pixels: { cells: [...new Set(sizes)].sort((one, other) => one - other) },
  };
}
