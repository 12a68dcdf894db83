import type { RgbImage } from '../../image.ts';
import type { Address } from '../../kernels/kernels.ts';
import type { Rgb } from '../../palette/colour.ts';
import { openRoom, type Room, type RoomNeeds } from './room.ts';

/** Polylines and the pens that draw them. Lengths are in pixels of the page, from its upper left corner. */
export interface Lines {
  /** x0, y0, x1, y1, ... of all lines, one after the other. */
  readonly points: Float32Array;
  /** Where each line's points begin, counted in points, and where the last one's end: [lines + 1]. */
  readonly starts: Int32Array;
  /** Half the width of each line. */
  readonly halves: Float32Array;
  /** How much each pen draws of each line, in [0, 1]: [lines, pens]. */
  readonly shares: Float32Array;
  /** How much of the line is drawn at all, in [0, 1]; for the price of overdrawing. */
  readonly presences: Float32Array;
}

/** The gradient of a loss with respect to everything about the lines and inks. */
export interface PageGradients {
  readonly points: Float32Array;
  readonly halves: Float32Array;
  readonly shares: Float32Array;
  readonly presences: Float32Array;
  /** [pens, 3] */
  readonly colours: Float32Array;
  /** For each line, what its ink adds to the loss to first order; below 0 it is of use. */
  readonly worth: Float32Array;
  /** Ink on ink before weighting: over pairs of lines, the sum of the product of their coverages, in pixels. */
  readonly overdraw: number;
}

/** What the pens leave on paper. Ink multiplies with what is below it; opaque ink covers it. */
export interface Inks {
  readonly colours: readonly Rgb[];
  readonly opaque: readonly boolean[];
  /** Pens in the order in which they draw. */
  readonly order: readonly number[];
  readonly paper: Rgb;
}

/**
 * A page of pixels on which lines are drawn. Each pen draws its lines together, so that a line which crosses another of
 * the same pen is not darker there, and their order does not matter: pen n leaves T_n = product over lines of
 * (1 - share a) of a pixel blank. Coverage a = S((w/2 + d) / r) + S((w/2 - d) / r), at distance d from the middle line,
 * S(x) = x (1 - |x| / 2), is a bar as wide as the line, w, smoothed by a tent of radius r = `softness`: the same ink
 * however soft, the more exactly the nearer r is to a whole number. Cost follows the inked pixels.
 */
export interface Page {
  /** Paints lines; the picture is good until the next call. */
  draw(lines: Lines, inks: Inks, softness: number): RgbImage;
  /** The gradients of `weight * loss(picture) + overdraw * ink on ink`, for the picture drawn last. */
  backward(gradient: RgbImage, weight: number, overdraw: number): PageGradients;
  /** After `backward`: the gradient of the loss with respect to a pen's blank paper, [height, width]; for reading. */
  asked(pen: number): Float32Array;
}

/** A page of width x height pixels for so many pens. */
export function openPage(width: number, height: number, pens: number): Page {
  const image: RgbImage = { width, height, data: new Float32Array(3 * width * height) };
  let room = openRoom(width, height, pens, { points: 0, shares: 0, quads: 2 ** 12 });
  let drawn: Drawn | null = null;
  return {
    draw(lines, inks, softness) {
      const needs = { points: lines.points.length, shares: lines.shares.length, quads: room.list.length };
      if (!holds(room, needs)) room = openRoom(width, height, pens, needs);
      for (;;) {
        drawn = lay(room, lines, inks, softness);
        if (drawn) break;
        needs.quads *= 2; // memory cannot grow under its views: a new one, and from the start again
        room = openRoom(width, height, pens, needs);
      }
      look(room, inks, image);
      return image;
    },
    backward: (gradient, weight, overdraw) => goBack(room, drawn!, gradient, weight, overdraw),
    asked: (pen) => {
      const out = new Float32Array(width * height);
      copyRows(planeOf(room, room.asked, pen), room.row, out, width, width);
      return out;
    },
  };
}

/** The last picture, as `backward` needs it: of each line its quads, from where in the list and how many. */
interface Drawn {
  readonly lines: Lines;
  readonly inks: Inks;
  readonly softness: number;
  readonly spans: readonly Span[];
}
type Span = readonly [first: number, count: number];

function holds(room: Room, { points, shares }: RoomNeeds): boolean {
  return room.points.length >= points && room.shares.length >= shares;
}

/** Lays all lines' ink; null when there is no room for their quads. */
function lay(room: Room, lines: Lines, inks: Inks, softness: number): Drawn | null {
  const { memory } = room;
  memory.floats(room.points).subarray(0, lines.points.length).set(lines.points);
  memory.floats(room.shares).subarray(0, lines.shares.length).set(lines.shares);
  memory.floats(room.blanks).fill(1);
  memory.floats(room.ink).fill(0);
  const spans: Span[] = [];
  let first = 0;
  for (let s = 0; s < lines.halves.length; s++) {
    const count = layLine(room, lines, s, softness, first);
    if (count < 0) return null;
    spans.push([first, count]);
    first += count;
  }
  return { lines, inks, softness, spans };
}

