import { InkceptionError } from '../error.ts';
import { checkRecord } from '../json-record.ts';
import { hexToRgb, rgbToLab } from '../palette/colour.ts';
import type { Pen } from '../palette/pen.ts';
import { fills, type FillName } from './fills/fills.ts';

/**
 * How areas become strokes. Plain JSON; numbers in pen widths hold for every pen of a set. A list gives each colour of
 * the palette its own, in palette order (the paper counts, too) and from the start again.
 */
export interface PlotSettings {
  /** What happens inside an outline. */
  readonly fill: FillName | readonly FillName[];
  /** Whether each area's edge is drawn, half a pen width inside it; with fill `outline` it always is. */
  readonly outline: boolean | readonly boolean[];
  /** From one line of a solid fill to the next, in pen widths; below 1 they overlap. Open fills widen with it. */
  readonly hatchPitch: number;
  /** Direction of the hatching by colour; 0 is level, 90 upright. */
  readonly hatchAnglesDegrees: readonly number[];
  /** How dark open fills are to look by colour, 0 to 1; none: as far as the ink's L* is from the paper's, / 100. */
  readonly tones: readonly number[];
  /** Of all that is left to chance: dots, scribbles. A whole number. */
  readonly seed: number;
  /** How far areas reach under those that are drawn after them (trapping), mm; negative: the gap between them. */
  readonly overlapMm: number;
  /** Areas smaller than a square of this side, in pen widths, are given to their neighbours. */
  readonly minFeature: number;
  /** How far a simplified line may lie from the exact one, mm. */
  readonly toleranceMm: number;
}

/** Solid areas with an outline, hatched in another direction by each pen. */
export const defaultPlotSettings: PlotSettings = {
  fill: 'hatch',
  outline: true,
  hatchPitch: 0.9,
  hatchAnglesDegrees: [45, 135, 0, 90, 22.5, 112.5, 67.5, 157.5],
  tones: [],
  seed: 1,
  overlapMm: 0,
  minFeature: 2,
  toleranceMm: 0.03,
};

/** The settings with defaults for what is missing. Errors: `bad-option`, naming the setting. */
export function completeSettings(settings: Partial<PlotSettings>): PlotSettings {
  checkRecord(
    settings,
    { code: 'bad-option', source: 'plot settings', field: '' },
    Object.keys(defaultPlotSettings),
  );
  const complete = { ...defaultPlotSettings, ...settings };
  const { fill, outline, hatchPitch, hatchAnglesDegrees, tones, seed, overlapMm, minFeature, toleranceMm } =
    complete;
  checkEach('fill', fill, isFillName, `one of ${Object.keys(fills).join(', ')}`);
  checkEach('outline', outline, (value) => typeof value === 'boolean', 'true or false');
  checkBetween('hatchPitch', hatchPitch, 0.1, 1000);
  checkBetween('overlapMm', overlapMm, -5, 5);
  checkBetween('minFeature', minFeature, 0, 1000);
  checkBetween('toleranceMm', toleranceMm, 0, 10);
  checkBetween('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (!Number.isInteger(seed)) throw badSetting('seed', seed, 'a whole number');
  checkNumbers('hatchAnglesDegrees', hatchAnglesDegrees, -3600, 3600);
  if (hatchAnglesDegrees.length === 0) {
    throw badSetting('hatchAnglesDegrees', hatchAnglesDegrees, 'a list of at least one angle');
  }
  checkNumbers('tones', tones, 0, 1);
  return complete;
}

/** What the settings say about one colour of the palette. */
export interface PenSettings {
  readonly fill: FillName;
  readonly outline: boolean;
  readonly pitchMm: number;
  readonly angleRadians: number;
  readonly tone: number;
}

/** The settings for the pen at an index of the palette; open fills are as strong as the ink differs from the sheet. */
export function settingsOfPen(
  settings: PlotSettings,
  index: number,
  pen: Pen,
  paperHex = '#ffffff',
): PenSettings {
  const { tones, hatchAnglesDegrees, hatchPitch } = settings;
  const fill = pick(settings.fill, index);
  return {
    fill,
    outline: fill === 'outline' || pick(settings.outline, index),
    pitchMm: hatchPitch * pen.widthMm,
    angleRadians: (pick(hatchAnglesDegrees, index) * Math.PI) / 180,
    tone: tones.length > 0 ? pick(tones, index) : Math.abs(lightness(paperHex) - lightness(pen.hex)) / 100,
  };
}

const lightness = (hex: string): number => rgbToLab(hexToRgb(hex))[0];

/** A value, or that of a list for an index. */
export function pick<T extends string | number | boolean>(value: T | readonly T[], index: number): T {
  return typeof value === 'object' ? value[index % value.length]! : value;
}

const isFillName = (value: unknown): boolean => typeof value === 'string' && Object.hasOwn(fills, value);

/** Settings come from job files, too: what is typed as a list may be anything. */
function checkEach(name: string, value: unknown, fits: (value: unknown) => boolean, expected: string): void {
  if (Array.isArray(value) ? value.length > 0 && value.every(fits) : fits(value)) return;
  throw badSetting(name, value, `${expected}, or a list of such`);
}

function checkNumbers(name: string, values: unknown, least: number, most: number): void {
  if (!Array.isArray(values)) throw badSetting(name, values, 'a list of numbers');
  values.forEach((value: unknown, i) => {
    checkBetween(`${name}[${i}]`, value, least, most);
  });
}

function checkBetween(name: string, value: unknown, least: number, most: number): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw badSetting(name, value, `a number from ${least} to ${most}`);
}

function badSetting(name: string, value: unknown, expected: string): InkceptionError {
  return new InkceptionError(
    'bad-option',
    `plot setting ${name} is ${JSON.stringify(value)}, expected ${expected}`,
  );
}
