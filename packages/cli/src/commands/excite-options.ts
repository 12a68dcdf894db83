import type { JobRequest, Target } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import {
  defined,
  networkOptions,
  number,
  numberList,
  sizeOf,
  text,
  toNumber,
  type ParsedOptions,
  type OptionsConfig,
} from '../options.ts';
import { pensOf } from '../pens-option.ts';
import { outputSettingsOf, plotOptions, plotSettingsOf } from './plot-options.ts';

const string = { type: 'string' } as const;

/** What is wanted, of which pens, on which paper, and how it is found. */
export const targetOptions = {
  class: string,
  layer: string,
  channel: string,
  neuron: string,
  recipe: string,
  pens: string,
  palette: string,
  paper: string,
  margin: string,
  'pen-width': string,
  size: string,
  steps: string,
  tries: string,
  seed: string,
  set: { type: 'string', multiple: true },
} as const satisfies OptionsConfig;

/** Which network, which job, where to. */
export const runOptions = {
  ...networkOptions,
  job: string,
  resume: string,
  device: string,
  out: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** Options that make a job of areas. */
export const jobOptions = { ...targetOptions, ...plotOptions } as const;

export const exciteOptions = { ...jobOptions, ...runOptions } as const;

/** What the command line asks for, as the engine takes it. Errors: `usage`, `bad-pens`, `bad-option`. */
export function requestOf(parsed: ParsedOptions): JobRequest {
  const penWidthMm = number(parsed, 'pen-width');
  return defined({
    target: targetOf(parsed),
    recipe: text(parsed, 'recipe'),
    pens: pensOf(parsed, penWidthMm),
    paper: text(parsed, 'paper'),
    marginMm: number(parsed, 'margin'),
    penWidthMm,
    size: sizeOf(text(parsed, 'size')),
    seed: number(parsed, 'seed'),
    plot: plotSettingsOf(parsed),
    output: outputSettingsOf(parsed),
    settings: settingsOf(parsed),
  });
}

function targetOf(parsed: ParsedOptions): Target {
  const [layer, channel, neuron] = ['layer', 'channel', 'neuron'].map((name) => text(parsed, name));
  const name = className(parsed);
  if (name !== undefined) {
    if (layer ?? channel ?? neuron)
      throw new CliError('usage', `give a class or a layer, not both ("${name}" and a layer)`);
    return { kind: 'class', name };
  }
  if (layer === undefined) {
    throw new CliError(
      'usage',
      'nothing to excite: give a class (inkception excite octopus), or --layer with --channel or --neuron',
    );
  }
  if ((channel === undefined) === (neuron === undefined)) {
    throw new CliError(
      'usage',
      `--layer ${layer} needs --channel N or --neuron CHANNEL,ROW,COLUMN (one of them)`,
    );
  }
  if (channel !== undefined) return { kind: 'channel', layer, channel: toNumber(channel, '--channel') };
  const [c, y, x] = numberList(neuron!, '--neuron', 3, 'CHANNEL,ROW,COLUMN, such as 11,6,6') as [
    number,
    number,
    number,
  ];
  return { kind: 'neuron', layer, channel: c, y, x };
}

function className(parsed: ParsedOptions): string | undefined {
  const option = text(parsed, 'class');
  if (parsed.positionals.length > 0 && option !== undefined) {
    throw new CliError(
      'usage',
      `two classes were given: "${parsed.positionals.join(' ')}" and --class "${option}"`,
    );
  }
  return option ?? (parsed.positionals.length > 0 ? parsed.positionals.join(' ') : undefined);
}

/** `--steps`, `--tries`, `--strokes` and every `--set name=value`, as a record of the settings' shape. */
function settingsOf(parsed: ParsedOptions): Record<string, unknown> {
  const settings: Record<string, unknown> = defined({
    steps: number(parsed, 'steps'),
    tries: number(parsed, 'tries'),
  });
  const strokes = number(parsed, 'strokes');
  if (strokes !== undefined) settings['strokes'] = { count: strokes };
  for (const assignment of (parsed.values['set'] as string[] | undefined) ?? []) {
    const [name, value] = splitAssignment(assignment);
    assign(settings, name.split('.'), value);
  }
  return settings;
}

function splitAssignment(assignment: string): [string, unknown] {
  const at = assignment.indexOf('=');
  const name = assignment.slice(0, at);
  if (at < 1)
    throw new CliError(
      'usage',
      `--set is "${assignment}", expected name=value, such as prices.boundary=0.02`,
    );
  try {
    return [name, JSON.parse(assignment.slice(at + 1))];
  } catch {
    return [name, assignment.slice(at + 1)];
  }
}

function assign(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = (target[head] ??= {}) as Record<string, unknown>;
  assign(inner, rest, value);
}
