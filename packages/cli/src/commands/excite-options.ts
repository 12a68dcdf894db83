import type { JobRequest } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import {
  defined,
  networkOptions,
  number,
  sizeOf,
  text,
  type ParsedOptions,
  type OptionsConfig,
  string,
} from '../options.ts';
import { appraiseOptions } from './appraise-options.ts';
import { composeOptions, compositionOf } from './compose-options.ts';
import { paletteOptions, paletteRequestOf } from './palette-options.ts';
import { likeOf, targetOptions, targetsOf } from './target-options.ts';
import { outputSettingsOf, plotOptions, plotSettingsOf } from './plot-options.ts';

/** What is wanted, of which pens, on which paper, and how it is found. */
export const pictureOptions = {
  ...composeOptions,
  ...targetOptions,
  ...paletteOptions,
  paper: string,
  margin: string,
  size: string,
  steps: string,
  tries: string,
  polish: string,
  variations: string,
  seed: string,
  set: { type: 'string', multiple: true },
} as const satisfies OptionsConfig;

/** Which network, which job, where to. */
export const runOptions = {
  ...networkOptions,
  ...appraiseOptions,
  job: string,
  resume: string,
  device: string,
  out: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** Options that make a job of areas: strokes have one recipe. */
export const jobOptions = { ...pictureOptions, ...plotOptions, recipe: string } as const;

export const exciteOptions = { ...jobOptions, ...runOptions } as const;

/** What the command line asks for, as the engine takes it. Errors: `usage`, `bad-pens`, `bad-option`. */
export function requestOf(parsed: ParsedOptions): JobRequest {
  return defined({
    ...paletteRequestOf(parsed),
    target: targetsOf(parsed),
    like: likeOf(parsed),
    recipe: text(parsed, 'recipe'),
    paper: text(parsed, 'paper'),
    marginMm: number(parsed, 'margin'),
    size: sizeOf(text(parsed, 'size')),
    seed: number(parsed, 'seed'),
    composition: compositionOf(parsed),
    plot: plotSettingsOf(parsed),
    output: outputSettingsOf(parsed),
    settings: settingsOf(parsed),
  });
}

/** `--steps`, `--tries`, `--polish`, `--strokes` and every `--set name=value`, as a record of the settings' shape. */
function settingsOf(parsed: ParsedOptions): Record<string, unknown> {
  const settings: Record<string, unknown> = defined({
    steps: number(parsed, 'steps'),
    tries: number(parsed, 'tries'),
    polish: number(parsed, 'polish'),
  });
  const strokes = number(parsed, 'strokes');
  if (strokes !== undefined) settings['strokes'] = { count: strokes };
  for (const assignment of (parsed.values['set'] as string[] | undefined) ?? []) {
    const [name, value] = splitAssignment(assignment);
    assign(settings, name.split('.'), value, name);
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

function assign(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  whole: string,
): void {
  const [head, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    define(target, head, value);
    return;
  }
  if (!Object.hasOwn(target, head)) define(target, head, {});
  const inner = target[head];
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
    throw new CliError(
      'usage',
      `--set ${whole}: ${head} was set to ${JSON.stringify(inner)}, which has no parts`,
    );
  assign(inner as Record<string, unknown>, rest, value, whole);
}

/** A property of its own whatever its name, so that `__proto__` is an unknown setting like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}
