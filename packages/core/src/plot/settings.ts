import { InkceptionError } from '../error.ts';
import { fills, type FillName } from './fill.ts';

/** How areas become strokes. Plain JSON; numbers in pen widths hold for every pen of a set. */
export interface PlotSettings {
  /** What happens inside an outline. */
  readonly fill: FillName;
  /** Whether each area's edge is drawn, half a pen width inside it. */
  readonly outline: boolean;
  /** From one line of a fill to the next, in pen widths; below 1 the lines overlap and the area is solid. */
  readonly hatchPitch: number;
  /** Direction of the hatching by pen, in palette order and from the start again; 0 is level, 90 upright. */
  readonly hatchAnglesDegrees: readonly number[];
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
  overlapMm: 0,
  minFeature: 2,
  toleranceMm: 0.03,
};

/** The settings with defaults for what is missing. Errors: `bad-option`, naming the setting. */
export function completeSettings(settings: Partial<PlotSettings>): PlotSettings {
  const complete = { ...defaultPlotSettings, ...settings };
  const { fill, hatchPitch, hatchAnglesDegrees, overlapMm, minFeature, toleranceMm } = complete;
  if (!Object.hasOwn(fills, fill)) throw badSetting('fill', fill, `one of ${Object.keys(fills).join(', ')}`);
  checkBetween('hatchPitch', hatchPitch, 0.1, 1000);
  checkBetween('overlapMm', overlapMm, -5, 5);
  checkBetween('minFeature', minFeature, 0, 1000);
  checkBetween('toleranceMm', toleranceMm, 0, 10);
  // Settings come from job files, too: what is typed as a list may be anything.
  const angles: unknown = hatchAnglesDegrees;
  if (!Array.isArray(angles) || angles.length === 0) {
    throw badSetting('hatchAnglesDegrees', angles, 'a list of at least one angle');
  }
  hatchAnglesDegrees.forEach((angle, i) => {
    checkBetween(`hatchAnglesDegrees[${i}]`, angle, -3600, 3600);
  });
  return complete;
}

function checkBetween(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw badSetting(name, value, `a number from ${least} to ${most}`);
}

function badSetting(name: string, value: unknown, expected: string): InkceptionError {
  return new InkceptionError(
    'bad-option',
    `plot setting ${name} is ${JSON.stringify(value)}, expected ${expected}`,
  );
}
