import { readFileSync } from 'node:fs';
import { nearestNames, type NetworkCard } from '@inkception/core';
import { CliError, fileError } from '../cli-error.ts';
import { knownNetworks } from './known-networks.ts';
import type { NetworkRecord } from './network-record.ts';
import { checkUrl } from './url-rules.ts';

/** The networks that can be pulled: our own list, or that of a file in the same format. Errors: `file`. */
export function registry(option: string | undefined): readonly NetworkRecord[] {
  const file = option ?? process.env['INKCEPTION_REGISTRY'];
  if (file === undefined || file === '') return knownNetworks;
  let list: unknown;
  try {
    list = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CliError('file', `${file} is not JSON: ${error.message}`);
    throw fileError(error, 'cannot read the list of networks', file);
  }
  if (!isList(list))
    throw new CliError(
      'file',
      `${file}: expected an array of networks with name, description, urls, bytes, sha256, licence and input (a card's, or null)`,
    );
  list.flatMap((record) => record.urls).forEach((url) => checkUrl(url));
  return list;
}

function isList(value: unknown): value is NetworkRecord[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): value is NetworkRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { name, description, urls, bytes, sha256, licence, input } = value as Record<string, unknown>;
  const texts = [name, description, licence].every((text) => typeof text === 'string' && text !== '');
  const places = Array.isArray(urls) && urls.length > 0 && urls.every((url) => typeof url === 'string');
  const size = Number.isSafeInteger(bytes) && (bytes as number) > 0;
  const hash = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  return texts && places && size && hash && typeof input === 'object'; // the card's reader looks at input closely
}

/** The network of a name. Errors: `usage` with the nearest. */
export function findRecord(records: readonly NetworkRecord[], name: string): NetworkRecord {
  const record = records.find((known) => known.name === name);
  if (record) return record;
  const near = nearestNames(
    name,
    records.map((known) => known.name),
    3,
  );
  throw new CliError(
    'usage',
    `there is no network "${name}" to pull; the nearest are ${near.join(', ')} (inkception models list shows all)`,
  );
}

/** The card of a network fetched as published; null where its input is not known. */
export function cardOf({
  name,
  description,
  licence,
  urls,
  sha256,
  input,
}: NetworkRecord): NetworkCard | null {
  return input && { name, description, input, licence, source: urls[0]!, sha256 };
}
