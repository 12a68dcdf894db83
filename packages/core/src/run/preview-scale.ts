import type { Sheet } from '../plot/drawing.ts';

/** A preview that every viewer opens. */
const mostPixels = 16e6;
const usualPixelsPerMm = 8;

/** Pixels per mm of a sheet's preview: 8, less for sheets beyond A2. */
export function previewScale({ widthMm, heightMm }: Sheet): number {
  return Math.min(usualPixelsPerMm, Math.sqrt(mostPixels / (widthMm * heightMm)));
}
