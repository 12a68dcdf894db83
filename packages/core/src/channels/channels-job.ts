import { InkceptionError } from '../error.ts';
import { checkSettings } from '../excite/check-settings.ts';
import { mergeSettings } from '../excite/merge-settings.ts';
import { recipes } from '../excite/recipes.ts';
import type { Settings } from '../excite/settings.ts';
import { findLayerName, listLayers } from '../network/layers.ts';
import type { Network } from '../network/network.ts';
import { constant } from '../optimise/schedule.ts';
import { wholeNumber } from '../option.ts';

/** What a contact sheet shows: the pens' own picture, or a mixture of many free colours. */
export type SheetColours = 'pens' | 'free';

/** Everything that makes a contact sheet: the same job gives the same tiles on the same machine. */
export interface ChannelsJob {
  readonly format: typeof channelsFormat;
  readonly network: { readonly name: string; readonly file: string | null; readonly sha256: string };
  /** The value's name in the file. */
  readonly layer: string;
  /** What a person calls it. */
  readonly label: string;
  readonly channelCount: number;
  /** In the order of the sheet. */
  readonly channels: readonly number[];
  readonly colours: SheetColours;
  /** How many pens are learned; the paper comes on top. */
  readonly pens: number;
  /** Side of a tile and of what the network sees, px; what one unit sees, from 64 to 160, unless asked for. */
  readonly size: number;
  /** Channels that are excited in one evaluation of the network. */
  readonly batch: number;
  readonly seed: number;
  readonly settings: Settings;
}

/** Marks a job of channels, and which version of it. */
export const channelsFormat = 'inkception-channels-1';

/** What a person asks for; everything left out has a default. */
export interface ChannelsRequest {
  /** By any of its names. */
  readonly layer: string;
  /** Channels by number, from 0. */
  readonly pick?: readonly number[];
  /** First and last, where none are picked; all. */
  readonly from?: number;
  readonly to?: number;
  /** The pens' unless said. */
  readonly colours?: SheetColours;
  /** To learn for each tile, 1 to 12; 4. */
  readonly pens?: number;
  /** Side of a tile, 16 to 1024 px; what one unit sees, within 64 to 160. */
  readonly size?: number;
  /** 64 unless said. */
  readonly steps?: number;
  /** A whole number from 0; 1. */
  readonly seed?: number;
}

const [smallestSize, largestSize, sizeStep] = [64, 160, 32];
const usualSteps = 64;
const usualBatch = 8;

/** A run that only has to be recognised: few steps, one view, no fine detail. */
const quick = {
  tries: 1,
  detail: 1,
  fineness: 1,
  scoreEvery: 0,
  views: { count: 1 },
};

/** Many colours that mix at every pixel, with no price on drawing them. */
const free = {
  temperature: constant(1),
  straightThroughFrom: 1,
  pixels: { paper: null, usageFloor: 0, colourDistance: 0 },
  prices: { boundary: constant(0), usage: constant(0), likeness: constant(0) },
  boundaryBudget: 0,
};
const freeColours = 12;

/** The complete job for a request. Errors: `unknown-layer`, `unknown-channel`, `bad-option`, `bad-size`. */
export function makeChannelsJob(
  request: ChannelsRequest,
  network: Network,
  origin: { readonly file: string | null; readonly sha256: string },
): ChannelsJob {
  const name = findLayerName(network, request.layer);
  const size = wholeNumber('size', request.size ?? sizeFor(network, name), 16, 1024);
  const layer = listLayers(network, size, size).find((known) => known.name === name);
  if (!layer) throw new InkceptionError('unknown-layer', `${request.layer} has no channels to excite`);
  const colours = request.colours ?? 'pens';
  return {
    format: channelsFormat,
    network: { name: network.card.name, file: origin.file, sha256: origin.sha256 },
    layer: layer.name,
    label: layer.label,
    channelCount: layer.channels,
    channels: channelsOf(request, layer.label, layer.channels),
    colours,
    pens: colours === 'free' ? freeColours : wholeNumber('pens', request.pens ?? 4, 1, 12),
    size,
    batch: usualBatch,
    seed: wholeNumber('seed', request.seed ?? 1, 0, 2 ** 31),
    settings: settingsOf(request, network, colours),
  };
}

/** A tile shows about what one unit sees. */
function sizeFor(network: Network, name: string): number {
  const field = listLayers(network).find((layer) => layer.name === name)?.field ?? [];
  const own = Math.min(...network.card.input.size);
  const seen = Math.max(0, ...field.map((length) => length ?? own));
  return Math.min(largestSize, Math.max(smallestSize, sizeStep * Math.ceil(seen / sizeStep)));
}

function settingsOf({ steps }: ChannelsRequest, { card }: Network, colours: SheetColours): Settings {
  const own = mergeSettings(recipes['default']!, card.drawing ?? {}, `card ${card.name}`);
  const changes = { ...quick, steps: steps ?? usualSteps, ...(colours === 'free' ? free : {}) };
  const asked = mergeSettings(own, changes, 'settings');
  return checkSettings({ ...asked, pixels: { ...asked.pixels, cells: cellsAtNetworkSize(own) } });
}

/** Knots as dense for the network as the recipe's, on a canvas no finer than what it sees. */
function cellsAtNetworkSize({ fineness, pixels: { cells } }: Settings): readonly number[] {
  return cells.every((cell) => cell % fineness === 0) ? cells.map((cell) => cell / fineness) : cells;
}

function channelsOf({ pick, from = 0, to }: ChannelsRequest, label: string, count: number): number[] {
  const last = to ?? count - 1;
  const channels = pick ?? Array.from({ length: Math.max(0, last - from + 1) }, (_, i) => from + i);
  const wrong = [...(pick ?? [from, last])].find(
    (channel) => !Number.isInteger(channel) || channel < 0 || channel >= count,
  );
  if (wrong !== undefined)
    throw new InkceptionError('unknown-channel', `${label} has no channel ${wrong}: give 0 to ${count - 1}`);
  if (channels.length === 0)
    throw new InkceptionError(
      'unknown-channel',
      `no channels from ${from} to ${last}: the first comes first`,
    );
  return [...new Set(channels)];
}