/** One line's ink, its quads from `first` on in the list; how many there are, or -1 when there is no room. */
function layLine(room: Room, lines: Lines, s: number, softness: number, first: number): number {
  const { memory, pens, row, height, stride, distances, places, list } = room;
  const half = lines.halves[s]!;
  const quads = list.at + 4 * first;
  const { at, segments } = lineAt(room.points.at, lines, s);
  const count = memory.kernels.reach(
    at,
    segments,
    half + softness,
    row,
    height,
    distances.at,
    places.at,
    quads,
    list.length - first,
  );
  memory.kernels.layInk(
    quads,
    count,
    distances.at,
    places.at,
    half,
    softness,
    room.shares.at + 4 * pens * s,
    pens,
    4 * stride,
    room.blanks.at,
    lines.presences[s]!,
    room.ink.at,
    recordAt(room, first),
  );
  return count;
}

function lineAt(points: Address, { starts }: Lines, s: number): { at: Address; segments: number } {
  return { at: points + 8 * starts[s]!, segments: starts[s + 1]! - starts[s]! - 1 };
}

function recordAt({ records, pens }: Room, quad: number): Address {
  return records.at + 16 * (2 + pens) * quad;
}

/** From what the pens left blank to the picture. */
function look(room: Room, { colours, opaque, order, paper }: Inks, image: RgbImage): void {
  const { memory, pens, stride, row, height } = room;
  memory.floats(room.inks).set(colours.flatMap((rgb, n) => [...rgb, Number(opaque[n])]));
  memory.integers(room.order).set(order);
  memory.floats(room.paper).set(paper);
  memory.kernels.see(
    room.blanks.at,
    pens,
    4 * stride,
    row * height,
    room.order.at,
    room.inks.at,
    room.paper.at,
    room.image.at,
  );
  copyRows(memory.floats(room.image), row, image.data, image.width, image.width);
}

function goBack(
  room: Room,
  drawn: Drawn,
  gradient: RgbImage,
  weight: number,
  overdraw: number,
): PageGradients {
  const colours = lookBack(room, gradient, weight);
  const { memory, blanksGradient, asked, pens } = room;
  memory.floats(asked).set(memory.floats(blanksGradient));
  const { points, halves } = drawn.lines;
  memory.floats(room.pointsGradient).subarray(0, points.length).fill(0);
  const out = {
    points: memory.floats(room.pointsGradient).subarray(0, points.length),
    halves: new Float32Array(halves.length),
    shares: new Float32Array(pens * halves.length),
    presences: new Float32Array(halves.length),
    worth: new Float32Array(halves.length),
    colours,
    overdraw: 0,
  };
  const sums = memory.doubles(room.sums);
  const ofPens = memory.floats(room.sharesGradient);
  // In reverse: the first line that was laid is the last to see what the others leave of the gradient.
  for (let s = halves.length - 1; s >= 0; s--) {
    ofPens.fill(0);
    sums.fill(0);
    liftLine(room, drawn, s, overdraw);
    for (let n = 0; n < pens; n++)
      out.shares[pens * s + n] =
        ofPens[4 * n]! + ofPens[4 * n + 1]! + ofPens[4 * n + 2]! + ofPens[4 * n + 3]!;
    [out.halves[s], out.presences[s], out.worth[s]] = [sums[0]!, sums[1]!, sums[3]!];
    out.overdraw += sums[2]! / 2; // a pair is counted by both of its lines
  }
  return out;
}

/** From the picture to what the pens left blank; returns the gradient of the colours. */
function lookBack(room: Room, gradient: RgbImage, weight: number): Float32Array {
  const { memory, pens, stride, row, height } = room;
  memory.floats(room.image).fill(0); // a row's padding is not seen
  copyRows(gradient.data, gradient.width, memory.floats(room.image), row, gradient.width);
  const colours = memory.doubles(room.colours).fill(0);
  memory.kernels.seeBackward(
    room.image.at,
    weight,
    room.blanks.at,
    pens,
    4 * stride,
    row * height,
    room.order.at,
    room.inks.at,
    room.paper.at,
    room.scratch.at,
    room.blanksGradient.at,
    room.colours.at,
  );
  return Float32Array.from(colours);
}

function liftLine(room: Room, { lines, softness, spans }: Drawn, s: number, overdraw: number): void {
  const { memory, pens, row, stride } = room;
  const [first, count] = spans[s]!;
  const { at, segments } = lineAt(room.points.at, lines, s);
  memory.kernels.layInkBackward(
    room.list.at + 4 * first,
    count,
    recordAt(room, first),
    at,
    segments,
    lines.halves[s]!,
    softness,
    room.shares.at + 4 * pens * s,
    pens,
    row,
    4 * stride,
    room.blanksGradient.at,
    lines.presences[s]!,
    room.ink.at,
    overdraw,
    lineAt(room.pointsGradient.at, lines, s).at,
    room.sharesGradient.at,
    room.sums.at,
  );
}

function planeOf({ memory, row, height, stride }: Room, { at }: { at: Address }, pen: number): Float32Array {
  return memory.floats({ at: at + 4 * stride * pen, length: row * height });
}

/** Rows of one length become rows of another: what is beyond `length` numbers of each is left as it is. */
function copyRows(
  from: Float32Array,
  fromRow: number,
  to: Float32Array,
  toRow: number,
  length: number,
): void {
  if (fromRow === toRow) {
    to.set(from);
    return;
  }
  for (let i = 0, j = 0; i < from.length; i += fromRow, j += toRow) to.set(from.subarray(i, i + length), j);
}
