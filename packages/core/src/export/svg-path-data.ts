import type { InkceptionError } from '../error.ts';

/** One stroke of a path: x0, y0, x1, y1, ... */
export interface SubPath {
  readonly points: Float64Array;
  readonly closed: boolean;
}

/** How many numbers each command takes. */
const arity: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Z: 0 };

/**
 * Reads the `d` of a path of straight lines and cubic Beziers: M, L, H, V, C, Z, absolute or relative, as SVG 1.1 has
 * them. A Bezier becomes 24 straight lines. `fault` makes the error for what is not so.
 */
export function readPathData(data: string, fault: (message: string) => InkceptionError): SubPath[] {
  const walker: Walker = { x: 0, y: 0, strokes: [] };
  for (const { command, numbers } of readCommands(data, fault)) {
    const known = command.toUpperCase();
    const count = arity[known]!;
    if (count === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % count !== 0) {
      throw fault(
        `path command ${command} has ${numbers.length} numbers, expected ${count === 0 ? 'none' : `${count} each`}`,
      );
    }
    if (known !== 'M' && walker.strokes.length === 0) throw fault('a path has to begin with M');
    run(walker, known, command !== known, numbers);
  }
  return walker.strokes.map(({ points, closed }) => ({ points: Float64Array.from(points), closed }));
}

interface Command {
  readonly command: string;
  readonly numbers: readonly number[];
}

const token = /([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|[\s,]+/gy;

function readCommands(data: string, fault: (message: string) => InkceptionError): Command[] {
  const commands: { command: string; numbers: number[] }[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < data.length) {
    const at = token.lastIndex;
    const match = token.exec(data);
    if (!match) throw fault(`path data breaks off at "${data.slice(at, at + 20)}"`);
    const [, command, number] = match;
    if (command !== undefined) {
      if (!(command.toUpperCase() in arity))
        throw fault(`path command ${command} is neither a straight line nor a cubic Bezier`);
      commands.push({ command, numbers: [] });
    } else if (number !== undefined) {
      if (!Number.isFinite(Number(number))) throw fault(`path has the number ${number}`);
      const last = commands[commands.length - 1];
      if (!last) throw fault('a path has to begin with M');
      last.numbers.push(Number(number));
    }
  }
  return commands;
}

interface Walker {
  x: number;
  y: number;
  readonly strokes: { readonly points: number[]; closed: boolean }[];
}

function run(walker: Walker, command: string, relative: boolean, numbers: readonly number[]): void {
  if (command === 'Z') {
    closeStroke(walker);
    return;
  }
  const width = arity[command]!;
  for (let i = 0; i < numbers.length; i += width) {
    const [baseX, baseY] = relative ? [walker.x, walker.y] : [0, 0];
    if (command === 'C') {
      bend(
        walker,
        numbers.slice(i, i + width).map((value, k) => value + (k % 2 === 0 ? baseX : baseY)),
      );
      continue;
    }
    if (command !== 'V') walker.x = baseX + numbers[i]!;
    if (command !== 'H') walker.y = baseY + numbers[i + width - 1]!;
    // Further pairs after M are lines.
    if (command === 'M' && i === 0) walker.strokes.push({ points: [walker.x, walker.y], closed: false });
    else addPoint(walker);
  }
}

const bezierPieces = 24;

function bend(walker: Walker, numbers: readonly number[]): void {
  for (const [x, y] of alongBezier([walker.x, walker.y, ...numbers])) {
    [walker.x, walker.y] = [x, y];
    addPoint(walker);
  }
}

/** Points after the first, (1 - t)^3 P0 + 3 (1 - t)^2 t P1 + 3 (1 - t) t^2 P2 + t^3 P3. */
function alongBezier([x0, y0, x1, y1, x2, y2, x3, y3]: readonly number[]): [number, number][] {
  return Array.from({ length: bezierPieces }, (_, i) => {
    const t = (i + 1) / bezierPieces;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return [a * x0! + b * x1! + c * x2! + d * x3!, a * y0! + b * y1! + c * y2! + d * y3!];
  });
}

/** Cubic Beziers, x0, y0, then three points for each, as the straight lines that `readPathData` makes of them. */
export function linesOfCurve(curve: Float64Array): Float64Array {
  const points = [curve[0]!, curve[1]!];
  for (let i = 0; i + 8 <= curve.length; i += 6)
    points.push(...alongBezier(Array.from(curve.subarray(i, i + 8))).flat());
  return Float64Array.from(points);
}

function addPoint({ x, y, strokes }: Walker): void {
  const last = strokes[strokes.length - 1]!;
  if (last.closed) strokes.push({ points: [last.points[0]!, last.points[1]!, x, y], closed: false });
  else last.points.push(x, y);
}

function closeStroke(walker: Walker): void {
  const last = walker.strokes[walker.strokes.length - 1]!;
  last.closed = true;
  walker.x = last.points[0]!;
  walker.y = last.points[1]!;
}
