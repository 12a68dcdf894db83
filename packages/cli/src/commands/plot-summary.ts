import { join } from 'node:path';
import type { PlotReport } from '@inkception/core';
import { table } from '../table.ts';

/** What a person wants to know about a plot: time, pens, warnings, files. */
export function plotSummary(folder: string, report: PlotReport): string {
  const { metres, lifts, seconds, penChanges, paper, pens, gaveUp, warnings, files, machine } = report;
  const mm = (value: number): string => String(Math.round(value * 10) / 10);
  return [
    `plot: ${metres.toFixed(1)} m of ink, ${lifts} lifts, about ${minutes(seconds)} on ${machine}, ${penChanges} pen changes; paper ${mm(paper.widthMm)} x ${mm(paper.heightMm)} mm`,
    table([
      ['  pen', 'colour', 'mm', 'ink m', 'lifts', 'time', 'covers'],
      ...pens.map((pen) => [
        `  ${pen.number} ${pen.name}`,
        pen.hex,
        mm(pen.widthMm),
        pen.metres.toFixed(1),
        String(pen.lifts),
        minutes(pen.seconds),
        `${(100 * pen.coverage).toFixed(1)} %`,
      ]),
    ]).trimEnd(),
    ...gaveUp.map((line) => `to keep the time: ${line}`),
    ...warnings.map((line) => `note: ${line}`),
    ...files.map((name) => `  ${join(folder, name)}`),
    '',
  ].join('\n');
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
