import type { Drawing, Path, PenLayer, Sheet } from '../drawing.ts';
import { paperTooSmall } from '../placement.ts';

/** From tip to tip of a cross. */
const crossMm = 5;

/** Between a cross and the edges of picture and sheet. */
const clearMm = 1;

/** Middles of the crosses: one in each corner of the margin, clockwise from the top left. */
export function crossCentres({ widthMm, heightMm, marginMm }: Sheet): readonly (readonly [number, number])[] {
  const [near, right, bottom] = [marginMm / 2, widthMm - marginMm / 2, heightMm - marginMm / 2];
  return [
    [near, near],
    [right, near],
    [right, bottom],
    [near, bottom],
  ];
}

/**
 * The drawing with registration marks in its margin: every pen that draws makes the same crosses in the corners, and
 * its number along the top. The sheet's margin then is what stays free beyond them. Errors: `paper-too-small` where
 * the margin cannot hold them.
 */
export function addRegistration({ sheet, layers }: Drawing): Drawing {
  const widest = Math.max(0, ...layers.map(({ pen }) => pen.widthMm));
  const free = sheet.marginMm / 2 - crossMm / 2 - widest / 2;
  if (free < clearMm) {
    const needed = crossMm + 2 * clearMm + widest;
    throw paperTooSmall(sheet, `has no room for registration marks: give a margin of ${needed} mm or more`);
  }
  const marked = layers.map((layer, i) =>
    layer.paths.length === 0 ? layer : withMarks(layer, i, layers.length, sheet),
  );
  return { sheet: { ...sheet, marginMm: free }, layers: marked };
}

function withMarks({ pen, paths }: PenLayer, index: number, count: number, sheet: Sheet): PenLayer {
  const crosses = crossCentres(sheet).flatMap(([x, y]) => [
    line(x - crossMm / 2, y, x + crossMm / 2, y),
    line(x, y - crossMm / 2, x, y + crossMm / 2),
  ]);
  const step = Math.min(8, (sheet.widthMm - 2 * sheet.marginMm) / count);
  const numberX = sheet.marginMm + index * step;
  const marks = [
    ...crosses.slice(0, 2),
    ...numeral(index + 1, numberX, sheet.marginMm / 2),
    ...crosses.slice(2),
  ];
  return { pen, paths: [...marks, ...paths] };
}

function line(...points: number[]): Path {
  return { points: Float64Array.from(points), closed: false };
}

/** Strokes of each digit on a field of 1 x 2, y downwards: x0 y0 x1 y1 ... */
const digits: readonly (readonly (readonly number[])[])[] = [
  [[0, 0, 1, 0, 1, 2, 0, 2, 0, 0]],
  [[0.2, 0.4, 0.6, 0, 0.6, 2]],
  [[0, 0, 1, 0, 1, 1, 0, 1, 0, 2, 1, 2]],
  [
    [0, 0, 1, 0, 1, 2, 0, 2],
    [0.2, 1, 1, 1],
  ],
  [
    [0, 0, 0, 1, 1, 1],
    [1, 0, 1, 2],
  ],
  [[1, 0, 0, 0, 0, 1, 1, 1, 1, 2, 0, 2]],
  [[1, 0, 0, 0, 0, 2, 1, 2, 1, 1, 0, 1]],
  [[0, 0, 1, 0, 0.4, 2]],
  [
    [0, 0, 1, 0, 1, 2, 0, 2, 0, 0],
    [0, 1, 1, 1],
  ],
  [[1, 1, 0, 1, 0, 0, 1, 0, 1, 2, 0, 2]],
];

const digitMm = 1.5;

/** A number in strokes, 3 mm high, from `leftMm` on and centred on `yMm`. */
export function numeral(value: number, leftMm: number, yMm: number): Path[] {
  return Array.from(String(value)).flatMap((digit, place) =>
    digits[Number(digit)]!.map((stroke) =>
      line(
        ...stroke.map((at, i) =>
          i % 2 === 0 ? leftMm + digitMm * (at + 1.5 * place) : yMm + digitMm * (at - 1),
        ),
      ),
    ),
  );
}
