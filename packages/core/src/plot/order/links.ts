import { liesInInk, type InkMask } from './ink-mask.ts';

/** When the pen stays on the paper between two strokes, as the way leaves no ink but where there is some. */
export interface Links {
  /** Any way this short, mm: the round ends of the strokes cover it. */
  readonly joinMm: number;
  /** Ways up to `linkMm` that lie in the ink of these strokes. */
  readonly ink?: InkMask;
  readonly linkMm?: number;
}

/** Whether the pen may stay down from a to b. */
export function staysDown(
  { joinMm, ink, linkMm = 0 }: Links,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2;
  if (squared <= joinMm ** 2) return true;
  return ink !== undefined && squared <= linkMm ** 2 && liesInInk(ink, ax, ay, bx, by);
}
