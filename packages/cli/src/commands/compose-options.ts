import {
  nearestNames,
  readSvgOutlines,
  shapeNames,
  type CompositionRequest,
  type Layout,
  type ShapeName,
  type Symmetry,
} from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { readInput, readPicture } from '../input-file.ts';
import {
  defined,
  number,
  numberList,
  text,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';

/** How the picture is composed; part of its job. */
export const composeOptions = {
  symmetry: string,
  tile: { type: 'boolean' },
  'all-over': { type: 'boolean' },
  poster: string,
  mask: string,
  from: string,
  'from-strength': string,
  place: string,
  scale: string,
  repeat: string,
} as const satisfies OptionsConfig;

/** What the command line asks for; undefined where it asks for nothing. Errors: `usage`, `file`, `bad-image`. */
export function compositionOf(parsed: ParsedOptions): CompositionRequest | undefined {
  const composition = defined({
    symmetry: symmetryOf(text(parsed, 'symmetry')),
    tile: flag(parsed, 'tile'),
    allOver: flag(parsed, 'all-over'),
    poster: number(parsed, 'poster'),
    mask: maskOf(text(parsed, 'mask')),
    start: startOf(parsed),
    layout: layoutOf(parsed),
  });
  return Object.keys(composition).length === 0 ? undefined : composition;
}

function flag(parsed: ParsedOptions, name: string): true | undefined {
  return parsed.values[name] === true ? true : undefined;
}

const mirrors: Readonly<Record<string, Symmetry>> = {
  'left-right': { turns: 1, mirror: 'left-right' },
  'up-down': { turns: 1, mirror: 'up-down' },
  both: { turns: 2, mirror: 'left-right' },
};

/** "left-right", "turn-5", "kaleidoscope-6" */
function symmetryOf(given: string | undefined): Symmetry | undefined {
  if (given === undefined) return undefined;
  if (Object.hasOwn(mirrors, given)) return mirrors[given];
  const [, kind, turns] = /^(turn|kaleidoscope)-(\d+)$/.exec(given) ?? [];
  if (kind !== undefined) return { turns: Number(turns), mirror: kind === 'turn' ? null : 'left-right' };
  throw new CliError(
    'usage',
    `--symmetry is "${given}", expected left-right, up-down, both, turn-N or kaleidoscope-N: turn-5`,
  );
}

function maskOf(given: string | undefined): CompositionRequest['mask'] {
  if (given === undefined) return undefined;
  const shape = shapeNames.find((name) => name === given);
  if (shape) return { kind: 'shape', shape };
  if (/\.svg$/i.test(given)) return readSvgOutlines(readInput(given, 'cannot read the mask'), given);
  if (given.includes('.')) return readPicture(given, 'cannot read the mask');
  const near = nearestNames(given, shapeNames, shapeNames.length) as ShapeName[];
  throw new CliError(
    'usage',
    `--mask is "${given}", expected ${near.join(', ')}, an SVG whose shapes take ink, or a PNG whose dark parts do`,
  );
}

function startOf(parsed: ParsedOptions): CompositionRequest['start'] {
  const [file, strength] = [text(parsed, 'from'), number(parsed, 'from-strength')];
  if (file === undefined) {
    if (strength !== undefined) throw new CliError('usage', '--from-strength needs --from PICTURE.png');
    return undefined;
  }
  if (strength !== undefined && !(strength > 0))
    throw new CliError('usage', `--from-strength is ${strength}, expected more than 0`);
  const picture = file.toLowerCase().endsWith('.svg')
    ? { svg: readInput(file, 'cannot read'), source: file }
    : readPicture(file, 'cannot read');
  return { picture, ...(strength === undefined ? {} : { strength }) };
}

function layoutOf(parsed: ParsedOptions): Layout | undefined {
  const [place, repeat] = [text(parsed, 'place'), text(parsed, 'repeat')];
  const scale = number(parsed, 'scale');
  if (place === undefined && scale === undefined && repeat === undefined) return undefined;
  return {
    place: place === undefined ? [0.5, 0.5] : pair(place, '--place'),
    scale: scale ?? 1,
    repeat: repeatOf(repeat),
  };
}

function pair(given: string, name: string): [number, number] {
  return numberList(given, name, 2, 'ACROSS,DOWN, such as 0.3,0.6') as [number, number];
}

function repeatOf(given: string | undefined): [number, number] {
  if (given === undefined) return [1, 1];
  const [, columns, rows] = /^(\d+)x(\d+)$/.exec(given) ?? [];
  if (columns === undefined)
    throw new CliError('usage', `--repeat is "${given}", expected COLUMNSxROWS, such as 3x2`);
  return [Number(columns), Number(rows)];
}
