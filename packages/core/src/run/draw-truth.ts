import type { Truth } from '../canvas/canvas.ts';
import type { Rgb8Image } from '../export/png.ts';
import { renderPreview } from '../export/preview.ts';
import { blankImage, type RgbImage } from '../image.ts';
import { nameColours } from '../palette/colour-name.ts';
import { rgbToHex } from '../palette/colour.ts';
import { inkSeenAs } from '../palette/ink-on-paper.ts';
import type { PaletteEntry } from '../palette/pen.ts';
import { plotWithin } from '../plot/budget.ts';
import { plotIndexMap, type Placement } from '../plot/plot.ts';
import { plotStrokes } from '../plot/stroke-drawing.ts';
import { finishDrawing, timedMachine, type Finished } from './finish-drawing.ts';
import type { Job } from './job.ts';
import { layOnSheet, repeatMap } from './layout.ts';
import { completeOutput } from './output-settings.ts';
import { previewScale } from './preview-scale.ts';
import { repeatStrokes } from './repeat-strokes.ts';
import { runPalette, sheetColour } from './run-palette.ts';

/** A true image or true strokes, drawn on the sheet. */
export interface Drawn extends Finished {
  readonly palette: readonly PaletteEntry[];
  readonly paperHex: string;
  /** What the time that there is cost. */
  readonly gaveUp: readonly string[];
  /** The sheet with the ink on it. */
  readonly preview: Rgb8Image;
  /** The drawing's ink where the picture is, at the canvas's size. */
  readonly seen: RgbImage;
}

/** What the plotter makes of what the pens can draw. */
export function drawTruth(truth: Truth, job: Job): Drawn {
  const palette = paletteOf(truth, job);
  const layout = job.composition?.layout;
  const size = truth.kind === 'map' ? truth.map : truth.image;
  const { placement, copy } = layOnSheet(size, job.sheet, layout);
  const copies = copiesOf(truth, palette, job, placement);
  const { drawing, gaveUp } = plotted(copies, palette, job, placement);
  const finished = finishDrawing(drawing, completeOutput(job.output));
  const paperHex = palette.find((entry) => entry.kind === 'paper')?.paper.hex ?? '#ffffff';
  const pixelsPerMm = previewScale(job.sheet);
  const preview = renderPreview(finished.drawing, { paperHex, pixelsPerMm });
  return {
    ...finished,
    palette,
    paperHex,
    gaveUp,
    preview,
    seen: seenOnCanvas(preview, pixelsPerMm, copy, size),
  };
}

function copiesOf(
  truth: Truth,
  palette: readonly PaletteEntry[],
  { composition = {}, settings }: Job,
  { pixelMm }: Placement,
): Truth {
  const { layout, tile: endless = false } = composition;
  if (truth.kind === 'map') return { ...truth, map: repeatMap(truth.map, layout) };
  const { width, height } = truth.image;
  const side = Math.min(width, height);
  const { leastLength } = settings.strokes;
  const extent = { width: width / side, height: height / side, endless, leastLength };
  const widthOf = (pen: number): number => {
    const entry = palette[pen]!;
    return entry.kind === 'pen' ? entry.pen.widthMm / (pixelMm * side) : 0;
  };
  return { ...truth, strokes: repeatStrokes(truth.strokes, { ...extent, widthOf }, layout) };
}

function plotted(
  truth: Truth,
  palette: readonly PaletteEntry[],
  job: Job,
  placement: Placement,
): Pick<Drawn, 'drawing' | 'gaveUp'> {
  const output = completeOutput(job.output);
  const { budgetSeconds } = output;
  const machine = timedMachine(output);
  if (truth.kind === 'strokes') {
    const sideMm = placement.pixelMm * Math.min(truth.image.width, truth.image.height);
    return plotStrokes(truth.strokes, {
      palette,
      sheet: job.sheet,
      placement,
      sideMm,
      machine,
      budgetSeconds,
    });
  }
  if (budgetSeconds === null) {
    return { drawing: plotIndexMap(truth.map, palette, job.sheet, job.plot, placement), gaveUp: [] };
  }
  const budget = { budgetSeconds, machine, placement };
  return plotWithin(truth.map, palette, job.sheet, job.plot, budget);
}

/** Learned colours become pens with a name. */
function paletteOf({ kind, colours }: Truth, job: Job): PaletteEntry[] {
  const palette = runPalette(job);
  const sheet = sheetColour(palette);
  const inks = palette.map((colour, n) => {
    const opaque = colour.kind === 'learned' && colour.opaque === true;
    return kind === 'strokes' ? colours[n]! : inkSeenAs(sheet, colours[n]!, opaque);
  });
  const names = nameColours(inks);
  return palette.map((colour, n): PaletteEntry => {
    if (colour.kind === 'overprint') return colour;
    if (colour.kind === 'paper') return { kind: 'paper', paper: { name: colour.name, hex: colour.hex } };
    if (colour.kind === 'given') return { kind: 'pen', pen: colour.pen };
    const { widthMm, opaque } = colour;
    const ink = { hex: rgbToHex(inks[n]!), widthMm, ...(opaque ? { opaque } : {}) };
    return { kind: 'pen', pen: { name: names[n]!, ...ink, source: 'learned' } };
  });
}

/** Averages the preview over each canvas pixel. */
function seenOnCanvas(
  preview: Rgb8Image,
  pixelsPerMm: number,
  placement: Placement,
  { width, height }: { readonly width: number; readonly height: number },
): RgbImage {
  const image = blankImage(width, height);
  const plane = width * height;
  const edge = (originMm: number, index: number, limit: number): number =>
    Math.min(limit, Math.round((originMm + index * placement.pixelMm) * pixelsPerMm));
  for (let y = 0; y < height; y++) {
    const top = edge(placement.topMm, y, preview.height - 1);
    const bottom = Math.max(top + 1, edge(placement.topMm, y + 1, preview.height));
    for (let x = 0; x < width; x++) {
      const left = edge(placement.leftMm, x, preview.width - 1);
      const right = Math.max(left + 1, edge(placement.leftMm, x + 1, preview.width));
      const mean = blockMean(preview, left, top, right, bottom);
      mean.forEach((value, c) => (image.data[c * plane + y * width + x] = value));
    }
  }
  return image;
}

function blockMean(
  { width, data }: Rgb8Image,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number[] {
  const sum = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) for (let c = 0; c < 3; c++) sum[c]! += data[3 * (y * width + x) + c]!;
  }
  return sum.map((value) => value / (255 * (right - left) * (bottom - top)));
}
