import { beginnings } from '../canvas/strokes/model.ts';
import type { InkceptionError } from '../error.ts';
import { checkAboveZero } from '../optimise/check-schedule.ts';
import { badOption, oneOf, wholeNumber } from '../option.ts';
import { beyonds, type ViewSettings } from '../view/views.ts';
import { canvases, gains, type Settings } from './settings.ts';

/** Merged settings, when their numbers make sense. Errors: `bad-option`, naming the setting and its range. */
export function checkSettings(settings: Settings): Settings {
  wholeNumber('steps', settings.steps, 1, 1e6);
  wholeNumber('tries', settings.tries, 1, 1000);
  wholeNumber('fineness', settings.fineness, 1, 64);
  wholeNumber('polish', settings.polish, 0, 1000);
  wholeNumber('detail', settings.detail, 1, 64);
  oneOf('canvas', settings.canvas, canvases);
  oneOf('gain', settings.gain, gains);
  checkAboveZero('temperature', settings.temperature);
  // Adam's memory: at 1 it would never forget
  checkBelowOne('beta1', settings.beta1, 'a number');
  checkBelowOne('beta2', settings.beta2, 'a number');
  checkViews(settings.views);
  checkPixels(settings);
  checkStrokes(settings.strokes);
  return settings;
}

function checkViews({ count, beyond, crop, jitter, closeUps }: ViewSettings): void {
  wholeNumber('views.count', count, 1, 256);
  oneOf('views.beyond', beyond, beyonds);
  if (!isRange(crop) || !(crop[0] > 0))
    throw badSetting('views.crop', crop, '[smallest, largest], shares of the picture above 0');
  if (!jitter.every(isRange)) throw badSetting('views.jitter', jitter, 'pairs [low, high]');
  if (!closeUps.every((share) => isNumber(share) && share > 0 && share <= 1))
    throw badSetting('views.closeUps', closeUps, 'shares of the picture, more than 0, to 1');
}

function checkPixels({ pixels, detail }: Settings): void {
  checkCells(pixels.cells, detail);
  checkColours('pixels', pixels);
  checkBelowOne('pixels.finestFrom', pixels.finestFrom, 'a share of the run');
  if (!(pixels.spike > 0)) throw badSetting('pixels.spike', pixels.spike, 'a number above 0');
}

function checkStrokes(strokes: Settings['strokes']): void {
  wholeNumber('strokes.count', strokes.count, 1, 20_000);
  wholeNumber('strokes.controls', strokes.controls, 2, 64);
  wholeNumber('strokes.pieceSamples', strokes.pieceSamples, 1, 64);
  oneOf('strokes.begin', strokes.begin, beginnings);
  checkLoops(strokes);
  checkColours('strokes', strokes);
  checkAboveZero('strokes.softness', strokes.softness);
}

function checkLoops({ closed, controls }: Settings['strokes']): void {
  const leastControls = 3;
  if (closed >= 0 && closed <= 1 && (closed === 0 || controls >= leastControls)) return;
  throw badOption(
    `strokes.closed is ${closed}, expected a share from 0 to 1, and strokes.controls of ${leastControls} or more where there are any (it is ${controls})`,
  );
}

function checkCells(cells: readonly number[], detail: number): void {
  const ascending = cells.every(
    (cell, i) => wholeNumber('pixels.cells', cell, 1, 4096) % (cells[i - 1] ?? 1) === 0,
  );
  if (cells.length === 0 || !ascending || new Set(cells).size < cells.length)
    throw badSetting('pixels.cells', cells, 'ascending numbers, each a multiple of the one before');
  if (cells[0] === 1 && detail > 1) {
    throw badOption(
      `detail is ${detail}, but pixels.cells begins with 1: a logit for each pixel cannot be drawn finer; set detail=1`,
    );
  }
}

function checkColours(
  canvas: Settings['canvas'],
  { initialColours }: Pick<Settings['pixels'], 'initialColours'>,
): void {
  if (isPair(initialColours)) return;
  throw badSetting(`${canvas}.initialColours`, initialColours, '[mean, deviation]');
}

function checkBelowOne(name: string, value: number, what: string): void {
  if (!(value >= 0 && value < 1)) throw badSetting(name, value, `${what} from 0 to less than 1`);
}

/** Lists come from JSON: what is typed as a pair may be any list of numbers. */
function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

function isRange(value: unknown): value is readonly [number, number] {
  return isPair(value) && value[0] <= value[1];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function badSetting(name: string, value: unknown, expected: string): InkceptionError {
  return badOption(`${name} is ${shown(value)}, expected ${expected}`);
}

function shown(value: unknown): string {
  return JSON.stringify(value).replaceAll(',', ', ');
}
