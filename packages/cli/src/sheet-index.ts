import type { ChannelsJob, ClassesJob } from '@inkception/core';

/** What a contact sheet is made of. */
export type SheetJob = ChannelsJob | ClassesJob;

/** Channels or classes by number, in the order of the sheet. */
export function numbersOn(job: SheetJob): readonly number[] {
  return 'classes' in job ? job.classes : job.channels;
}

/** What the folder knows of a tile. */
export interface TileEntry {
  /** Or class. */
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
  return 'classes' in job ? job.names[job.classes.indexOf(channel)]! : String(channel);
}
