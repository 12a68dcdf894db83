import { join } from 'node:path';
import { describeAll, type Report, type RunResult } from '@inkception/core';
import { shortNumber } from '../progress.ts';
import { appraisalSummary } from './appraisal-summary.ts';

/** The last event of a run, a line for a program. */
export function doneEvent(folder: string, files: ReadonlyMap<string, Uint8Array>): string {
  const report = reportIn(files);
  return `${JSON.stringify({ event: 'done', folder, files: [...files.keys()], excitation: report.excitation, plot: report.plot })}\n`;
}

/** What came of a run, for a person. */
export function runSummary(
  command: string,
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  result: RunResult,
): string {
  const { excitation, plot, palette, dropped, run, strokes } = reportIn(files);
  const kept =
    excitation.kept === null ? '' : ` (${(100 * excitation.kept).toFixed(1)} % of the relaxed image)`;
  const pens = palette
    .filter(({ kind }) => kind !== 'paper')
    .map(({ name, hex, share }) => `${name} ${hex} ${(100 * share).toFixed(0)} %`);
  return [
    `${describeAll(result.job.objective)}: excitation ${shortNumber(excitation.true)}${kept}${run.stopped ? `, stopped after ${run.steps} steps (go on: inkception ${command} --resume ${folder})` : ''}`,
    `${strokes === null ? '' : `${strokes} strokes; `}pens: ${pens.join(', ')}`,
    ...droppedLine(dropped),
    ...appraisalSummary(reportIn(files)),
    `plot: ${plot.metres.toFixed(1)} m of ink, ${plot.lifts} lifts, about ${Math.ceil(plot.seconds / 60)} min`,
    ...plot.gaveUp.map((line) => `to keep the time: ${line}`),
    ...plot.warnings.map((line) => `note: ${line}`),
    ...[...files.keys()].map((name) => `  ${join(folder, name)}`),
    '',
  ].join('\n');
}

/** The last ones dropped are those that were missed most. */
function droppedLine(dropped: Report['dropped']): string[] {
  if (dropped.length === 0) return [];
  const last = dropped.slice(-3).reverse();
  const shown = last.map(({ name, before, cost, replacedBy }) => {
    const share = ((100 * cost) / Math.abs(before)).toFixed(1);
    return `${name} (${share} %${replacedBy === null ? '' : `, for ${replacedBy}`})`;
  });
  return [`did without ${dropped.length} pens; the last to go, and what that cost: ${shown.join(', ')}`];
}

function reportIn(files: ReadonlyMap<string, Uint8Array>): Report {
  return JSON.parse(new TextDecoder().decode(files.get('report.json'))) as Report;
}
