import { listLayers } from '@inkception/core';
import { openForListing } from '../open-network.ts';
import { parseOptions, text, type OptionsConfig } from '../options.ts';
import type { Streams } from '../streams.ts';
import { layersHelp } from './help.ts';
import { table } from './table.ts';

const options = {
  model: { type: 'string' },
  card: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception layers`: every layer that can be excited. */
export function layersCommand(argv: readonly string[], streams: Streams): number {
  const parsed = parseOptions(argv, options, 'layers');
  if (parsed.values['help'] === true) {
    streams.out(layersHelp);
    return 0;
  }
  const { network } = openForListing(text(parsed, 'model'), text(parsed, 'card'));
  const layers = listLayers(network);
  if (parsed.values['json'] === true) streams.out(`${JSON.stringify(layers)}\n`);
  else
    streams.out(
      table([
        ['name', 'op', 'shape', 'channels'],
        ...layers.map(({ name, op, shape, channels }) => [
          name,
          op,
          shape.slice(1).join(' x '),
          String(channels),
        ]),
      ]),
    );
  return 0;
}
