import { InkceptionError } from '../error.ts';
import type { Drawing } from '../plot/drawing.ts';
import type { GcodeTemplate } from './gcode-template.ts';
import { proveStrokes, type ReadLayer } from './prove-strokes.ts';

/** How a machine raises, lowers and changes pens: what G-code itself does not say. */
export type PenLanguage = Pick<GcodeTemplate, 'penUp' | 'penDown' | 'penChange' | 'yUp'>;

/**
 * What a machine draws from G-code: moves are taken from their words (G0 and G1 stay in force, X and Y are absolute
 * mm), the pen goes up, down and is changed where the machine's own lines say so. The first pen is `firstPen`.
 * Errors: `bad-file` for inches, relative moves, arcs and numbers that are none.
 */
export function readGcode(
  text: string,
  language: PenLanguage,
  heightMm: number,
  firstPen: number,
): ReadLayer[] {
  const lines = text.split('\n').map((line) => line.trim());
  const state: State = { x: 0, y: 0, down: false, metric: false, layers: [{ pen: firstPen, strokes: [] }] };
  const change = patternOf(language.penChange);
  for (let i = 0; i < lines.length;) {
    const asked = change.exec(lines.slice(i, i + language.penChange.length).join('\n'))?.groups?.['pen'];
    if (asked !== undefined) {
      state.layers.push({ pen: Number(asked), strokes: [] });
      i += language.penChange.length;
    } else if (startsWith(lines, i, language.penDown)) {
      lower(state);
      i += language.penDown.length;
    } else if (startsWith(lines, i, language.penUp)) {
      state.down = false;
      i += language.penUp.length;
    } else obey(state, lines[i++]!);
  }
  const turn = (value: number, i: number): number => (i % 2 === 1 && language.yUp ? heightMm - value : value);
  const drawn = state.layers.filter(({ strokes }) => strokes.length > 0);
  return drawn.map(({ pen, strokes }) => ({
    pen,
    strokes: strokes.map((own) => Float64Array.from(own, turn)),
  }));
}

interface State {
  x: number;
  y: number;
  down: boolean;
  metric: boolean;
  readonly layers: { readonly pen: number; readonly strokes: number[][] }[];
}

/** A pattern for lines in which only the pen's number is looked at. */
function patternOf(lines: readonly string[]): RegExp {
  let known = false;
  const pattern = lines
    .join('\n')
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!/^\{\w+\}$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (part !== '{pen}' || known) return '.*';
      known = true;
      return '(?<pen>\\d+)';
    });
  return new RegExp(`^${pattern.join('')}$`);
}

function startsWith(lines: readonly string[], at: number, block: readonly string[]): boolean {
  return block.every((line, k) => lines[at + k] === line);
}

function lower(state: State): void {
  if (!state.metric) throw bad('it draws before it says that lengths are mm (G21)');
  state.layers.at(-1)!.strokes.push([state.x, state.y]);
  state.down = true;
}

function obey(state: State, line: string): void {
  const words = line
    .replace(/\([^)]*\)|;.*$/g, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const codes = words.filter((word) => /^G/i.test(word)).map((word) => Number(word.slice(1)));
  if (codes.includes(20) || codes.includes(91))
    throw bad(`"${line}": inches and relative moves are not read`);
  if (codes.includes(2) || codes.includes(3)) throw bad(`"${line}": arcs are not read`);
  if (codes.includes(21)) state.metric = true;
  const [x, y] = [axis(words, 'X', line), axis(words, 'Y', line)];
  if (x === null && y === null) return;
  [state.x, state.y] = [x ?? state.x, y ?? state.y];
  if (state.down) state.layers.at(-1)!.strokes.at(-1)!.push(state.x, state.y);
}

function axis(words: readonly string[], letter: string, line: string): number | null {
  const word = words.find((candidate) => candidate.toUpperCase().startsWith(letter));
  if (word === undefined) return null;
  const value = word.length > 1 ? Number(word.slice(1)) : NaN;
  if (!Number.isFinite(value)) throw bad(`"${line}" has a number that is none`);
  return value;
}

/** Reads written G-code back and compares it with the drawing, point by point to a micrometre. Errors: `bad-file`. */
export function proveGcode(text: string, drawing: Drawing, template: GcodeTemplate): void {
  const first = drawing.layers.findIndex(({ paths }) => paths.length > 0) + 1;
  proveStrokes('G-code', readGcode(text, template, drawing.sheet.heightMm, first), drawing, 0.0011);
}

function bad(fault: string): InkceptionError {
  return new InkceptionError('bad-file', `the G-code cannot be plotted: ${fault}`);
}
