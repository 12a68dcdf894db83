import type { ChannelsJob } from '@inkception/core';

/** What the folder knows of a tile. */
export interface TileEntry {
  readonly channel: number;
  /** In the folder. */
  readonly file: string;
  /** Upper left corner on the sheet, px. */
  readonly x: number;
  readonly y: number;
  /** Mean of the channel's map for the tile as pens draw it, and as it was optimised. */
  readonly excitation: { readonly true: number; readonly relaxed: number };
}

/** index.json: how a sheet was made, and its tiles so far. */
export interface SheetIndex {
  readonly job: ChannelsJob;
  readonly complete: boolean;
  readonly tiles: readonly TileEntry[];
}
