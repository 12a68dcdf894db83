import { InkceptionError } from '../error.ts';
import type { Drawing } from '../plot/drawing.ts';
import { proveStrokes, type ReadLayer } from './prove-strokes.ts';

const unitMm = 0.025;

/**
 * What a plotter draws from HPGL of IN, DF, SP, PU, PD and PA with absolute coordinates, knowing nothing of what wrote
 * it; `heightMm` turns the y axis. Errors: `bad-file` for other commands, odd coordinates, drawing without a pen.
 */
export function readHpgl(text: string, heightMm: number): ReadLayer[] {
  const state: State = { pen: 0, down: false, x: 0, y: 0, layers: [] };
  for (const command of text.split(';').map((part) => part.trim())) {
    if (command === '') continue;
    const name = command.slice(0, 2).toUpperCase();
    const numbers = command
      .slice(2)
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map(Number);
    if (!numbers.every(Number.isInteger)) throw bad(`"${command.slice(0, 40)}" has a number that is none`);
    if (name === 'IN' || name === 'DF') Object.assign(state, { pen: 0, down: false, x: 0, y: 0 });
    else if (name === 'SP') selectPen(state, numbers[0] ?? 0);
    else if (['PU', 'PD', 'PA'].includes(name)) travel(state, name, numbers);
    else throw bad(`there is no command "${name}"`);
  }
  return state.layers.map(({ pen, strokes }) => ({
    pen,
    strokes: strokes.map((units) => toMm(units, heightMm)),
  }));
}

interface State {
  pen: number;
  down: boolean;
  x: number;
  y: number;
  readonly layers: { readonly pen: number; readonly strokes: number[][] }[];
}

function selectPen(state: State, pen: number): void {
  Object.assign(state, { pen, down: false });
  if (pen > 0) state.layers.push({ pen, strokes: [] });
}

function travel(state: State, name: string, numbers: readonly number[]): void {
  if (numbers.length % 2 !== 0) throw bad(`${name} has ${numbers.length} coordinates, expected pairs`);
  if (name === 'PU') state.down = false;
  if (name === 'PD' && !state.down) {
    if (state.pen === 0) throw bad('it draws without a pen');
    state.layers.at(-1)!.strokes.push([state.x, state.y]);
    state.down = true;
  }
  for (let i = 0; i < numbers.length; i += 2) {
    [state.x, state.y] = [numbers[i]!, numbers[i + 1]!];
    if (state.down) state.layers.at(-1)!.strokes.at(-1)!.push(state.x, state.y);
  }
}

function toMm(units: readonly number[], heightMm: number): Float64Array {
  return Float64Array.from(units, (value, i) => (i % 2 === 0 ? value * unitMm : heightMm - value * unitMm));
}

/** Reads written HPGL back and compares it with the drawing, point by point to a plotter unit. Errors: `bad-file`. */
export function proveHpgl(text: string, drawing: Drawing): void {
  proveStrokes('HPGL', readHpgl(text, drawing.sheet.heightMm), drawing, 0.55 * unitMm);
}

function bad(fault: string): InkceptionError {
  return new InkceptionError('bad-file', `the HPGL cannot be plotted: ${fault}`);
}
