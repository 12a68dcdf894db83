import { arcTo } from './svg-arc.ts';
import type { Flattener } from './flatten.ts';

/** How many numbers each command takes. */
const arity: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

const separators = /[\s,]*/y;
const numberToken = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const flagToken = /[01]/y;

/**
 * Draws the `d` of a path, every command of SVG 1.1. As the standard asks, a fault ends the path but leaves what was
 * before; it is returned, null where there is none.
 */
export function drawPathData(data: string, pen: Flattener): string | null {
  const state: State = { x: 0, y: 0, startX: 0, startY: 0, controlX: 0, controlY: 0, last: '' };
  let at = skip(data, 0);
  let command = '';
  while (at < data.length) {
    const letter = data[at]!;
    const known = arity[letter.toUpperCase()] !== undefined;
    if (known) {
      command = letter;
      at++;
    } else if (command === '' || command.toUpperCase() === 'Z') return faultAt(data, at);
    if (state.last === '' && command.toUpperCase() !== 'M') return faultAt(data, at);
    const read = readNumbers(data, at, command.toUpperCase());
    if (!read) return faultAt(data, at);
    at = skip(data, read.end);
    run(state, command, read.numbers, pen);
    // Further pairs after M are lines.
    if (command === 'M') command = 'L';
    if (command === 'm') command = 'l';
  }
  return null;
}

function faultAt(data: string, at: number): string {
  return `path data breaks off at "${data.slice(at, at + 20)}"`;
}

function skip(data: string, at: number): number {
  separators.lastIndex = at;
  separators.exec(data);
  return separators.lastIndex;
}

function readNumbers(data: string, from: number, command: string): { numbers: number[]; end: number } | null {
  const numbers: number[] = [];
  let end = from;
  for (let i = 0; i < arity[command]!; i++) {
    // The flags of an arc may stand without a space after them: "a1 1 0 0110 10".
    const token = command === 'A' && (i === 3 || i === 4) ? flagToken : numberToken;
    token.lastIndex = skip(data, end);
    const match = token.exec(data);
    if (!match) return null;
    numbers.push(Number(match[0]));
    end = token.lastIndex;
  }
  return { numbers, end };
}

interface State {
  x: number;
  y: number;
  startX: number;
  startY: number;
  /** The last control point, which smooth curves mirror. */
  controlX: number;
  controlY: number;
  /** The last command, in capitals. */
  last: string;
}

function run(state: State, command: string, given: readonly number[], pen: Flattener): void {
  const name = command.toUpperCase();
  const n = absolute(state, command, given);
  const [x, y] = [state.x, state.y];
  const smooth = (kinds: string): [number, number] =>
    kinds.includes(state.last) ? [2 * x - state.controlX, 2 * y - state.controlY] : [x, y];
  const end = drawn(name, n, state, smooth, pen);
  state.last = name;
  [state.x, state.y] = end;
  if (!'CSQT'.includes(name)) [state.controlX, state.controlY] = end;
  if (name === 'M') [state.startX, state.startY] = end;
}

function absolute({ x, y }: State, command: string, given: readonly number[]): number[] {
  const name = command.toUpperCase();
  if (command === name) return [...given];
  if (name === 'H') return [given[0]! + x];
  if (name === 'V') return [given[0]! + y];
  const first = name === 'A' ? 5 : 0;
  return given.map((value, i) => (i < first ? value : value + ((i - first) % 2 === 0 ? x : y)));
}

function drawn(
  name: string,
  n: readonly number[],
  state: State,
  smooth: (kinds: string) => [number, number],
  pen: Flattener,
): [number, number] {
  const { x, y } = state;
  const [toX, toY] = [n.at(-2) ?? x, n.at(-1) ?? y];
  switch (name) {
    case 'M':
      pen.move(toX, toY);
      return [toX, toY];
    case 'L':
      pen.line(toX, toY);
      return [toX, toY];
    case 'H':
      pen.line(toY, y);
      return [toY, y];
    case 'V':
      pen.line(x, toY);
      return [x, toY];
    case 'C':
      return cubic(state, n[0]!, n[1]!, n[2]!, n[3]!, toX, toY, pen);
    case 'S':
      return cubic(state, ...smooth('CS'), n[0]!, n[1]!, toX, toY, pen);
    case 'Q':
      return quadratic(state, n[0]!, n[1]!, toX, toY, pen);
    case 'T':
      return quadratic(state, ...smooth('QT'), toX, toY, pen);
    case 'A':
      arcTo(x, y, n[0]!, n[1]!, n[2]!, n[3] === 1, n[4] === 1, toX, toY, pen);
      return [toX, toY];
    default:
      pen.close();
      return [state.startX, state.startY];
  }
}

function cubic(
  state: State,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x: number,
  y: number,
  pen: Flattener,
): [number, number] {
  pen.cubic(x1, y1, x2, y2, x, y);
  [state.controlX, state.controlY] = [x2, y2];
  return [x, y];
}

/** A quadratic curve is the cubic whose control points lie two thirds of the way to its own. */
function quadratic(
  state: State,
  x1: number,
  y1: number,
  x: number,
  y: number,
  pen: Flattener,
): [number, number] {
  const towards = (from: number, to: number): number => from + (2 / 3) * (to - from);
  pen.cubic(towards(state.x, x1), towards(state.y, y1), towards(x, x1), towards(y, y1), x, y);
  [state.controlX, state.controlY] = [x1, y1];
  return [x, y];
}
