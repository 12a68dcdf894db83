import type { LikeRequest, Target, WeightedTarget } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { readPicture } from '../input-file.ts';
import {
  defined,
  listOf,
  number,
  numberList,
  text,
  toNumber,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';

/** What is to be excited, and what is not. */
export const targetOptions = {
  class: string,
  layer: string,
  channel: string,
  neuron: string,
  term: { type: 'string', multiple: true },
  not: { type: 'string', multiple: true },
  like: string,
  'like-layers': string,
  'like-style': string,
} as const satisfies OptionsConfig;

/** The target, what else is wanted and what is to be avoided. Errors: `usage`. */
export function targetsOf(parsed: ParsedOptions): readonly WeightedTarget[] {
  const terms = listOf(parsed, 'term').map(termOf);
  const avoided = listOf(parsed, 'not').map((what) => ({ target: avoidedOf(what), weight: -1 }));
  const like = text(parsed, 'like') !== undefined;
  const named =
    namesTarget(parsed) || (terms.length === 0 && !like) ? [{ target: targetOf(parsed), weight: 1 }] : [];
  return [...named, ...terms, ...avoided];
}

/** The picture to resemble. Errors: `usage`, `file`, `bad-image`. */
export function likeOf(parsed: ParsedOptions): LikeRequest | undefined {
  const [file, layers] = [text(parsed, 'like'), text(parsed, 'like-layers')];
  const style = number(parsed, 'like-style');
  if (file === undefined) {
    if (layers === undefined && style === undefined) return undefined;
    throw new CliError('usage', '--like-layers and --like-style need --like PICTURE.png');
  }
  return defined({ picture: readPicture(file, 'cannot read'), layers: layers?.split(','), style });
}

function namesTarget({ values, positionals }: ParsedOptions): boolean {
  return positionals.length > 0 || ['class', 'layer', 'channel', 'neuron'].some((name) => name in values);
}

const termShapes =
  'class:NAME, channel:LAYER:N or neuron:LAYER:C,ROW,COL, each with a weight if it is not 1: class:lion:0.5';
const weightPattern = '(?::(-?[\\d.]+))?';

/** "class:octopus", "channel:fire8/concat:11:0.5" */
function termOf(given: string): WeightedTarget {
  const [, kind, rest] = /^(class|channel|neuron):(.+)$/s.exec(given) ?? [];
  const patterns = { class: '(.+?)', channel: '(.+?):(\\d+)', neuron: '(.+?):(\\d+,\\d+,\\d+)' } as const;
  const match =
    kind && new RegExp(`^${patterns[kind as keyof typeof patterns]}${weightPattern}$`, 's').exec(rest!);
  if (!match) throw new CliError('usage', `--term is "${given}", expected ${termShapes}`);
  const [name, place, weight] =
    kind === 'class' ? [match[1]!, '', match[2]] : [match[1]!, match[2]!, match[3]];
  return {
    target: targetNamed(kind as Target['kind'], name, place),
    weight: weight === undefined ? 1 : toNumber(weight, `the weight of --term ${given}`),
  };
}

/** "cat" is a class, "fire8/concat:11" a channel. */
function avoidedOf(given: string): Target {
  const [, layer, channel] = /^(.+):(\d+)$/.exec(given) ?? [];
  return layer === undefined ? { kind: 'class', name: given } : targetNamed('channel', layer, channel!);
}

function targetNamed(kind: Target['kind'], name: string, place: string): Target {
  if (kind === 'class') return { kind, name };
  if (kind === 'channel') return { kind, layer: name, channel: Number(place) };
  return neuronTarget(name, place);
}

function neuronTarget(layer: string, place: string): Target {
  const [channel, y, x] = numberList(place, '--neuron', 3, 'CHANNEL,ROW,COLUMN, such as 11,6,6') as [
    number,
    number,
    number,
  ];
  return { kind: 'neuron', layer, channel, y, x };
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
  return neuronTarget(layer, neuron!);
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
