import { InkceptionError } from '../../error.ts';
import { reachOf, surely, type MaskDepth } from '../mask-depth.ts';
import type { StrokeModel, StrokeSettings } from './model.ts';

/**
 * Errors: `paper-too-small` where the pens' strokes are longer, even straight, than what a mask leaves them half a pen off
 * its border.
 */
export function checkMaskRoom(
  mask: MaskDepth,
  { pens, side, within }: StrokeModel,
  { leastLength }: StrokeSettings,
): void {
  const room = Math.max(0, reachOf(mask, surely(within.margin, mask)));
  const widths = pens.map(({ width }) => width / side);
  const least = leastLength * Math.min(...widths);
  if (room > least) return;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  throw new InkceptionError(
    'paper-too-small',
    `half a pen of ${percent(Math.max(...widths))} of the picture off its border the mask is ${percent(room)} long, a stroke at least ${percent(least)} (strokes.leastLength): give larger paper, a finer pen or a wider mask`,
  );
}
