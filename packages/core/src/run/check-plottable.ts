import { InkceptionError } from '../error.ts';
import { nearestNames } from '../nearest-names.ts';
import { isColourName, namesOfColours } from '../palette/colour-name.ts';
import type { PaletteEntry, Pen } from '../palette/pen.ts';
import { plottingOrder } from '../palette/plotting-order.ts';
import type { Drawing } from '../plot/drawing.ts';
import { layerNamed } from '../plot/finish/layer-named.ts';
import { reorderLayers } from '../plot/finish/layer-order.ts';
import { offsetPens } from '../plot/finish/pen-offset.ts';
import { addRegistration } from '../plot/finish/registration.ts';
import { fitsMachine, machines } from '../plot/machine/machines.ts';
import { inkFrame } from './ink-frame.ts';
import type { Job, JobColour } from './job.ts';
import { completeOutput, type OutputSettings } from './output-settings.ts';

/**
 * The job, when what it asks of its drawing can be had as far as that is known before there is a picture: the pens that
 * are named, room for marks and offsets, a picture within the machine's reach. Errors: `bad-option`, `paper-too-small`,
 * `beyond-machine`.
 */
export function checkPlottable(job: Job): Job {
  const output = completeOutput(job.output);
  const ordered = reorderLayers(standIn(job, output), output.order);
  const marked = output.registration ? addRegistration(ordered) : ordered;
  if (output.machine !== null) fitsMachine(marked, machines[output.machine]); // which pen reaches the edge is not known
  offsetPens(marked, output.offsets);
  for (const { pen } of output.codes) if (pen !== null) layerNamed(ordered.layers, pen);
  return job;
}

/** A drawing with the job's layers, each a frame around all that may be inked. */
function standIn(job: Job, output: OutputSettings): Drawing {
  const pens = job.palette.filter((colour) => colour.kind !== 'paper');
  const given = pens.flatMap((colour) => (colour.kind === 'given' ? [colour.pen] : []));
  const isKnown = given.length === pens.length && !job.choice;
  const layers = isKnown ? inPlottingOrder(given) : pensAskedFor(job, pens, output);
  const paths = [inkFrame(job, Math.max(...layers.map(({ widthMm }) => widthMm)))];
  return { sheet: job.sheet, layers: layers.map((pen) => ({ pen, paths })) };
}

function inPlottingOrder(pens: readonly Pen[]): Pen[] {
  const entries = pens.map((pen): PaletteEntry => ({ kind: 'pen', pen }));
  return plottingOrder(entries).map((index) => pens[index]!);
}

/** Where not all pens are known yet: one for each that is named, once it was found that there may be such. */
function pensAskedFor(
  job: Job,
  pens: readonly InkColour[],
  { order, offsets, codes }: OutputSettings,
): Pen[] {
  const named = [...order, ...[...offsets, ...codes].flatMap(({ pen }) => pen ?? [])];
  const count = job.choice?.pens ?? pens.length;
  for (const name of named) checkNamed(name, pens, count);
  const widths = pens.map(widthOf).sort((one, other) => one - other);
  const widthMm = widths[count - 1]!; // of those that are chosen the widest has this at least
  const names = new Set(named.map((name) => name.trim().toLowerCase()));
  return [...(names.size > 0 ? names : ['1'])].map((name) => ({ name, hex: '#000000', widthMm }));
}

type InkColour = Exclude<JobColour, { kind: 'paper' }>;

function widthOf(colour: InkColour): number {
  return colour.kind === 'given' ? colour.pen.widthMm : colour.widthMm;
}

/** Learned pens are called what their colour is: by a name that colours have. */
function checkNamed(wanted: string, pens: readonly InkColour[], count: number): void {
  const key = wanted.trim().toLowerCase();
  const given = pens.flatMap((colour) => (colour.kind === 'given' ? [colour.pen.name] : []));
  const learned = given.length < pens.length;
  if (given.some((name) => name.trim().toLowerCase() === key)) return;
  const isNumber = /^\d+$/.test(key);
  if (isNumber && Number(key) >= 1 && Number(key) <= count) return;
  if (!isNumber && learned && isColourName(key)) return;
  const near = nearestNames(wanted, [...given, ...(learned && !isNumber ? namesOfColours : [])], 3);
  const names = near.length > 0 ? `, or a name such as ${near.join(', ')}` : '';
  throw new InkceptionError(
    'bad-option',
    `there is no pen "${wanted}" among ${count}: give a number from 1 to ${count}${names}`,
  );
}
