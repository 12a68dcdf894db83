import type { IndexMap } from '../image.ts';
import type { PaletteEntry } from '../palette/pen.ts';

/** Whether pens of a palette go over each other anywhere. */
export function hasOverprints(palette: readonly PaletteEntry[]): boolean {
  return palette.some(({ kind }) => kind === 'overprint');
}

/**
 * The map as one pen meets it: what it shares with another pen is its own, so that its areas are whole and are hatched
 * through, without an outline where only the other pen begins.
 */
export function inkedBy(map: IndexMap, palette: readonly PaletteEntry[], pen: number): IndexMap {
  const labels = Uint8Array.from(palette, (entry, n) =>
    entry.kind === 'overprint' && entry.of.includes(pen) ? pen : n,
  );
  return { ...map, indices: map.indices.map((index) => labels[index]!) };
}
