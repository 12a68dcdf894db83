import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import { badOption, wholeNumber } from '../option.ts';
import type { Sheet } from '../plot/drawing.ts';
import { centredPlacement, roomOf, type Placement } from '../plot/placement.ts';

/** Where a picture lies within the margin, how large, and how often. */
export interface Layout {
  /** Of the middle, as shares of the room across and down; [0.5, 0.5] is the middle. */
  readonly place: readonly [across: number, down: number];
  /** Size as a share of the largest that fits. */
  readonly scale: number;
  /** Copies side by side and below each other. */
  readonly repeat: readonly [columns: number, rows: number];
}

/** One picture in the middle, as large as it fits. */
export const usualLayout: Layout = { place: [0.5, 0.5], scale: 1, repeat: [1, 1] };

/** A picture as it is plotted. */
export interface LaidOut {
  /** Of all copies. */
  readonly placement: Placement;
  /** Of one copy, one in the middle. */
  readonly copy: Placement;
}

const mostCopies = 64;

/** The layout, when its numbers make sense. Errors: `bad-option`. */
export function checkLayout(layout: Layout): Layout {
  const { place, scale, repeat } = layout;
  if (!place.every((share) => share >= 0 && share <= 1))
    throw badOption(
      `the place is ${place.join(', ')}, expected shares of the room from 0 to 1: 0.5,0.5 is the middle`,
    );
  if (!(scale > 0 && scale <= 1)) throw badOption(`the scale is ${scale}, expected more than 0, to 1`);
  repeat.forEach((count) => wholeNumber('repeat', count, 1, mostCopies));
  return layout;
}

/**
 * Places a picture and its copies on a sheet. Errors: `bad-option` where they leave the margin, with what would fit.
 */
export function layOnSheet(
  size: { readonly width: number; readonly height: number },
  sheet: Sheet,
  layout: Layout = usualLayout,
): LaidOut {
  const [columns, rows] = layout.repeat;
  const repeated = { width: size.width * columns, height: size.height * rows };
  const { pixelMm: largest } = centredPlacement(repeated, sheet);
  const pixelMm = largest * layout.scale;
  const room = roomOf(sheet);
  const [leftMm, topMm] = [repeated.width, repeated.height].map((length, axis) => {
    const sizeMm = length * pixelMm;
    const startMm = layout.place[axis]! * room[axis]! - sizeMm / 2;
    const slack = 1e-6 * room[axis]!;
    if (startMm < -slack || startMm + sizeMm > room[axis]! + slack)
      throw leavesMargin(layout, axis, sizeMm / room[axis]!);
    return sheet.marginMm + Math.min(Math.max(0, startMm), room[axis]! - sizeMm);
  }) as [number, number];
  const placement = { leftMm, topMm, pixelMm };
  const copy = {
    leftMm: leftMm + Math.floor(columns / 2) * size.width * pixelMm,
    topMm: topMm + Math.floor(rows / 2) * size.height * pixelMm,
    pixelMm,
  };
  return { placement, copy };
}

const mostPixels = 8192 * 8192;

/** The map with its copies. Errors: `bad-size` for more pixels than can be plotted. */
export function repeatMap(map: IndexMap, layout: Layout = usualLayout): IndexMap {
  const [columns, rows] = layout.repeat;
  if (columns * rows === 1) return map;
  const [width, height] = [map.width * columns, map.height * rows];
  if (width * height > mostPixels) {
    throw new InkceptionError(
      'bad-size',
      `${columns} x ${rows} copies of ${map.width} x ${map.height} px are ${width} x ${height} px, ${mostPixels} at most: repeat it less often, or give less detail`,
    );
  }
  const indices = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y % map.height) * map.width;
    const row = map.indices.subarray(from, from + map.width);
    for (let column = 0; column < columns; column++) indices.set(row, y * width + column * map.width);
  }
  return { width, height, indices };
}

function leavesMargin({ place, scale }: Layout, axis: number, share: number): InkceptionError {
  const [low, high] = [share / 2, 1 - share / 2].map((value) => Number(value.toFixed(2)));
  const where = axis === 0 ? 'across' : 'down';
  return badOption(
    `at place ${place.join(',')} with scale ${scale} the picture leaves the margin: ${where} it fits from ${low} to ${high}; a smaller scale gives more room`,
  );
}
