import { InkceptionError } from '../error.ts';
import { defaultPlotSettings, type PlotSettings } from './settings.ts';

/** What may be a list with an entry for each colour, by what a person calls it. */
const lists = {
  fill: 'fills',
  outline: 'outlines',
  hatchAnglesDegrees: 'angles',
  tones: 'tones',
} as const satisfies Partial<Record<keyof PlotSettings, string>>;

/**
 * Refuses a list that is longer than a palette, the paper counted, part of which would do nothing; the usual angles are
 * for any number. Errors: `bad-option`.
 */
export function checkListLengths(settings: Partial<PlotSettings>, colours: number): void {
  for (const name of Object.keys(lists) as (keyof typeof lists)[]) {
    const value = settings[name];
    if (!Array.isArray(value) || value.length <= colours || isUsual(name, value)) continue;
    throw new InkceptionError(
      'bad-option',
      `there are ${value.length} ${lists[name]} for ${colours} colours (the paper, where there is one, counts): give at most ${colours}, in the order of the palette, or one for all`,
    );
  }
}

function isUsual(name: keyof typeof lists, value: readonly unknown[]): boolean {
  return JSON.stringify(value) === JSON.stringify(defaultPlotSettings[name]);
}
