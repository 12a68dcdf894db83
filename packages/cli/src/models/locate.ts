import { existsSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Streams } from '../streams.ts';
import { bytesText } from './bytes-text.ts';
import { cachedFiles, cacheFolder, findCached } from './cache.ts';
import { pullShowing } from './pull-showing.ts';
import { cardOf, registry } from './registry.ts';

/**
 * The file that `--model` means: a path that is there, else a name in the cache. A network that could be pulled is
 * offered to a person at a terminal; nothing is fetched without a yes. Errors: `usage`, saying how to pull it; a path
 * that is not there comes back as it is.
 */
export async function locateModel(
  model: string,
  cacheOption: string | undefined,
  streams: Streams,
): Promise<string> {
  if (existsSync(model)) return model;
  const cache = cacheFolder(cacheOption);
  const cached = findCached(cache, model);
  if (cached) return cached.model;
  const record = registry(undefined).find(({ name }) => name === model);
  if (!record) return model;
  const card = cardOf(record);
  const offer = `${model} (${bytesText(record.bytes)}, ${record.licence}) is not in ${cache}`;
  if (card && (await streams.ask?.(`${offer}. Fetch it from ${new URL(record.urls[0]!).host}? [y/N] `))) {
    const to = cachedFiles(cache, model);
    await pullShowing({ record, card, cache, to }, streams, false);
    return to.model;
  }
  throw new CliError('usage', `${offer}: inkception models pull ${model} fetches it`);
}
