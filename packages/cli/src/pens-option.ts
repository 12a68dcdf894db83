import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parsePalette, parsePens, type Pen } from '@inkception/core';
import { CliError, fileError } from './cli-error.ts';
import { text, type ParsedOptions } from './options.ts';

/** `--pens N`, `--pens FILE.json` or `--palette HEX,HEX`. Errors: `usage`, `file`, `bad-pens`, `bad-option`. */
export function pensOf(parsed: ParsedOptions, penWidthMm = 0.4): number | Pen[] | undefined {
  const [pens, palette] = [text(parsed, 'pens'), text(parsed, 'palette')];
  if (pens !== undefined && palette !== undefined)
    throw new CliError('usage', 'give --pens or --palette, not both');
  if (palette !== undefined) return parsePalette(palette, penWidthMm);
  if (pens === undefined) return undefined;
  return extname(pens).toLowerCase() === '.json' ? readPens(pens) : countOf(pens);
}

function countOf(pens: string): number {
  const count = Number(pens);
  if (pens.trim() !== '' && Number.isFinite(count)) return count;
  throw new CliError(
    'usage',
    `--pens is "${pens}", expected a number of pens, or a pens file, whose name ends in .json`,
  );
}

/** The pens of a file. Errors: `file`, `bad-pens`. */
export function readPens(file: string): Pen[] {
  try {
    return parsePens(readFileSync(file, 'utf8'), file);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error
      ? fileError(error, 'cannot read the pens', file)
      : error;
  }
}
