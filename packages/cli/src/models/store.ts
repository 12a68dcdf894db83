import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cutNetwork, loadNetwork, type NetworkCard } from '@inkception/core';
import { fileError } from '../cli-error.ts';
import { makeFolder } from '../run-folder.ts';
import { sha256Of } from '../sha256.ts';
import type { CachedFiles } from './cache.ts';

export interface Entry {
  /** The network's file: read, never changed. */
  readonly file: string;
  readonly card: NetworkCard;
  /** Keep only what this layer needs. */
  readonly cut?: string | undefined;
  /** Move the file instead of copying it. */
  readonly consume: boolean;
}

/**
 * Puts a network into the cache, whole or not at all: nothing is found under its name before everything is there.
 * Errors: `file`; those of onnx-grad when the file is no network, or has no such layer.
 */
export function storeNetwork(to: CachedFiles, entry: Entry): NetworkCard {
  const temporary = `${to.model}.new-${process.pid}`;
  try {
    makeFolder(dirname(to.model));
    const card = placeNetwork(temporary, entry);
    writeFileSync(`${temporary}.json`, `${JSON.stringify(card, null, 2)}\n`);
    rmSync(to.card, { force: true }); // a network without a card is not found: never one with another's
    renameSync(temporary, to.model);
    renameSync(`${temporary}.json`, to.card);
    return card;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw fileError(error, 'cannot write', to.model);
    throw error;
  } finally {
    rmSync(temporary, { force: true });
    rmSync(`${temporary}.json`, { force: true });
  }
}

function placeNetwork(path: string, { file, card, cut, consume }: Entry): NetworkCard {
  const bytes = readFileSync(file);
  const network = loadNetwork(bytes, card, file);
  const sha256 = sha256Of(bytes);
  if (cut === undefined) {
    if (consume) renameSync(file, path);
    else copyFileSync(file, path);
    return { ...card, sha256 };
  }
  const rest = cutNetwork(network, cut);
  writeFileSync(path, rest.bytes);
  if (consume) rmSync(file);
  return { ...rest.card, sha256: sha256Of(rest.bytes), origin: { sha256, cut } };
}
