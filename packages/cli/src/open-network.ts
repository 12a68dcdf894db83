import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { loadNetwork, parseCard, type Network, type NetworkCard } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { CliError, fileError } from './cli-error.ts';

export interface OpenedNetwork {
  readonly network: Network;
  /** null: the built-in network. */
  readonly file: string | null;
  readonly sha256: string;
}

/** The network of `--model` and `--card`, or the built-in one. Errors: `file`, `bad-card`, those of onnx-grad. */
export function openNetwork(model: string | undefined, card: string | undefined): OpenedNetwork {
  if (model === undefined) {
    if (card !== undefined)
      throw new CliError('usage', `--card ${card} was given without --model: say which network it describes`);
    return openFile(weightsUrl, null, readCard(cardUrl, 'pictograms'));
  }
  return openFile(model, model, cardFor(model, card));
}

/** A network whose layers are only to be listed: without a card, plain RGB at the usual size is assumed. */
export function openForListing(model: string | undefined, card: string | undefined): OpenedNetwork {
  if (model === undefined || card !== undefined || existsSync(besideModel(model)))
    return openNetwork(model, card);
  return openFile(model, model, plainCard(model));
}

function openFile(path: string | URL, file: string | null, card: NetworkCard): OpenedNetwork {
  const bytes = read(path, 'cannot read the network');
  const network = loadNetwork(bytes, card, file ?? card.name);
  return { network, file, sha256: createHash('sha256').update(bytes).digest('hex') };
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

function readCard(path: string | URL, source: string): NetworkCard {
  const text = new TextDecoder().decode(read(path, 'cannot read the card'));
  return parseCard(text, source, (name) =>
    new TextDecoder().decode(
      read(
        path instanceof URL ? new URL(name, path) : join(dirname(path), name),
        `card ${source}: cannot read the labels`,
      ),
    ),
  );
}

function read(path: string | URL, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(error, what, String(path));
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
