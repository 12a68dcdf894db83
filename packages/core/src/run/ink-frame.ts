import { insideOf } from '../canvas/mask.ts';
import type { Path } from '../plot/drawing.ts';
import { formOf } from './job-form.ts';
import type { Job } from './job.ts';
import { layOnSheet } from './layout.ts';

/** Shares of a picture's sides, from its top left corner. */
interface Extent {
  readonly x: readonly [left: number, right: number];
  readonly y: readonly [top: number, bottom: number];
}

/**
 * A line by a pen along the edge of all that a job's picture and its copies may ink, mm on the sheet. Errors:
 * `bad-option` where the picture leaves the margin.
 */
export function inkFrame(job: Job, penWidthMm: number): Path {
  const { size, sheet, settings, composition } = job;
  const [width, height] = [size.width * settings.fineness, size.height * settings.fineness];
  const { leftMm, topMm, pixelMm } = layOnSheet({ width, height }, sheet, composition?.layout).placement;
  const [columns, rows] = composition?.layout?.repeat ?? [1, 1];
  const { x, y } = extentOf(job);
  const near = (startMm: number, share: number, sideMm: number): number =>
    startMm + share * sideMm + penWidthMm / 2;
  const far = (startMm: number, share: number, sideMm: number, copies: number): number =>
    startMm + (copies - 1 + share) * sideMm - penWidthMm / 2;
  const [left, right] = [near(leftMm, x[0], width * pixelMm), far(leftMm, x[1], width * pixelMm, columns)];
  const [top, bottom] = [near(topMm, y[0], height * pixelMm), far(topMm, y[1], height * pixelMm, rows)];
  return { points: Float64Array.of(left, top, right, top, right, bottom, left, bottom), closed: true };
}

/** What the mask, where there is one, leaves of a picture. */
function extentOf(job: Job): Extent {
  const { mask } = formOf(job);
  const { width, height } = job.size;
  const [columns, rows] = [new Set<number>(), new Set<number>()];
  if (mask)
    insideOf(mask, width, height).forEach((inside, i) => {
      if (inside === 0) return;
      columns.add(i % width);
      rows.add(Math.floor(i / width));
    });
  return { x: sharesOf(columns, width), y: sharesOf(rows, height) };
}

function sharesOf(pixels: ReadonlySet<number>, length: number): [number, number] {
  if (pixels.size === 0) return [0, 1];
  return [Math.min(...pixels) / length, (Math.max(...pixels) + 1) / length];
}
