import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { composeSheet, decodeRgbPng, encodeRgbPng, layOut, type RgbImage, type Tile } from '@inkception/core';
import { CliError, fileError } from './cli-error.ts';
import { checkFolderWritable, makeFolder } from './run-folder.ts';
import { numbersOn, tileTitle, type SheetIndex, type SheetJob, type TileEntry } from './sheet-index.ts';
import { sheetPage } from './sheet-page.ts';
import { writeWhole } from './write-whole.ts';

const indexName = 'index.json';

/**
 * The folder of one contact sheet: tiles as they are finished, and what was finished before by the same job. Errors:
 * `folder` when it holds something else and `force` is not given, or cannot be written.
 */
export function openSheetFolder(folder: string, job: SheetJob, force: boolean): SheetFolder {
  checkFolderWritable(folder);
  const found = readIndex(folder);
  const same = found !== null && isDeepStrictEqual(found.job, JSON.parse(JSON.stringify(job)));
  const empty = !existsSync(folder) || readdirSync(folder).length === 0;
  if (!same && !empty && !force)
    throw new CliError(
      'folder',
      `${folder} holds something else: give --force to overwrite it, or --out another folder`,
    );
  try {
    if (!same) for (const name of ownNames) rmSync(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw fileError(error, 'cannot write', folder);
  }
  makeFolder(join(folder, 'tiles'));
  return new SheetFolder(folder, job, same ? found.tiles : []);
}

const ownNames = ['tiles', indexName, 'sheet.png', 'index.html'];

function readIndex(folder: string): SheetIndex | null {
  try {
    const index = JSON.parse(readFileSync(join(folder, indexName), 'utf8')) as SheetIndex;
    return Array.isArray(index.tiles) ? index : null;
  } catch {
    return null; // none, or not ours
  }
}

/** One contact sheet's folder, as it grows. */
export class SheetFolder {
  private readonly folder: string;
  private readonly job: SheetJob;
  private readonly entries: Map<number, TileEntry>;

  constructor(folder: string, job: SheetJob, known: readonly TileEntry[]) {
    this.folder = folder;
    this.job = job;
    const there = known.filter(({ channel }) => this.pictureOf(channel) !== null);
    this.entries = new Map(there.map((entry) => [entry.channel, entry]));
  }

  readonly isDone = (channel: number): boolean => this.entries.has(channel);

  /** Adds finished tiles: the pictures first, then the index that counts on them. */
  readonly add = (tiles: readonly Tile[]): void => {
    const numbers = numbersOn(this.job);
    const { at } = layOut(numbers.length, this.job.size);
    for (const { channel, picture, ...excitation } of tiles) {
      const file = tileName(channel);
      writeWhole(join(this.folder, file), encodeRgbPng(picture));
      const place = at(numbers.indexOf(channel));
      const { true: drawn, relaxed } = excitation;
      this.entries.set(channel, { channel, file, ...place, excitation: { true: drawn, relaxed } });
    }
    this.writeIndex();
  };

  /** Writes the sheet and its page, of the tiles so far. Returns their paths. */
  finish(): string[] {
    const sheet = composeSheet(
      numbersOn(this.job),
      this.job.size,
      (channel) => this.pictureOf(channel),
      (channel) => tileTitle(this.job, channel),
    );
    const description = `${this.job.network.name} ${this.job.label}, made by inkception`;
    writeWhole(join(this.folder, 'sheet.png'), encodeRgbPng(sheet, { Description: description }));
    writeWhole(join(this.folder, 'index.html'), sheetPage(this.index()));
    this.writeIndex();
    return ['sheet.png', 'index.html', indexName].map((name) => join(this.folder, name));
  }

  private index(): SheetIndex {
    const numbers = numbersOn(this.job);
    const tiles = numbers.flatMap((channel) => this.entries.get(channel) ?? []);
    return { job: this.job, complete: tiles.length === numbers.length, tiles };
  }

  private writeIndex(): void {
    writeWhole(join(this.folder, indexName), `${JSON.stringify(this.index(), null, 1)}\n`);
  }

  /** null: not there, or damaged: to be made again. */
  private pictureOf(channel: number): RgbImage | null {
    try {
      const picture = decodeRgbPng(readFileSync(join(this.folder, tileName(channel))));
      return picture.width === this.job.size && picture.height === this.job.size ? picture : null;
    } catch {
      return null;
    }
  }
}

function tileName(channel: number): string {
  return `tiles/${channel}.png`;
}
