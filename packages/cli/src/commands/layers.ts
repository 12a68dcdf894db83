import { listLayers, type NamedLayer } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { openForListing } from '../open-network.ts';
import { networkOptions, parseOptions, sizeOf, text, type OptionsConfig } from '../options.ts';
import type { Streams } from '../streams.ts';
import { table } from '../table.ts';
import { layersHelp } from './help.ts';

const options = {
  ...networkOptions,
  size: { type: 'string' },
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception layers`: the layers that can be excited, as a person calls them, and what their units see. */
export async function layersCommand(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseOptions(argv, options, 'layers');
  if (parsed.values['help'] === true) {
    streams.out(layersHelp);
    return 0;
  }
  if (parsed.positionals.length > 0)
    throw new CliError('usage', `layers takes options alone, got ${parsed.positionals.join(' ')}`);
  const { network } = await openForListing(parsed, streams);
  const size = sizeOf(text(parsed, 'size'));
  const every = listLayers(network, size?.width, size?.height);
  const layers = parsed.values['all'] === true ? every : every.filter(({ worth }) => worth);
  if (parsed.values['json'] === true) streams.out(`${JSON.stringify(layers)}\n`);
  else streams.out(`${table([heads, ...layers.map(row)])}${legend(every, layers)}`);
  return 0;
}

const heads = ['name', 'op', 'shape', 'channels', 'sees', 'every'];

function row({ label, op, shape, channels, field, stride }: NamedLayer): string[] {
  const sees = field.includes(null) ? 'all' : lengths(field);
  const every = stride.includes(null) || shape.length < 4 ? '-' : lengths(stride);
  return [label, op, shape.slice(1).join(' x '), String(channels), sees, every];
}

/** One number where both axes have the same: "35 px", "35 x 19 px". */
function lengths([height, width]: readonly [number | null, number | null]): string {
  const shown = [height, width].map((length) => String(Math.round(100 * length!) / 100));
  return `${shown[0] === shown[1] ? shown[0]! : shown.join(' x ')} px`;
}

function legend(every: readonly NamedLayer[], shown: readonly NamedLayer[]): string {
  const hidden = every.length - shown.length;
  return hidden === 0 ? '' : `(${hidden} more that rarely show anything: --all)\n`;
}
