import type { Accent, PaletteRequest } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import {
  defined,
  number,
  text,
  toNumber,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';
import { pensOf } from '../pens-option.ts';

/** Options that say what colours a picture has. */
export const paletteOptions = {
  pens: string,
  palette: string,
  best: string,
  'pen-width': string,
  'paper-colour': string,
  white: string,
  accent: { type: 'string', multiple: true },
  overprint: { type: 'boolean' },
} as const satisfies OptionsConfig;

/** The colours that the command line asks for. Errors: `usage`, `file`, `bad-pens`, `bad-option`. */
export function paletteRequestOf(parsed: ParsedOptions): PaletteRequest {
  const penWidthMm = number(parsed, 'pen-width');
  const white = number(parsed, 'white');
  const accents = parsed.values['accent'] as string[] | undefined;
  return defined({
    pens: pensOf(parsed, penWidthMm),
    best: number(parsed, 'best'),
    penWidthMm,
    paperColour: text(parsed, 'paper-colour'),
    paperShare: white === undefined ? undefined : white / 100,
    accents: accents?.map(accentOf),
    overprint: parsed.values['overprint'] === true ? true : undefined,
  });
}

/** "red:5": at most 5 % of the picture. */
function accentOf(given: string): Accent {
  const at = given.lastIndexOf(':');
  if (at < 1)
    throw new CliError('usage', `--accent is "${given}", expected PEN:PERCENT, such as red:5 or 4:5`);
  return { pen: given.slice(0, at), most: toNumber(given.slice(at + 1), '--accent') / 100 };
}
