import type { Canvas } from '../canvas/canvas.ts';
import { leadCanvas } from '../canvas/lead.ts';
import { pixelCanvas, type ColourSpec } from '../canvas/pixels.ts';
import { tileCanvas, tileMargin } from '../canvas/tile.ts';
import { hexToRgb } from '../palette/colour.ts';
import { seededRandom } from '../random.ts';
import { formOf } from './job-form.ts';
import type { Job, JobColour } from './job.ts';

/** The canvas that a job asks for, as it is at the start of a try. */
export function canvasOf(job: Job, seed: number): Canvas {
  const specs = job.palette.map(specOf);
  const lead = job.composition?.lead;
  if (!lead) return canvasOfAreas(job, specs, seed);
  const [areas, line] = [specs.slice(0, lead.pen), job.palette[lead.pen]!];
  return leadCanvas(
    canvasOfAreas(job, areas, seed),
    lead,
    line.kind === 'given' ? hexToRgb(line.pen.hex) : black,
  );
}

const black = [0, 0, 0] as const;

function specOf(colour: JobColour): ColourSpec {
  if (colour.kind === 'learned') return { kind: 'learned' };
  return { kind: 'given', rgb: hexToRgb(colour.kind === 'paper' ? colour.hex : colour.pen.hex) };
}

function canvasOfAreas(job: Job, colours: readonly ColourSpec[], seed: number): Canvas {
  const { fineness, pixels } = job.settings;
  const [width, height] = [job.size.width * fineness, job.size.height * fineness];
  // A stream of its own, so that the same seed starts with the same picture whatever the views are.
  const random = seededRandom(2 ** 32 + seed);
  if (job.composition?.tile !== true) return pixelCanvas(width, height, colours, pixels, random, formOf(job));
  const beyond = 2 * tileMargin(pixels.cells);
  const inner = pixelCanvas(width + beyond, height + beyond, colours, pixels, random, formOf(job));
  return tileCanvas(inner, { width, height, pens: colours.length, cells: pixels.cells });
}
