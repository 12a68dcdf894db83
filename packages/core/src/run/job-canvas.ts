import type { Canvas } from '../canvas/canvas.ts';
import type { ColourSpec } from '../canvas/colour-spec.ts';
import { leadCanvas } from '../canvas/lead.ts';
import { posterCanvas } from '../canvas/poster.ts';
import { pixelCanvas } from '../canvas/pixels/pixels.ts';
import type { StrokePen } from '../canvas/strokes/model.ts';
import { strokeCanvas } from '../canvas/strokes/strokes.ts';
import { trueDrawer, type TrueDrawer } from '../canvas/strokes/true-drawer.ts';
import { tileCanvas, tileMargin } from '../canvas/tile.ts';
import { InkceptionError } from '../error.ts';
import { hexToRgb } from '../palette/colour.ts';
import { seededRandom, type Random } from '../random.ts';
import { formOf, strokeDemandsOf } from './job-form.ts';
import { layOnSheet } from './layout.ts';
import type { Job, JobColour } from './job.ts';
import { canvasColours } from './run-palette.ts';

/** The canvas that a job asks for, as it is at the start of a try. */
export function canvasOf(job: Job, seed: number): Canvas {
  // A stream of its own, so that the same seed starts with the same picture whatever the views are.
  const random = seededRandom(2 ** 32 + seed);
  if (job.settings.canvas === 'strokes') return canvasOfStrokes(job, random);
  const specs = canvasColours(job);
  const lead = job.composition?.lead;
  if (!lead) return canvasOfAreas(job, specs, random);
  const line = job.palette[lead.pen]!;
  const colour = hexToRgb(line.kind === 'given' ? line.pen.hex : '#000000');
  const pen = specs.length - 1;
  return leadCanvas(canvasOfAreas(job, specs.slice(0, pen), random), { ...lead, pen }, colour);
}

function canvasOfStrokes(job: Job, random: Random): Canvas {
  const { width, height, pens } = strokeForm(job);
  const paper = job.palette.find(({ kind }) => kind === 'paper');
  const rgb = hexToRgb(paper?.kind === 'paper' ? paper.hex : '#ffffff');
  return strokeCanvas(width, height, rgb, pens, job.settings.strokes, random, strokeDemandsOf(job));
}

/** Draws strokes as a job's pens do. */
export function strokeDrawer(job: Job): TrueDrawer {
  const { width, height, pens } = strokeForm(job);
  return trueDrawer(width, height, pens, job.composition?.tile);
}

function strokeForm(job: Job): { width: number; height: number; pens: readonly StrokePen[] } {
  const { fineness } = job.settings;
  const [width, height] = [job.size.width * fineness, job.size.height * fineness];
  const { pixelMm } = layOnSheet({ width, height }, job.sheet, job.composition?.layout).placement;
  const pens = job.palette.flatMap((colour) => (colour.kind === 'paper' ? [] : [penOf(colour, pixelMm)]));
  checkWidths(pens, Math.min(width, height), pixelMm);
  return { width, height, pens };
}

/** The ink itself: strokes lay it on what is below. */
function inkOf(colour: Exclude<JobColour, { kind: 'paper' }>): ColourSpec {
  return colour.kind === 'learned' ? { kind: 'learned' } : { kind: 'given', rgb: hexToRgb(colour.pen.hex) };
}

function canvasOfAreas(job: Job, colours: readonly ColourSpec[], random: Random): Canvas {
  const { fineness, pixels } = job.settings;
  const [width, height] = [job.size.width * fineness, job.size.height * fineness];
  const { poster } = job.composition ?? {};
  if (poster !== undefined)
    return posterCanvas(
      { width: width / poster, height: height / poster, parts: poster },
      colours,
      pixels,
      random,
    );
  if (job.composition?.tile !== true) return pixelCanvas(width, height, colours, pixels, random, formOf(job));
  const margin = tileMargin(pixels.cells);
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const inner = pixelCanvas(wide, high, colours, pixels, random, { ...formOf(job), margin });
  return tileCanvas(inner, { width, height, pens: colours.length, cells: pixels.cells });
}

function penOf(colour: Exclude<JobColour, { kind: 'paper' }>, pixelMm: number): StrokePen {
  const { widthMm, opaque } = colour.kind === 'given' ? colour.pen : colour;
  return { colour: inkOf(colour), width: widthMm / pixelMm, opaque: opaque === true };
}

function checkWidths(pens: readonly StrokePen[], side: number, pixelMm: number): void {
  const widest = Math.max(...pens.map(({ width }) => width));
  if (widest <= side / 2) return;
  const mm = (pixels: number): string => (pixels * pixelMm).toFixed(1);
  throw new InkceptionError(
    'paper-too-small',
    `a pen of ${mm(widest)} mm has no room for strokes in a picture of ${mm(side)} mm: give larger paper or a finer pen`,
  );
}
