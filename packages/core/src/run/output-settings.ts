import { badOption } from '../option.ts';
import { checkGcode, gcodeTemplates, type GcodeTemplate } from '../export/gcode-template.ts';
import { checkLayerCodes, type LayerCodes } from '../export/layer-codes.ts';
import {
  checkBoolean,
  checkGiven,
  checkRecord,
  checkText,
  listOf,
  refuse,
  unless,
  type Check,
  type Place,
} from '../json-record.ts';
import { nearestNames } from '../nearest-names.ts';
import { usualInkLimit } from '../plot/ink/ink-load.ts';
import { machineNamed, type MachineName } from '../plot/machine/machines.ts';
import { checkOffset, type PenOffset } from '../plot/finish/pen-offset.ts';

/** Files beside `drawing.svg` and `preview.png`. */
export const extraFormats = ['svg-px', 'per-pen', 'hpgl', 'gcode', 'ink-load', 'animation'] as const;
export type ExtraFormat = (typeof extraFormats)[number];

/** What is done with a drawing's layers, and which files it becomes. Plain JSON. */
export interface OutputSettings {
  /** Whose travel the drawing must not leave, and whose time counts; null: an AxiDraw V3's time, no limits. */
  readonly machine: MachineName | null;
  /** The time that there is; null: as long as it takes. */
  readonly budgetSeconds: number | null;
  /** Pens in plotting order, by name or number; those left out follow light to dark. */
  readonly order: readonly string[];
  readonly offsets: readonly PenOffset[];
  /** Whether every pen draws crosses and its number in the margin. */
  readonly registration: boolean;
  readonly formats: readonly ExtraFormat[];
  readonly codes: readonly LayerCodes[];
  readonly gcode: GcodeTemplate;
  /** Passes of ink over any place above which there is a warning. */
  readonly inkLimit: number;
}

/** A drawing and its preview, light pens first, on any machine. */
export const defaultOutput: OutputSettings = {
  machine: null,
  budgetSeconds: null,
  order: [],
  offsets: [],
  registration: false,
  formats: [],
  codes: [],
  gcode: gcodeTemplates['servo']!,
  inkLimit: usualInkLimit,
};

/** The settings with defaults for what is missing. Errors: `bad-option`. */
export function completeOutput(settings: Partial<OutputSettings> = {}): OutputSettings {
  checkOutput(settings, { code: 'bad-option', source: 'output', field: '' });
  const complete = { ...defaultOutput, ...settings };
  if (complete.machine !== null) machineNamed(complete.machine);
  for (const format of complete.formats) checkFormat(format);
  const { budgetSeconds, inkLimit } = complete;
  if (budgetSeconds !== null && !(budgetSeconds > 0 && budgetSeconds < Infinity)) {
    throw badOption(`the time for the plot is ${budgetSeconds} s, expected more than 0`);
  }
  if (!(inkLimit > 0)) throw badOption(`the ink limit is ${inkLimit}, expected passes, more than 0`);
  return complete;
}

const forms: Readonly<Record<keyof OutputSettings, Check>> = {
  machine: unless([null], checkText),
  budgetSeconds: unless([null], checkIsNumber),
  order: listOf(checkText, 'a list of pens, by name or number'),
  offsets: listOf(checkOffset, 'a list of offsets {pen, xMm, yMm}'),
  registration: checkBoolean,
  formats: listOf(checkText, `a list of ${extraFormats.join(', ')}`),
  codes: listOf(checkLayerCodes, 'a list of codes {pen, pause, speed, height, delayMs}'),
  gcode: checkGcode,
  inkLimit: checkIsNumber,
};

/** Whether settings from JSON have the form of such, as far as they are there. Errors: the place's code. */
export function checkOutput(value: unknown, place: Place): void {
  checkGiven(checkRecord(value, place, Object.keys(forms)), place, forms);
}

function checkIsNumber(value: unknown, place: Place): void {
  if (typeof value !== 'number') refuse(place, value, 'a number');
}

function checkFormat(format: string): void {
  if (extraFormats.some((known) => known === format)) return;
  const near = nearestNames(format, extraFormats, extraFormats.length).join(', ');
  throw badOption(`there is no format "${format}" to write beside svg and preview: give ${near}`);
}
