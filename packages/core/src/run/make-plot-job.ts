import { badOption } from '../option.ts';
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
  return checkPlotJob(job);
}

/** The job, when its numbers make sense and go together. Errors: `bad-option`. */
export function checkPlotJob(job: PlotJob): PlotJob {
  const { penWidthMm, sizeMm, quantise, pens } = job;
  if (penWidthMm !== null && !(penWidthMm >= finestMm && penWidthMm <= widestMm)) {
    throw badOption(`pen width is ${penWidthMm} mm, expected ${finestMm} to ${widestMm}`);
  }
  if (typeof sizeMm === 'number' && !(sizeMm > 0 && sizeMm < Infinity)) {
    throw badOption(`the size is ${sizeMm} mm, expected more than 0`);
  }
  if (typeof quantise === 'number' && quantise < 2) {
    throw badOption(`--quantise is ${quantise}, expected 2 or more: the paper, and a pen`);
  }
  if (quantise === 'pens' && !pens)
    throw badOption('--quantise pens needs the pens: give --pens or --palette too');
  if (typeof quantise === 'number' && pens) {
    throw badOption(
      `the pens are given: quantise to them (--quantise pens), not to ${quantise} other colours`,
    );
  }
  return job;
}
