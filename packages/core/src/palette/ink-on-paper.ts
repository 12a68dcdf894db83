import type { Rgb } from './colour.ts';

/*
 * What ink looks like: clear ink multiplies with what is below it, opaque ink covers it. The colour of a pen is that
 * of its ink on white paper, so on a sheet of colour s a clear ink i is seen as s * i.
 */

/** White paper. */
export const white: Rgb = [1, 1, 1];

/** An ink as it is seen on a sheet. */
export function seenOn(sheet: Rgb, ink: Rgb, opaque: boolean): Rgb {
  return opaque ? ink : combine(sheet, ink, (below, own) => below * own);
}

/** The ink that is seen so on a sheet; where the sheet has no light, the ink shows nothing and counts as white. */
export function inkSeenAs(sheet: Rgb, seen: Rgb, opaque: boolean): Rgb {
  return opaque ? seen : combine(sheet, seen, (below, own) => (below > 0 ? Math.min(1, own / below) : 1));
}

/** Two clear inks over each other, from how each is seen on the sheet alone: s i j = (s i) (s j) / s. */
export function overprinted(sheet: Rgb, one: Rgb, other: Rgb): Rgb {
  const both = combine(one, other, (a, b) => a * b);
  return combine(sheet, both, (below, own) => (below > 0 ? own / below : 0));
}

function combine(a: Rgb, b: Rgb, by: (a: number, b: number) => number): Rgb {
  return [by(a[0], b[0]), by(a[1], b[1]), by(a[2], b[2])];
}
