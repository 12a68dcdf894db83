import type { ChannelsJob, ClassesJob } from '@inkception/core';

/** What a contact sheet is made of. */
export type SheetJob = ChannelsJob | ClassesJob;

/** What the folder knows of a tile. */
export interface TileEntry {
  readonly channel: number;
  /** In the folder. */
  readonly file: string;
  /** Upper left corner on the sheet, px. */
  readonly x: number;
  readonly y: number;
  /** Of the tile as pens draw it, and as it was optimised. */
  readonly excitation: { readonly true: number; readonly relaxed: number };
}

/** index.json: how a sheet was made, and its tiles so far. */
export interface SheetIndex {
  readonly job: SheetJob;
  readonly complete: boolean;
  readonly tiles: readonly TileEntry[];
}

/** What stands under a tile: a channel's number, a class's name. */
export function tileTitle(job: SheetJob, channel: number): string {
  return 'names' in job ? job.names[job.channels.indexOf(channel)]! : String(channel);
}
