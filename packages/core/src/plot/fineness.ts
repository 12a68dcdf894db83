import { InkceptionError } from '../error.ts';
import type { IndexMap } from '../image.ts';
import { finestMm } from '../palette/pen-rules.ts';
import type { Pen } from '../palette/pen.ts';
import type { FillName } from './fills/fills.ts';
import { settingsOfPen, type PlotSettings } from './settings.ts';

/** Squares of the pitch that a fill may have, by how much it makes of each; more takes days to draw, and all memory. */
const mostSquares: Partial<Record<FillName, number>> = {
  spiral: 2e7,
  concentric: 2e7,
  flow: 2e7,
  scribble: 4e6,
  stipple: 4e6,
  'stipple-line': 4e6,
};

/**
 * Refuses what would become a file without end. `pens` by index of the map. Errors: `bad-option`, for a pen finer than
 * any, and for an area that its fill would have to cross too often.
 */
export function checkFineness(
  { indices }: IndexMap,
  pens: readonly (Pen | null)[],
  pixelMm: number,
  settings: PlotSettings,
): void {
  const counts = new Uint32Array(256);
  for (const index of indices) counts[index]! += 1;
  pens.forEach((pen, index) => {
    if (!pen) return;
    if (!(pen.widthMm >= finestMm)) {
      throw new InkceptionError(
        'bad-option',
        `pen "${pen.name}" is ${pen.widthMm} mm wide, expected at least ${finestMm} mm`,
      );
    }
    const { fill, pitchMm } = settingsOfPen(settings, index, pen);
    const squares = (counts[index]! * pixelMm ** 2) / pitchMm ** 2;
    const most = mostSquares[fill] ?? Infinity;
    if (squares > most) throw tooFine(pen, fill, pitchMm * Math.sqrt(squares / most));
  });
}

function tooFine({ name, widthMm }: Pen, fill: FillName, leastMm: number): InkceptionError {
  return new InkceptionError(
    'bad-option',
    `pen "${name}" (${widthMm} mm) is too fine to ${fill} so large an area: give wider pens, a --pitch of ` +
      `${(leastMm / widthMm).toFixed(1)} pen widths or more, a smaller sheet, or --fill hatch`,
  );
}
