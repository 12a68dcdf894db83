import { basename, extname, join } from 'node:path';
import {
  drawableKind,
  exportPlot,
  makePlotJob,
  parsePlotJob,
  runPlot,
  version,
  type PlotJob,
  type PlotReport,
  type PlotRequest,
} from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { readInput } from '../input-file.ts';
import {
  defined,
  number,
  parseOptions,
  text,
  toNumber,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';
import { pensOf } from '../pens-option.ts';
import { checkRunFolder, writeRunFolder } from '../run-folder.ts';
import { sha256Of } from '../sha256.ts';
import type { Streams } from '../streams.ts';
import { plotHelp } from './help.ts';
import { outputSettingsOf, plotOptions, plotSettingsOf } from './plot-options.ts';
import { plotSummary } from './plot-summary.ts';

/** Options that make a job; `--job` takes the place of all of them. */
const jobOptions = {
  ...plotOptions,
  pens: string,
  palette: string,
  paper: string,
  margin: string,
  'pen-width': string,
  size: string,
  quantise: string,
  'paper-index': string,
  split: string,
} as const satisfies OptionsConfig;

const options = {
  ...jobOptions,
  job: string,
  out: string,
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionsConfig;

/** `inkception plot`: a picture or a drawing of any origin becomes a folder of files for a plotter. */
export function plotCommand(argv: readonly string[], streams: Streams): number {
  const parsed = parseOptions(argv, options, 'plot');
  if (parsed.values['help'] === true) {
    streams.out(plotHelp);
    return 0;
  }
  const { job, bytes } = prepare(parsed);
  const folder = text(parsed, 'out') ?? join('out', basename(job.input.file, extname(job.input.file)));
  checkRunFolder(folder, job, parsed.values['force'] === true);
  const files = exportPlot(runPlot(job, bytes), { inkception: version, node: process.version });
  writeRunFolder(folder, files);
  const report = JSON.parse(new TextDecoder().decode(files.get('plot.json'))) as PlotReport;
  const event = { event: 'done', folder, files: report.files, plot: { ...report, job: undefined } };
  streams.out(parsed.values['json'] === true ? `${JSON.stringify(event)}\n` : plotSummary(folder, report));
  return 0;
}

function prepare(parsed: ParsedOptions): { job: PlotJob; bytes: Uint8Array } {
  const jobFile = text(parsed, 'job');
  if (jobFile !== undefined) return prepareJob(parsed, jobFile);
  const [file, ...more] = parsed.positionals;
  if (file === undefined || more.length > 0) {
    const given =
      parsed.positionals.length === 0 ? 'nothing to plot' : `${parsed.positionals.length} files were given`;
    throw new CliError('usage', `${given}: give one PNG or SVG (inkception plot picture.png)`);
  }
  const request = requestOf(parsed);
  const bytes = readInput(file, 'cannot read');
  refuseForeign(parsed, drawableKind(bytes, file), file);
  return { job: makePlotJob(request, { file, sha256: sha256Of(bytes) }), bytes };
}

/** Options that say how a picture becomes strokes, and how an SVG's strokes are shared out. */
const only = {
  png: ['fill', 'pitch', 'angle', 'trap', 'gap', 'no-outline', 'quantise', 'paper-index'],
  svg: ['split'],
} as const;

/** Refuses what would have no effect. Errors: `usage`. */
function refuseForeign(parsed: ParsedOptions, kind: keyof typeof only, file: string): void {
  const foreign = only[kind === 'svg' ? 'png' : 'svg'].find((name) => parsed.values[name] !== undefined);
  if (foreign === undefined) return;
  const why = kind === 'svg' ? 'an SVG, whose strokes are drawn as they are' : 'a PNG, which has no layers';
  throw new CliError('usage', `--${foreign} does nothing to ${file}: it is ${why}; leave it out`);
}

function prepareJob(parsed: ParsedOptions, jobFile: string): { job: PlotJob; bytes: Uint8Array } {
  const extra = Object.keys(jobOptions).filter((name) => parsed.values[name] !== undefined);
  const given = [...parsed.positionals, ...extra.map((name) => `--${name}`)];
  if (given.length > 0) {
    throw new CliError('usage', `a job is complete: ${given.join(', ')} cannot be given with --job`);
  }
  const job = parsePlotJob(new TextDecoder().decode(readInput(jobFile, 'cannot read the job')), jobFile);
  const bytes = readInput(job.input.file, `${jobFile} is a plot of a file that cannot be read,`);
  if (sha256Of(bytes) === job.input.sha256) return { job, bytes };
  throw new CliError(
    'file',
    `${job.input.file} has changed since ${jobFile} was written: plot it anew, without --job`,
  );
}

function requestOf(parsed: ParsedOptions): PlotRequest {
  const penWidthMm = number(parsed, 'pen-width');
  const pens = pensOf(parsed, penWidthMm);
  if (typeof pens === 'number') {
    throw new CliError(
      'usage',
      `--pens is ${pens}, expected a file of pens: the picture has its colours already (--quantise ${pens} makes fewer)`,
    );
  }
  return defined({
    pens,
    penWidthMm,
    paper: text(parsed, 'paper'),
    marginMm: number(parsed, 'margin'),
    sizeMm: wordOrNumber(parsed, 'size', 'fit'),
    quantise: wordOrNumber(parsed, 'quantise', 'pens'),
    paperIndex: wordOrNumber(parsed, 'paper-index', 'none'),
    split: splitOf(text(parsed, 'split')),
    plot: plotSettingsOf(parsed),
    output: outputSettingsOf(parsed),
  });
}

function wordOrNumber<Word extends string>(
  parsed: ParsedOptions,
  name: string,
  word: Word,
): Word | number | undefined {
  const value = text(parsed, name);
  if (value === undefined) return undefined;
  return value === word ? word : toNumber(value, `--${name}`);
}

function splitOf(split: string | undefined): PlotRequest['split'] | undefined {
  if (split === undefined || split === 'layers' || split === 'colours' || split === 'auto') return split;
  throw new CliError('usage', `--split is "${split}", expected layers, colours or auto`);
}
