import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearestNames } from '@inkception/core';
import { CliError } from './cli-error.ts';

/** What options a command has, as `parseArgs` takes them. */
export type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** An option with a value. */
export const string = { type: 'string' } as const;

/** Which network: for every command that needs one. */
export const networkOptions = {
  model: string,
  card: string,
  cache: string,
} as const satisfies OptionsConfig;

export interface ParsedOptions {
  readonly values: Readonly<Record<string, string | boolean | string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** Options of one command. Errors: `usage`, with the nearest option for an unknown one. */
export function parseOptions(
  argv: readonly string[],
  options: OptionsConfig,
  command: string,
): ParsedOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values: values as ParsedOptions['values'], positionals };
  } catch (error) {
    throw usageError(error, Object.keys(options), command);
  }
}

function usageError(error: unknown, known: readonly string[], command: string): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const dashed = /Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' argument is ambiguous/.exec(message)?.[1];
  if (dashed !== undefined)
    return new CliError(
      'usage',
      `${dashed} needs a value: one that begins with a dash is given as ${dashed}=-3`,
    );
  const unknown = /Unknown option '--?([^']+)'/.exec(message)?.[1];
  if (unknown === undefined)
    return new CliError('usage', `${message.split('. ')[0] ?? message} (inkception ${command} --help)`);
  const near = nearestNames(unknown, known, 3).map((name) => `--${name}`);
  return new CliError(
    'usage',
    `there is no option --${unknown}; the nearest are ${near.join(', ')} (inkception ${command} --help)`,
  );
}

/** The option's text, or undefined when it was not given. */
export function text(parsed: ParsedOptions, name: string): string | undefined {
  const value = parsed.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every text of an option that may be repeated. */
export function listOf(parsed: ParsedOptions, name: string): readonly string[] {
  const value = parsed.values[name];
  return Array.isArray(value) ? value : [];
}

/** The option as a finite number. */
export function number(parsed: ParsedOptions, name: string): number | undefined {
  const value = text(parsed, name);
  return value === undefined ? undefined : toNumber(value, `--${name}`);
}

/** A finite number, or an error that names what it is for. */
export function toNumber(value: string, name: string): number {
  const result = Number(value);
  if (value.trim() !== '' && Number.isFinite(result)) return result;
  throw new CliError('usage', `${name} is "${value}", expected a number`);
}

/** `--size`: pixels, one number or WIDTHxHEIGHT. Errors: `usage`. */
export function sizeOf(
  size: string | undefined,
): { readonly width: number; readonly height: number } | undefined {
  if (size === undefined) return undefined;
  const match = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(size);
  if (!match)
    throw new CliError('usage', `--size is "${size}", expected pixels: 224 or WIDTHxHEIGHT, such as 224x320`);
  return { width: Number(match[1]), height: Number(match[2] ?? match[1]) };
}

/** "a,b,c" as numbers. */
export function numberList(value: string, name: string, count: number, shape: string): number[] {
  const parts = value.split(',');
  if (parts.length !== count) throw new CliError('usage', `${name} is "${value}", expected ${shape}`);
  return parts.map((part) => toNumber(part, name));
}

/** Only what is there, for records whose fields may be left out but not undefined. */
export function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
