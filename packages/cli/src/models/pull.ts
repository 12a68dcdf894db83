import { join } from 'node:path';
import type { NetworkCard } from '@inkception/core';
import { makeFolder } from '../run-folder.ts';
import type { CachedFiles } from './cache.ts';
import { download, type DownloadLimits } from './download.ts';
import { withLock } from './lock.ts';
import type { NetworkRecord } from './network-record.ts';
import { storeNetwork } from './store.ts';

export interface PullRequest {
  readonly record: NetworkRecord;
  readonly card: NetworkCard;
  readonly cache: string;
  readonly to: CachedFiles;
  readonly cut?: string | undefined;
}

export interface PullOptions {
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/** Fetches a published network into the cache. Errors: `download`, `file`, `folder` while another process does. */
export async function pullNetwork(request: PullRequest, options: PullOptions): Promise<NetworkCard> {
  const { record, card, cache, to, cut } = request;
  const folder = join(cache, 'partial');
  makeFolder(folder);
  // By hash: a list that changes its mind never mixes two files.
  const partial = join(folder, `${record.sha256.slice(0, 20)}.onnx`);
  return withLock(`${partial}.lock`, record.name, async () => {
    await download(record, partial, options);
    return storeNetwork(to, { file: partial, card, cut, consume: true });
  });
}
