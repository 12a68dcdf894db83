import type { NetworkCard } from '@inkception/core';
import { nearestNames } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { openNetwork } from '../open-network.ts';
import { networkOptions, parseOptions, type OptionsConfig } from '../options.ts';
import type { Streams } from '../streams.ts';
import { classesHelp } from './help.ts';

const options = {
  ...networkOptions,
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception classes [GROUP]`: what can be excited by name. */
export async function classesCommand(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseOptions(argv, options, 'classes');
  if (parsed.values['help'] === true) {
    streams.out(classesHelp);
    return 0;
  }
  const { card } = (await openNetwork(parsed, streams)).network;
  const group = parsed.positionals[0];
  streams.out(group === undefined ? everyClass(card) : classesOf(card, group));
  return 0;
}

function everyClass(card: NetworkCard): string {
  if (!card.groups) return (card.labels ?? []).map((label, i) => `${i}  ${label}\n`).join('');
  return Object.entries(card.groups)
    .map(([group, labels]) => `${group} (${labels.length})\n  ${labels.join(', ')}\n`)
    .join('');
}

function classesOf(card: NetworkCard, group: string): string {
  const groups = card.groups ?? {};
  const labels = Object.hasOwn(groups, group) ? groups[group] : undefined;
  if (labels) return labels.map((label) => `${label}\n`).join('');
  throw new CliError(
    'usage',
    `${card.name} has no group "${group}"; the nearest are ${nearestNames(group, Object.keys(groups)).join(', ') || 'none: it has no groups'}`,
  );
}
