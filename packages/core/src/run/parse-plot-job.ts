import {
  among,
  checkEach,
  checkIsRecord,
  checkIsText,
  checkList,
  checkNumber,
  checkText,
  checkWhole,
  fieldOf,
  inFile,
  isRecord,
  refuse,
  unless,
  type Check,
  type Place,
} from '../json-record.ts';
import { checkPen } from '../palette/pens-file.ts';
import { completeSettings } from '../plot/settings.ts';
import { checkPlotJob } from './make-plot-job.ts';
import { checkOutput, completeOutput } from './output-settings.ts';
import { plotJobFormat, type PlotJob } from './plot-job.ts';
import { recordIn } from './record-in.ts';
import { checkSheet } from './sheet-for.ts';

/**
 * The job in a plot.json or a job's JSON, as it was written. Errors: `bad-job` for a field that is none, `bad-option` for
 * what cannot be done, naming the file and what is wrong in it.
 */
export function parsePlotJob(text: string, source: string): PlotJob {
  const record = recordIn(text, source, plotJobFormat, 'plot: expected a plot.json');
  const place: Place = { code: 'bad-job', source, field: 'job' };
  checkEach(record, place, fields);
  const job = record as unknown as PlotJob;
  return inFile(source, () => {
    completeSettings(job.plot);
    completeOutput(job.output);
    return checkPlotJob(job);
  });
}

const fields: Readonly<Record<keyof PlotJob, Check>> = {
  format: checkText,
  input: checkInput,
  pens: unless([null], checkPens),
  penWidthMm: unless([null], checkNumber),
  paperIndex: unless(['auto', 'none'], checkWhole),
  quantise: unless([null, 'pens'], checkWhole),
  split: among(['auto', 'layers', 'colours']),
  sheet: unless([null], checkSheet),
  sizeMm: unless([null, 'fit'], checkNumber),
  plot: checkIsRecord,
  output: checkOutput,
};

function checkInput(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a record with file and sha256');
  checkText(value['file'], fieldOf(place, 'file'));
  checkIsText(value['sha256'], fieldOf(place, 'sha256'));
}

function checkPens(value: unknown, place: Place): void {
  if (Array.isArray(value) && value.length === 0) refuse(place, value, 'at least one pen, or null');
  checkList(value, place, 'a list of pens, or null', checkPen);
}
