import type { Lead } from '../canvas/lead.ts';
import type { Mask } from '../canvas/mask.ts';
import type { PixelForm } from '../canvas/pixels/model.ts';
import type { Start } from '../canvas/start.ts';
import type { StrokesStart } from '../canvas/strokes/begin-as.ts';
import type { StrokeDemands } from '../canvas/strokes/strokes.ts';
import { badOption } from '../option.ts';
import { hexToRgb } from '../palette/colour.ts';
import type { Composition, LinesStart, PngStart } from './composition.ts';
import { checkLayout } from './layout.ts';
import { jobPicture } from './picture-input.ts';
import type { Job } from './job.ts';

/** What a job's composition asks of the pixel canvas. Errors: `bad-image` for pictures that are none. */
export function formOf({ composition = {} }: Pick<Job, 'composition'>): PixelForm {
  const { symmetry, mask, start } = composition;
  return {
    ...(symmetry ? { symmetry } : {}),
    ...(mask ? { mask: maskOf(mask) } : {}),
    ...(start && 'png' in start ? { start: pictureStart(start) } : {}),
  };
}

/** What a job's composition asks of the canvas of strokes. Errors: `bad-image` for a picture that is none. */
export function strokeDemandsOf({ composition = {} }: Pick<Job, 'composition'>): StrokeDemands {
  const { start, symmetry, mask, tile } = composition;
  return {
    ...(start ? { start: 'png' in start ? pictureStart(start) : linesStart(start) } : {}),
    ...(symmetry ? { symmetry } : {}),
    ...(mask ? { mask: maskOf(mask) } : {}),
    ...(tile ? { tile } : {}),
  };
}

function pictureStart({ png, strength }: PngStart): Start {
  return { ...jobPicture(png, "the job's start"), strength };
}

function linesStart({ colours, ...start }: LinesStart): StrokesStart {
  return { ...start, colours: colours.map(hexToRgb) };
}

function maskOf(mask: NonNullable<Composition['mask']>): Mask {
  if (mask.kind === 'shape') return mask;
  const { map } = jobPicture(mask.png, "the job's mask");
  return { kind: 'picture', width: map.width, height: map.height, inside: map.indices };
}

const mostTurns = 24;

/** The job, when its composition can be made. Errors: `bad-option`, saying what does not go together. */
export function checkComposition(job: Job): Job {
  const { composition, palette } = job;
  if (!composition) return job;
  const { symmetry, tile, mask, lead, start, layout } = composition;
  const ofStrokes = job.settings.canvas === 'strokes';
  if (layout) checkLayout(layout);
  if (lead && ofStrokes) throw badOption('lead is drawn between areas: leave it out for strokes');
  if (lead) checkLead(lead, palette);
  if (mask && !ofStrokes && !job.settings.pixels.paper)
    throw badOption('a mask leaves paper outside, but this recipe has none: leave out pixels.paper=null');
  if (composition.poster !== undefined) checkPosterForm(job);
  if (tile && !ofStrokes) checkTile(job);
  if (tile && mask) throw badOption('a tile has no outside: leave out the mask, or the tile');
  if (tile && start && !ofStrokes)
    throw badOption('a tile cannot begin as a picture: leave out the start, or the tile');
  if (symmetry) checkSymmetry(symmetry, tile === true);
  formOf(job);
  if (start && lead) throw badOption('a picture with lead cannot begin as another: leave out the start');
  if (start) checkStart(job);
  return job;
}

function checkStart(job: Job): void {
  const start = strokeDemandsOf(job).start!;
  const colours = job.palette.length;
  if (start.colours.length !== colours)
    throw badOption(`the start has ${start.colours.length} colours, the palette ${colours}`);
  if (!('strokes' in start)) return;
  if (job.settings.canvas !== 'strokes')
    throw badOption('areas begin as a picture: a start of strokes is for strokes');
  const fits = start.strokes.every(({ pen, closed, points }) => {
    const isForm = points.length % 2 === 0 && points.length >= (closed ? 6 : 4);
    return Number.isInteger(pen) && pen > 0 && pen < colours && isForm && points.every(Number.isFinite);
  });
  if (!fits || start.strokes.length > job.settings.strokes.count)
    throw badOption(
      `the start is not at most ${job.settings.strokes.count} strokes of pens 1 to ${colours - 1}, each of two points or more`,
    );
}

function checkLead({ pen, width }: Lead, palette: Job['palette']): void {
  const isLast = pen === palette.length - 1 && palette[pen]!.kind === 'given';
  if (isLast && width > 0 && width < 0.5) return;
  throw badOption(
    `lead by pen ${pen}, ${width} wide, expected the last of the palette, given, and up to 0.5 sides`,
  );
}

function checkSymmetry({ turns, mirror }: NonNullable<Composition['symmetry']>, tile: boolean): void {
  if (!Number.isInteger(turns) || turns < 1 || turns > mostTurns || (turns === 1 && mirror === null))
    throw badOption(`a symmetry of ${turns} turns, expected 2 to ${mostTurns}`);
  if (tile && ![1, 2, 4].includes(turns))
    throw badOption(`a square tile cannot have ${turns} turns: give 2 or 4, or a mirror`);
}

const posterSizes = [2, 4, 8];

/** How many times as wide and high a poster is. Errors: `bad-option`. */
export function checkPoster(times: number): number {
  if (posterSizes.includes(times)) return times;
  throw badOption(`a poster of ${times} times the size, expected ${posterSizes.join(', ')}`);
}

function checkPosterForm({ size, settings, composition = {}, choice }: Job): void {
  const { poster = 1, symmetry, tile, mask, start, lead } = composition;
  checkPoster(poster);
  const asked = Object.entries({ symmetry, tile, mask, start, lead, '--best': choice }).filter(
    ([, value]) => value,
  );
  if (settings.canvas === 'strokes')
    throw badOption('strokes make no posters: give larger --paper and more --strokes');
  if (asked.length > 0)
    throw badOption(`a poster has no ${asked.map(([name]) => name).join(', ')}: leave one of them out`);
  if (settings.pixels.paper && settings.pixels.paper.vignette !== 0)
    throw badOption('a poster has no vignette: leave out pixels.paper.vignette');
  const { cells } = settings.pixels;
  if (cells[0]! < 2) throw badOption('a poster needs smooth logits: pixels.cells from 2 on');
  const unit = (cells.at(-1)! * poster) / settings.fineness;
  if (size.width % unit === 0 && size.height % unit === 0) return;
  throw badOption(`a poster's --size is a multiple of ${unit}, not ${size.width} x ${size.height}`);
}

function checkTile({ size, settings: { fineness, pixels } }: Job): void {
  const coarsest = pixels.cells.at(-1)!;
  const sides = [size.width * fineness, size.height * fineness];
  if (sides.every((side) => side % coarsest === 0)) return;
  throw badOption(
    `a tile of ${sides.join(' x ')} canvas pixels, expected multiples of the coarsest cell (pixels.cells: ${coarsest}): choose another --size`,
  );
}
