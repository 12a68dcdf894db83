import { existsSync, readFileSync, statSync } from 'node:fs';
import type { NetworkCard } from '@inkception/core';
import { CliError, fileError } from '../cli-error.ts';
import { bytesText } from '../models/bytes-text.ts';
import { cachedFiles, cacheFolder, findCached } from '../models/cache.ts';
import { pullShowing } from '../models/pull-showing.ts';
import { cardOf, findRecord, registry } from '../models/registry.ts';
import type { NetworkRecord } from '../models/network-record.ts';
import { storeNetwork } from '../models/store.ts';
import { readCard } from '../open-network.ts';
import { parseOptions, text, type OptionsConfig, type ParsedOptions, string } from '../options.ts';
import { sha256Of } from '../sha256.ts';
import type { Streams } from '../streams.ts';
import { modelsHelp } from './help.ts';
import { listModels, showModel } from './models-list.ts';

const options = {
  card: string,
  name: string,
  cut: string,
  labels: string,
  cache: string,
  registry: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

type Action = (parsed: ParsedOptions, streams: Streams) => number | Promise<number>;
const actions: Readonly<Record<string, Action>> = {
  list: listModels,
  show: (parsed, streams) => showModel(parsed, only(parsed, 'NAME'), streams),
  pull: pullModel,
  add: addModel,
};

/** `inkception models list | show | pull | add`: networks by name. Returns the exit code: 0, or 130 when stopped. */
export async function modelsCommand(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseOptions(argv, options, 'models');
  if (parsed.values['help'] === true) {
    streams.out(modelsHelp);
    return 0;
  }
  const [name = 'list', ...rest] = parsed.positionals;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action) return action({ ...parsed, positionals: rest }, streams);
  throw new CliError(
    'usage',
    `models ${name}: expected one of ${Object.keys(actions).join(', ')} (inkception models --help)`,
  );
}

/** The one thing that an action is about. */
function only({ positionals }: ParsedOptions, what: string): string {
  if (positionals.length === 1) return positionals[0]!;
  throw new CliError('usage', `expected one ${what}, got ${positionals.join(' ') || 'none'}`);
}

async function pullModel(parsed: ParsedOptions, streams: Streams): Promise<number> {
  const record = findRecord(registry(text(parsed, 'registry')), only(parsed, 'NAME'));
  const cache = cacheFolder(text(parsed, 'cache'));
  const name = text(parsed, 'name') ?? record.name;
  const to = cachedFiles(cache, name);
  const cut = text(parsed, 'cut');
  const json = parsed.values['json'] === true;
  if (parsed.values['force'] !== true && findCached(cache, name)) {
    checkSame(readCard(to.card, to.card), record, cut, name);
    streams.out(done({ event: 'done', name, file: to.model, fetched: false }, json));
    return 0;
  }
  const card = { ...givenCard(parsed, record), name };
  try {
    await pullShowing({ record, card, cache, to, cut }, streams, json);
  } catch (error) {
    if (!streams.signal.aborted) throw error;
    streams.error(`inkception: stopped; inkception models pull ${record.name} goes on from here\n`);
    return 130;
  }
  streams.out(done({ event: 'done', name, file: to.model, fetched: true }, json));
  return 0;
}

/** What is in the cache under this name must be what would be fetched. */
function checkSame(
  card: NetworkCard,
  { sha256 }: NetworkRecord,
  cut: string | undefined,
  name: string,
): void {
  const same = (card.origin?.sha256 ?? card.sha256) === sha256 && card.origin?.cut === cut;
  if (same) return;
  const what = card.origin ? `a network cut after ${card.origin.cut}` : 'another file';
  throw new CliError(
    'usage',
    `${name} is in the cache already, as ${what}: give --force to replace it, or --name for another name`,
  );
}

/** `--card`, else the list's own; with the labels of `--labels`. */
function givenCard(parsed: ParsedOptions, record: NetworkRecord | undefined): NetworkCard {
  const path = text(parsed, 'card');
  const card = path === undefined ? record && cardOf(record) : readCard(path, path);
  if (!card)
    throw new CliError(
      'usage',
      record
        ? `how ${record.name} wants its input is not known: give --card FILE.json (docs/network-cards.md)`
        : 'this file is in no list: give --card FILE.json, which says what the input is (docs/network-cards.md)',
    );
  const labels = text(parsed, 'labels');
  return labels === undefined ? card : { ...card, labels: readLabels(labels) };
}

function readLabels(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  } catch (error) {
    throw fileError(error, 'cannot read the labels', path);
  }
}

function addModel(parsed: ParsedOptions, streams: Streams): number {
  const file = only(parsed, 'FILE');
  const sha256 = sha256Of(readModelFile(file));
  const record = registry(text(parsed, 'registry')).find((known) => known.sha256 === sha256);
  const found = givenCard(parsed, text(parsed, 'card') === undefined ? record : undefined);
  if (found.sha256 !== undefined && found.sha256 !== sha256)
    throw new CliError(
      'file',
      `${file} has sha256 ${sha256.slice(0, 12)}..., its card says ${found.sha256.slice(0, 12)}...: another file or another card`,
    );
  const name = text(parsed, 'name') ?? found.name;
  const cache = cacheFolder(text(parsed, 'cache'));
  const to = cachedFiles(cache, name);
  const replaced = existsSync(to.model);
  storeNetwork(to, { file, card: { ...found, name }, cut: text(parsed, 'cut'), consume: false });
  streams.out(
    done({ event: 'done', name, file: to.model, fetched: false, replaced }, parsed.values['json'] === true),
  );
  return 0;
}

function readModelFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileError(error, 'cannot read the network', file);
  }
}

interface Done {
  readonly event: 'done';
  readonly name: string;
  readonly file: string;
  readonly fetched: boolean;
  readonly replaced?: boolean;
}

function done(event: Done, json: boolean): string {
  if (json) return `${JSON.stringify(event)}\n`;
  const size = bytesText(statSync(event.file).size);
  const how = event.fetched || event.replaced !== undefined ? '' : ', it was there already';
  return [
    `${event.name}: ${size} in ${event.file}${event.replaced ? ', in place of what was there' : how}`,
    `  inkception layers --model ${event.name}`,
    '',
  ].join('\n');
}
