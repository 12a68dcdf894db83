import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { NetworkCard } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { bytesText } from '../models/bytes-text.ts';
import { cachedFiles, cacheFolder, findCached } from '../models/cache.ts';
import { findRecord, registry } from '../models/registry.ts';
import type { NetworkRecord } from '../models/network-record.ts';
import { readCard } from '../open-network.ts';
import { text, type ParsedOptions } from '../options.ts';
import type { Streams } from '../streams.ts';
import { table } from '../table.ts';

/** A network that is here, could be, or both. */
interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly licence: string;
  readonly description: string;
  /** null: not in the cache. */
  readonly file: string | null;
  /** The layer after which it was cut. */
  readonly cut: string | null;
}

/** `models list`: what can be pulled and what is in the cache. */
export function listModels(parsed: ParsedOptions, streams: Streams): number {
  if (parsed.positionals.length > 0)
    throw new CliError(
      'usage',
      `models list takes options alone, got ${parsed.positionals.join(' ')}: inkception models show NAME tells of one`,
    );
  const cache = cacheFolder(text(parsed, 'cache'));
  const listed = everyNetwork(cache, registry(text(parsed, 'registry')));
  if (parsed.values['json'] === true) {
    streams.out(`${JSON.stringify({ cache, networks: listed })}\n`);
    return 0;
  }
  const rows = listed.map(({ name, bytes, licence, file, cut }) => [
    name,
    bytesText(bytes),
    licence,
    file === null ? 'no' : cut === null ? 'yes' : `to ${cut}`,
  ]);
  streams.out(table([['name', 'size', 'licence', 'here'], ...rows]));
  streams.out(`kept in ${cache}; inkception models pull NAME fetches one\n`);
  return 0;
}

function everyNetwork(cache: string, records: readonly NetworkRecord[]): Listed[] {
  const own = namesIn(cache).filter((name) => !records.some((record) => record.name === name));
  return [
    ...records.map((record) => listedIn(cache, record.name) ?? { ...summary(record), file: null, cut: null }),
    ...own.flatMap((name) => listedIn(cache, name) ?? []),
  ];
}

function summary({ name, bytes, licence, description }: NetworkRecord): Omit<Listed, 'file' | 'cut'> {
  return { name, bytes, licence, description };
}

function namesIn(cache: string): string[] {
  if (!existsSync(cache)) return [];
  const names = readdirSync(cache).filter((file) => extname(file) === '.onnx');
  return names.map((file) => file.slice(0, -'.onnx'.length)).sort();
}

function listedIn(cache: string, name: string): Listed | null {
  const files = findCached(cache, name);
  if (!files) return null;
  const { licence, description = '', origin } = readCard(files.card, files.card);
  return {
    name,
    bytes: statSync(files.model).size,
    licence,
    description,
    file: files.model,
    cut: origin?.cut ?? null,
  };
}

/** `models show NAME`: all that is known about one network. */
export function showModel(parsed: ParsedOptions, name: string, streams: Streams): number {
  const cache = cacheFolder(text(parsed, 'cache'));
  const records = registry(text(parsed, 'registry'));
  const record = records.find((known) => known.name === name);
  const here = listedIn(cache, name);
  if (!record && !here) findRecord(records, name);
  const card = here ? readCard(cachedFiles(cache, name).card, name) : null;
  const shown = { ...record, ...card, file: here?.file ?? null, urls: record?.urls ?? [] };
  if (parsed.values['json'] === true) streams.out(`${JSON.stringify(shown)}\n`);
  else streams.out(table(factsOf(record, card, here)));
  return 0;
}

function classesOf(card: NetworkCard | null): string {
  if (card?.origin) return 'none: they went with the end of the network';
  return card?.labels ? String(card.labels.length) : 'by number (--labels FILE names them)';
}

function factsOf(
  record: NetworkRecord | undefined,
  card: NetworkCard | null,
  here: Listed | null,
): string[][] {
  const known = card ?? record;
  if (!known) throw new CliError('usage', 'nothing is known about this network');
  const { input } = known;
  const facts: [string, string | undefined][] = [
    ['name', known.name],
    ['what', known.description],
    ['licence', known.licence],
    ['size', here ? bytesText(here.bytes) : record && bytesText(record.bytes)],
    ['input', input ? `${input.channels} ${input.size.join(' x ')} px` : 'not known: pull with --card'],
    ['classes', classesOf(card)],
    ['from', record?.urls.join(', ') ?? card?.source],
    ['sha256', known.sha256],
    ['cut', card?.origin && `after ${card.origin.cut}, of ${card.origin.sha256}`],
    ['file', here?.file ?? 'not here: inkception models pull'],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
