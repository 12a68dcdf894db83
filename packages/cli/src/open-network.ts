import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { loadNetwork, parseCard, type Network, type NetworkCard } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { CliError, fileError } from './cli-error.ts';
import { locateModel } from './models/locate.ts';
import { text, type ParsedOptions } from './options.ts';
import { sha256Of } from './sha256.ts';
import type { Streams } from './streams.ts';

export interface OpenedNetwork {
  readonly network: Network;
  /** As it was given: a path, or a name in the cache; null: the built-in network. */
  readonly file: string | null;
  readonly sha256: string;
}

/**
 * The network of `--model` (a file, else a name in the cache) and `--card`, or the built-in one; `model` is taken where
 * no `--model` is given. Errors: `usage` for a network that is not here, `file`, `bad-card`, those of onnx-grad.
 */
export async function openNetwork(
  parsed: ParsedOptions,
  streams: Streams,
  model = text(parsed, 'model'),
): Promise<OpenedNetwork> {
  const card = text(parsed, 'card');
  if (model === undefined) {
    if (card !== undefined)
      throw new CliError('usage', `--card ${card} was given without --model: say which network it describes`);
    return openBuiltIn();
  }
  return openNamed({ model, card }, parsed, streams);
}

/** What `--judge` calls the built-in network. */
const builtInName = 'built-in';

/** A network of a file or a name in the cache, or `built-in`. Errors: those of `openNetwork`. */
export async function openNamed(
  { model, card }: { readonly model: string; readonly card: string | undefined },
  parsed: ParsedOptions,
  streams: Streams,
): Promise<OpenedNetwork> {
  if (model === builtInName && !existsSync(model)) return openBuiltIn();
  const path = await locateModel(model, text(parsed, 'cache'), streams);
  return openFile(path, model, cardFor(path, card));
}

function openBuiltIn(): OpenedNetwork {
  return openFile(weightsUrl, null, readCard(cardUrl, 'pictograms'));
}

/** A network whose layers are only to be listed: without a card, plain RGB at the usual size is assumed. */
export async function openForListing(parsed: ParsedOptions, streams: Streams): Promise<OpenedNetwork> {
  const [model, card] = [text(parsed, 'model'), text(parsed, 'card')];
  const bare = model !== undefined && card === undefined && existsSync(model);
  return bare && !existsSync(besideModel(model))
    ? openFile(model, model, plainCard(model))
    : openNetwork(parsed, streams);
}

function openFile(path: string | URL, file: string | null, card: NetworkCard): OpenedNetwork {
  const bytes = read(path, 'cannot read the network');
  const network = loadNetwork(bytes, card, file ?? card.name);
  return { network, file, sha256: sha256Of(bytes) };
}

function cardFor(model: string, card: string | undefined): NetworkCard {
  const path = card ?? besideModel(model);
  if (card === undefined && !existsSync(path)) {
    if (!existsSync(model)) read(model, 'cannot read the network');
    throw new CliError(
      'file',
      `${model} has no card: give --card FILE.json, or put ${path} beside it; it says what the input is (channels, range, mean, std, size) and names the classes: see docs/network-cards.md`,
    );
  }
  return readCard(path, path);
}

function besideModel(model: string): string {
  return `${model.slice(0, model.length - extname(model).length)}.json`;
}

/** A card with its labels. Errors: `file`, `bad-card`. */
export function readCard(path: string | URL, source: string): NetworkCard {
  const text = new TextDecoder().decode(read(path, 'cannot read the card'));
  return parseCard(text, source, (name) => {
    const labels = path instanceof URL ? new URL(name, path) : join(dirname(path), name);
    const hint = `put ${name} beside the card, or take "labels" out of it and name classes by number, such as --class '#107'`;
    return new TextDecoder().decode(read(labels, `card ${source}: cannot read the labels`, hint));
  });
}

function read(path: string | URL, what: string, hint?: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(error, what, String(path), hint);
  }
}

function plainCard(model: string): NetworkCard {
  const input = {
    channels: 'RGB',
    range: [0, 1],
    mean: [0, 0, 0],
    std: [1, 1, 1],
    size: [224, 224],
  } as const;
  return { name: model, input, licence: 'unknown', source: model };
}
