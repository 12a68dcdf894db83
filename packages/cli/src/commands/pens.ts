import { dirname, join } from 'node:path';
import {
  commonPens,
  completeOutput,
  decodeRgb8Png,
  exportSwatch,
  fitPens,
  nearestNames,
  penNotes,
  sheetFor,
  type Pen,
  type Sheet,
} from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { readInput } from '../input-file.ts';
import { number, parseOptions, text, type OptionsConfig, type ParsedOptions, string } from '../options.ts';
import { readPens } from '../pens-option.ts';
import { checkRunFolder, writeRunFolder } from '../run-folder.ts';
import type { Streams } from '../streams.ts';
import { pensHelp } from './help.ts';
import { outputSettingsOf, plotOptions } from './plot-options.ts';
import { table } from '../table.ts';

const options = {
  pens: string,
  paper: string,
  margin: string,
  machine: plotOptions.machine,
  formats: plotOptions.formats,
  'axidraw-codes': plotOptions['axidraw-codes'],
  'gcode-template': plotOptions['gcode-template'],
  out: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

type Action = (parsed: ParsedOptions, file: string | undefined, streams: Streams) => number;

const actions: Readonly<Record<string, Action>> = { list, check, swatch, fit };

/** `inkception pens list | check | swatch | fit`: pens files, from a first guess to measured ones. */
export function pensCommand(argv: readonly string[], streams: Streams): number {
  const parsed = parseOptions(argv, options, 'pens');
  const [name, file, ...more] = parsed.positionals;
  if (parsed.values['help'] === true) {
    streams.out(pensHelp);
    return 0;
  }
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const near = name === undefined ? 'list' : nearestNames(name, Object.keys(actions), 1)[0]!;
    const fault = name === undefined ? 'what about pens?' : `there is no "pens ${name}":`;
    throw new CliError('usage', `${fault} give list, check, swatch or fit, such as inkception pens ${near}`);
  }
  if (more.length > 0)
    throw new CliError('usage', `too many files: ${more.join(', ')} (inkception pens --help)`);
  return action(parsed, file, streams);
}

function list(parsed: ParsedOptions, _: string | undefined, streams: Streams): number {
  streams.out(parsed.values['json'] === true ? pensText(commonPens) : pensTable(commonPens));
  return 0;
}

function check(parsed: ParsedOptions, file: string | undefined, streams: Streams): number {
  const pens = readPens(needed(file ?? text(parsed, 'pens'), 'check FILE.json'));
  streams.out(pensTable(pens));
  for (const note of penNotes(pens)) streams.out(`note: ${note}\n`);
  return 0;
}

function swatch(parsed: ParsedOptions, file: string | undefined, streams: Streams): number {
  const pens = readPens(needed(file ?? text(parsed, 'pens'), 'swatch --pens FILE.json'));
  const folder = text(parsed, 'out') ?? join('out', 'swatches');
  const sheet = sheetOf(parsed);
  checkRunFolder(folder, null, parsed.values['force'] === true);
  const files = exportSwatch(pens, sheet, completeOutput(outputSettingsOf(parsed)));
  writeRunFolder(folder, files);
  const given = ['paper', 'margin'].flatMap((name) => {
    const value = text(parsed, name);
    return value === undefined ? [] : [` --${name} "${value}"`];
  });
  streams.out(
    [
      ...[...files.keys()].map((name) => `  ${join(folder, name)}`),
      `plot it, scan the whole sheet at 200 to 300 dpi as PNG, then: inkception pens fit SCAN.png --pens "${join(folder, 'pens.json')}"${given.join('')}`,
      '',
    ].join('\n'),
  );
  return 0;
}

function fit(parsed: ParsedOptions, file: string | undefined, streams: Streams): number {
  const scan = needed(file, 'fit SCAN.png --pens FILE.json');
  const pens = readPens(needed(text(parsed, 'pens'), 'fit SCAN.png --pens FILE.json'));
  const out = text(parsed, 'out') ?? join(dirname(scan), 'measured');
  checkRunFolder(out, null, parsed.values['force'] === true);
  const fitted = fitPens(decodeRgb8Png(readInput(scan, 'cannot read the scan'), scan), pens, sheetOf(parsed));
  const measured = pensText(fitted.map(({ pen }) => pen));
  writeRunFolder(out, new Map([['pens.json', new TextEncoder().encode(measured)]]));
  const rows = fitted.map(({ pen, deltaE }, i) => [
    pen.name,
    `${pens[i]!.hex} -> ${pen.hex}`,
    `deltaE ${deltaE.toFixed(1)}`,
    `${pens[i]!.widthMm} -> ${pen.widthMm} mm`,
  ]);
  streams.out(`${table(rows)}  ${join(out, 'pens.json')}\n`);
  return 0;
}

const usualPaper = 'A5';

function sheetOf(parsed: ParsedOptions): Sheet {
  return sheetFor(text(parsed, 'paper') ?? usualPaper, number(parsed, 'margin') ?? 15);
}

function needed(value: string | undefined, usage: string): string {
  if (value !== undefined) return value;
  throw new CliError('usage', `give the file: inkception pens ${usage}`);
}

function pensText(pens: readonly Pen[]): string {
  return `${JSON.stringify({ pens }, null, 2)}\n`;
}

function pensTable(pens: readonly Pen[]): string {
  return table([
    ['pen', 'colour', 'mm', 'ink', 'source'],
    ...pens.map(({ name, hex, widthMm, opaque, source }) => [
      name,
      hex,
      String(widthMm),
      opaque === true ? 'opaque' : 'clear',
      source ?? '',
    ]),
  ]);
}
