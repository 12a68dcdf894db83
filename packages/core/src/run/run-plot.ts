import { InkceptionError } from '../error.ts';
import { decodeIndexedPng, decodeRgb8Png, isIndexedPng } from '../export/png-reader.ts';
import { renderPreview } from '../export/preview.ts';
import type { Rgb8Image } from '../export/png.ts';
import type { IndexMap } from '../image.ts';
import { drawableKind } from '../import/drawable-kind.ts';
import { mapPalette } from '../import/map-palette.ts';
import { quantise, quantiseTo } from '../import/quantise.ts';
import { checkOnPage } from '../import/on-page.ts';
import { readSvgDrawing } from '../import/svg-drawing.ts';
import { hexToRgb, type Rgb } from '../palette/colour.ts';
import { usualWidthMm } from '../palette/pen-rules.ts';
import type { PaletteEntry } from '../palette/pen.ts';
import { plotWithin } from '../plot/budget.ts';
import type { Drawing, Sheet } from '../plot/drawing.ts';
import { checkListLengths } from '../plot/list-lengths.ts';
import { plotTime } from '../plot/machine/machine-time.ts';
import { orderDrawing } from '../plot/order/order-drawing.ts';
import { centredPlacement, plotIndexMap } from '../plot/plot.ts';
import { completeSettings } from '../plot/settings.ts';
import { finishDrawing, timedMachine, type Finished } from './finish-drawing.ts';
import { completeOutput } from './output-settings.ts';
import type { PlotJob } from './plot-job.ts';
import { previewScale } from './preview-scale.ts';

/** A plot, ready to be written. */
export interface PlotResult extends Finished {
  readonly job: PlotJob;
  readonly paperHex: string;
  readonly preview: Rgb8Image;
  /** What the budget cost. */
  readonly gaveUp: readonly string[];
}

const usualSheet: Sheet = { widthMm: 210, heightMm: 297, marginMm: 15 };
const whitePaper = '#ffffff';

/**
 * The drawing of a PNG or an SVG. Nothing is written: see `exportPlot`. Errors: those of what reads, plots and orders
 * it: every one a person can act on.
 */
export function runPlot(job: PlotJob, bytes: Uint8Array): PlotResult {
  const { file } = job.input;
  const whole = { ...job, plot: completeSettings(job.plot), output: completeOutput(job.output) };
  const plotted = drawableKind(bytes, file) === 'svg' ? plotSvg(whole, bytes) : plotPicture(whole, bytes);
  const finished = finishDrawing(plotted.drawing, whole.output);
  const { paperHex, gaveUp } = plotted;
  const pixelsPerMm = previewScale(finished.drawing.sheet);
  const preview = renderPreview(finished.drawing, { paperHex, pixelsPerMm });
  return {
    ...finished,
    job,
    paperHex,
    preview,
    gaveUp,
    warnings: [...plotted.warnings, ...finished.warnings],
  };
}

interface Plotted {
  readonly drawing: Drawing;
  readonly paperHex: string;
  readonly warnings: readonly string[];
  readonly gaveUp: readonly string[];
}

function plotSvg(job: PlotJob, bytes: Uint8Array): Plotted {
  const { pens, penWidthMm, split, sheet, sizeMm, plot, output } = job;
  const options = {
    pens,
    penWidthMm,
    split,
    sheet,
    sizeMm,
    toleranceMm: Math.max(0.001, plot.toleranceMm / 2),
  };
  const { drawing: found, warnings } = readSvgDrawing(bytes, job.input.file, options);
  checkOnPage(found, job.input.file);
  const machine = timedMachine(output);
  const drawing = orderDrawing(found, { machine, toleranceMm: plot.toleranceMm / 2 });
  const { seconds } = plotTime(drawing, machine);
  if (output.budgetSeconds !== null && seconds > output.budgetSeconds) {
    const minutes = (value: number): number => Math.ceil(value / 60);
    throw new InkceptionError(
      'over-budget',
      `the drawing takes ${minutes(seconds)} min, the budget is ${minutes(output.budgetSeconds)} min: strokes that are given are all drawn; a smaller --size takes less`,
    );
  }
  return { drawing, paperHex: whitePaper, warnings, gaveUp: [] };
}

function plotPicture(job: PlotJob, bytes: Uint8Array): Plotted {
  const { map, colours } = readPicture(job, bytes);
  const { pens, paperIndex, plot, output } = job;
  const palette = mapPalette(map, colours, { pens, paperIndex, penWidthMm: job.penWidthMm ?? usualWidthMm });
  checkListLengths(plot, palette.length);
  const sheet = job.sheet ?? usualSheet;
  const placement = centredPlacement(map, sheet, typeof job.sizeMm === 'number' ? job.sizeMm : undefined);
  const paperHex = paperOf(palette);
  const warnings = paperNotes(job, palette);
  if (output.budgetSeconds === null) {
    return {
      drawing: plotIndexMap(map, palette, sheet, plot, placement),
      paperHex,
      warnings,
      gaveUp: [],
    };
  }
  const budget = { budgetSeconds: output.budgetSeconds, machine: timedMachine(output), placement };
  const { drawing, gaveUp } = plotWithin(map, palette, sheet, plot, budget);
  return { drawing, paperHex, warnings, gaveUp };
}

/** Colours of a picture without paper are all ink, which hardly anyone wants of a whole sheet. */
function paperNotes({ quantise: count, paperIndex }: PlotJob, palette: readonly PaletteEntry[]): string[] {
  const isMeant = typeof count !== 'number' || paperIndex !== 'auto';
  if (isMeant || palette.some(({ kind }) => kind === 'paper')) return [];
  const pens = palette.length === 1 ? '1 pen covers' : `${palette.length} pens cover`;
  return [
    `none of the colours is nearly white, so none is the paper: ${pens} all of the picture; --paper-index 0 leaves the lightest colour as paper`,
  ];
}

function readPicture(
  { quantise: count, pens, input }: PlotJob,
  bytes: Uint8Array,
): { map: IndexMap; colours: readonly Rgb[] } {
  if (count === null) {
    if (isIndexedPng(bytes)) return decodeIndexedPng(bytes, input.file);
    const { width, height } = decodeRgb8Png(bytes, input.file);
    throw new InkceptionError(
      'bad-image',
      `${input.file} (${width} x ${height} px) has no palette, expected an indexed PNG, whose palette is the pens: give --quantise N for N colours with the paper, or --quantise pens for the pens given`,
    );
  }
  const image = decodeRgb8Png(bytes, input.file);
  if (count !== 'pens') return quantise(image, count);
  const colours = [whitePaper, ...(pens ?? []).map(({ hex }) => hex)].map(hexToRgb);
  return { map: quantiseTo(image, colours), colours };
}

function paperOf(palette: readonly PaletteEntry[]): string {
  return palette.find((entry) => entry.kind === 'paper')?.paper.hex ?? whitePaper;
}
