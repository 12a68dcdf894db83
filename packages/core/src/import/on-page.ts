import { InkceptionError } from '../error.ts';
import type { Drawing } from '../plot/drawing.ts';
import { boundsOf } from '../plot/geometry/polyline.ts';

const roundingMm = 0.001;

/**
 * Refuses ink that reaches over the edge of a file's page, where other programs cut it off, or into a margin. Errors:
 * `paper-too-small`.
 */
export function checkOnPage({ sheet, layers }: Drawing, source: string): void {
  const { widthMm, heightMm, marginMm } = sheet;
  const beyond = layers.map(({ pen, paths }) => {
    const bounds = boundsOf(
      paths.map(({ points }) => points),
      pen.widthMm / 2 + marginMm,
    );
    if (!bounds) return 0;
    return Math.max(-bounds.leftMm, -bounds.topMm, bounds.rightMm - widthMm, bounds.bottomMm - heightMm);
  });
  const most = Math.max(...beyond);
  if (most < roundingMm) return;
  throw new InkceptionError(
    'paper-too-small',
    `ink of ${source} reaches ${most.toFixed(2)} mm beyond its page of ${widthMm.toFixed(1)} x ${heightMm.toFixed(1)} mm: ` +
      'give --size fit, or a --paper in whose middle it is put',
  );
}
