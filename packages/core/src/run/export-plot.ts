import { inkOf } from '../plot/ink/ink.ts';
import type { Effort } from '../plot/machine/machine-time.ts';
import type { InkPeak } from '../plot/ink/ink-load.ts';
import type { Drawing, PenLayer, Sheet } from '../plot/drawing.ts';
import { drawingFiles } from './drawing-files.ts';
import type { Finished } from './finish-drawing.ts';
import { completeOutput } from './output-settings.ts';
import type { PlotJob } from './plot-job.ts';
import type { PlotResult } from './run-plot.ts';

/** Everything worth knowing about a plot; `job` alone is enough to make it again. */
export interface PlotReport extends Effort {
  readonly job: PlotJob;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: string;
  readonly penChanges: number;
  readonly paper: Sheet & { readonly hex: string };
  readonly pens: readonly PlottedPen[];
  readonly gaveUp: readonly string[];
  readonly warnings: readonly string[];
  readonly files: readonly string[];
}

/** One layer, in plotting order. */
export interface PlottedPen extends Effort {
  /** Of its layer, from 1. */
  readonly number: number;
  readonly name: string;
  readonly hex: string;
  readonly widthMm: number;
  /** Share of the sheet that its ink covers. */
  readonly coverage: number;
  /** The most passes over one place. */
  readonly inkLoad: InkPeak;
}

/** The files of a plot by name, each proved to be the drawing; `plot.json` is the last. */
export function exportPlot(
  result: PlotResult,
  versions: Readonly<Record<string, string>>,
): Map<string, Uint8Array> {
  const { job, preview } = result;
  const meta = {
    title: titleOf(job.input.file),
    description: JSON.stringify(job),
    paperHex: result.paperHex,
  };
  const files = drawingFiles(result, preview, completeOutput(job.output), meta);
  const report = reportPlot(result, versions, [...files.keys(), 'plot.json']);
  return files.set('plot.json', new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`));
}

function titleOf(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '');
}

function reportPlot(
  result: PlotResult,
  versions: Readonly<Record<string, string>>,
  files: readonly string[],
): PlotReport {
  const { job, drawing, time, paperHex, gaveUp, warnings } = result;
  const { machine, penChanges, seconds, metres, lifts, travelMetres } = time;
  const pens = plottedPens(result);
  const paper = { ...drawing.sheet, hex: paperHex };
  return {
    job,
    versions,
    machine,
    seconds,
    metres,
    lifts,
    travelMetres,
    penChanges,
    paper,
    pens,
    gaveUp,
    warnings,
    files,
  };
}

/** Each pen of a plot with what it takes. */
export function plottedPens({ drawing, time, load }: Finished): PlottedPen[] {
  return drawing.layers.map((layer, i) => {
    const { name, hex, widthMm } = layer.pen;
    const { seconds, metres, lifts, travelMetres } = time.perPen[i]!;
    const coverage = coverageOf(layer, drawing);
    return {
      number: i + 1,
      name,
      hex,
      widthMm,
      seconds,
      metres,
      lifts,
      travelMetres,
      coverage,
      inkLoad: load.perPen[i]!,
    };
  });
}

const coveragePixelsPerMm = 3;

function coverageOf(layer: PenLayer, { sheet }: Drawing): number {
  if (layer.paths.length === 0) return 0;
  const { coverage } = inkOf(layer, sheet, coveragePixelsPerMm);
  return coverage.reduce((sum, value) => sum + value, 0) / (255 * coverage.length);
}
