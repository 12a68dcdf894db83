import type { Pen } from '../palette/pen.ts';
import type { Drawing, Path, Sheet } from '../plot/drawing.ts';
import { addRegistration, numeral } from '../plot/finish/registration.ts';
import { swatchLayout, swatchPitch, type Patch } from './swatch-layout.ts';

/** Lines of a solid patch, in pen widths. */
const solidPitch = 0.85;

/**
 * A sheet to plot and scan: every pen alone, hatched, and under every later one, with registration marks. Layers are
 * the pens in their order. Errors: `paper-too-small`.
 */
export function swatchDrawing(pens: readonly Pen[], sheet: Sheet): Drawing {
  const { patches, numbers } = swatchLayout(pens, sheet);
  const layers = pens.map((pen, i) => ({
    pen,
    paths: [
      ...numeral(i + 1, ...numbers[i]!),
      ...patches
        .filter(({ pen: under, over }) => under === i || over === i)
        .map((patch) => fillPatch(patch, pen, i)),
    ],
  }));
  return addRegistration({ sheet, layers });
}

/** To and fro over a square; the pen that comes over another goes down, not across. */
function fillPatch({ kind, over, leftMm, topMm, sizeMm }: Patch, { widthMm }: Pen, pen: number): Path {
  const inset = widthMm / 2;
  const pitch = widthMm * (kind === 'hatched' ? swatchPitch : solidPitch);
  const lines = Math.max(1, Math.floor((sizeMm - widthMm) / pitch) + 1);
  // Whole patches of hatching: with the same pitch everywhere, so that its share of ink says the line's width.
  const step = kind === 'hatched' ? pitch : (sizeMm - widthMm) / Math.max(1, lines - 1);
  const points = new Float64Array(4 * lines);
  for (let k = 0; k < lines; k++) {
    const [from, to] = k % 2 === 0 ? [inset, sizeMm - inset] : [sizeMm - inset, inset];
    const across = inset + k * step;
    const ends = over === pen ? [across, from, across, to] : [from, across, to, across];
    ends.forEach((value, i) => (points[4 * k + i] = value + (i % 2 === 0 ? leftMm : topMm)));
  }
  return { points, closed: false };
}
