import { beginnings } from '../canvas/strokes/model.ts';
import { InkceptionError } from '../error.ts';
import type { Settings } from './settings.ts';

/** The settings, when their numbers make sense. Errors: `bad-option`, naming the setting and its range. */
export function checkSettings(settings: Settings): Settings {
  wholeNumber('steps', settings.steps, 1, 1e6);
  wholeNumber('tries', settings.tries, 1, 1000);
  wholeNumber('fineness', settings.fineness, 1, 64);
  wholeNumber('polish', settings.polish, 0, 1000);
  wholeNumber('detail', settings.detail, 1, 64);
  wholeNumber('views.count', settings.views.count, 1, 256);
  wholeNumber('strokes.count', settings.strokes.count, 1, 20_000);
  wholeNumber('strokes.controls', settings.strokes.controls, 2, 64);
  wholeNumber('strokes.pieceSamples', settings.strokes.pieceSamples, 1, 64);
  checkLoops(settings);
  oneOf('strokes.begin', settings.strokes.begin, beginnings);
  oneOf('canvas', settings.canvas, ['pixels', 'strokes']);
  checkCells(settings);
  const { closeUps } = settings.views;
  if (!closeUps.every((share) => share > 0 && share <= 1)) {
    throw new InkceptionError(
      'bad-option',
      `views.closeUps is [${closeUps.join(', ')}], expected shares of the picture, more than 0, to 1`,
    );
  }
  return settings;
}

function checkLoops({ strokes: { closed, controls } }: Settings): void {
  const leastControls = 3;
  if (closed >= 0 && closed <= 1 && (closed === 0 || controls >= leastControls)) return;
  throw new InkceptionError(
    'bad-option',
    `strokes.closed is ${closed}, expected a share from 0 to 1, and strokes.controls of ${leastControls} or more where there are any (it is ${controls})`,
  );
}

function checkCells({ pixels: { cells }, detail }: Settings): void {
  const ascending = cells.every(
    (cell, i) => wholeNumber('pixels.cells', cell, 1, 4096) % (cells[i - 1] ?? 1) === 0,
  );
  if (cells.length === 0 || !ascending || new Set(cells).size < cells.length) {
    throw new InkceptionError(
      'bad-option',
      `pixels.cells is [${cells.join(', ')}], expected ascending numbers, each a multiple of the one before`,
    );
  }
  if (cells[0] === 1 && detail > 1) {
    throw new InkceptionError(
      'bad-option',
      `detail is ${detail}, but pixels.cells begins with 1: a logit for each pixel cannot be drawn finer; set detail=1`,
    );
  }
}

/** The value, when it is a whole number from `low` to `high`. Errors: `bad-option`. */
export function wholeNumber(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new InkceptionError(
    'bad-option',
    `${name} is ${value}, expected a whole number from ${low} to ${high}`,
  );
}

function oneOf(name: string, value: string, names: readonly string[]): void {
  if (names.includes(value)) return;
  throw new InkceptionError(
    'bad-option',
    `${name} is ${JSON.stringify(value)}, expected one of ${names.join(', ')}`,
  );
}
