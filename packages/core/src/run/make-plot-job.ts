import { InkceptionError } from '../error.ts';
import { isRecord, parseJson } from '../json-record.ts';
import { finestMm, widestMm } from '../palette/pen-rules.ts';
import { completeSettings } from '../plot/settings.ts';
import type { PlotSettings } from '../plot/plot.ts';
import { completeOutput, type OutputSettings } from './output-settings.ts';
import { plotJobFormat, type PlotJob } from './plot-job.ts';
import { sheetFor } from './sheet-for.ts';

/** What a person asks for; everything left out has a default. */
export interface PlotRequest extends Partial<
  Pick<PlotJob, 'pens' | 'penWidthMm' | 'paperIndex' | 'quantise' | 'split' | 'sizeMm'>
> {
  /** "A4", "A5 landscape", "150x100"; mm. */
  readonly paper?: string;
  readonly marginMm?: number;
  readonly plot?: Partial<PlotSettings>;
  readonly output?: Partial<OutputSettings>;
}

/** The complete job for a request. Errors: `bad-option`, `paper-too-small`. */
export function makePlotJob(request: PlotRequest, input: PlotJob['input']): PlotJob {
  const { paper, marginMm, plot, output, ...rest } = request;
  const sheet =
    paper === undefined && marginMm === undefined ? null : sheetFor(paper ?? 'A4', marginMm ?? 15);
  const job: PlotJob = {
    format: plotJobFormat,
    input,
    pens: null,
    penWidthMm: null,
    paperIndex: 'auto',
    quantise: null,
    split: 'auto',
    sizeMm: null,
    ...rest,
    sheet,
    plot: completeSettings(plot ?? {}),
    output: completeOutput(output),
  };
  checkNumbers(job);
  return job;
}

function checkNumbers({ penWidthMm, sizeMm, quantise, pens }: PlotJob): void {
  if (penWidthMm !== null && !(penWidthMm >= finestMm && penWidthMm <= widestMm)) {
    throw bad(`pen width is ${penWidthMm} mm, expected ${finestMm} to ${widestMm}`);
  }
  if (typeof sizeMm === 'number' && !(sizeMm > 0 && sizeMm < Infinity)) {
    throw bad(`the size is ${sizeMm} mm, expected more than 0`);
  }
  if (typeof quantise === 'number' && quantise < 2) {
    throw bad(`--quantise is ${quantise}, expected 2 or more: the paper, and a pen`);
  }
  if (quantise === 'pens' && !pens) throw bad('--quantise pens needs the pens: give --pens or --palette too');
  if (typeof quantise === 'number' && pens) {
    throw bad(`the pens are given: quantise to them (--quantise pens), not to ${quantise} other colours`);
  }
}

/** The job in a plot.json or a job's JSON. Errors: `bad-job`, `bad-option`, naming the file. */
export function parsePlotJob(text: string, source: string): PlotJob {
  const json = parseJson(text, { code: 'bad-job', source, field: '' });
  const job = isRecord(json) && isRecord(json['job']) ? json['job'] : json;
  if (!isRecord(job) || job['format'] !== plotJobFormat || !isRecord(job['input'])) {
    throw new InkceptionError(
      'bad-job',
      `${source} holds no plot: expected a plot.json, or a record with "format": "${plotJobFormat}"`,
    );
  }
  const known = job as unknown as PlotJob;
  completeSettings(known.plot);
  completeOutput(known.output);
  checkNumbers(known);
  return known; // as it was written: a job is part of what its files hold
}

function bad(message: string): InkceptionError {
  return new InkceptionError('bad-option', message);
}
