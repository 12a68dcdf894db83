import type { Drawing, PenLayer } from '../drawing.ts';

/** How much ink each square millimetre of a sheet takes. */
export interface InkLoad {
  /** Cells of 1 mm. */
  readonly width: number;
  readonly height: number;
  /** Passes, all pens together, [height, width]: ink laid over area. */
  readonly passes: Float32Array;
  /** Of each layer: its most, and where. */
  readonly perPen: readonly InkPeak[];
  /** Of all together. */
  readonly peak: InkPeak;
}

/** Where most ink lies: passes, and mm from the top left corner of the sheet. */
export interface InkPeak {
  readonly passes: number;
  readonly xMm: number;
  readonly yMm: number;
}

/** Passes that drawing paper bears; more cockles it, or the nib digs in. */
export const usualInkLimit = 5;

/**
 * The ink of a drawing in passes: length x pen width over area, by square millimetres, mixed with their
 * neighbours so that single lines do not show. One solid layer is about 1.2.
 */
export function inkLoad({ sheet, layers }: Drawing): InkLoad {
  const [width, height] = [Math.max(1, Math.ceil(sheet.widthMm)), Math.max(1, Math.ceil(sheet.heightMm))];
  const perPen = layers.map((layer) => smooth(spread(layer, width, height), width, height));
  const passes = new Float32Array(width * height);
  for (const own of perPen) own.forEach((value, i) => (passes[i]! += value));
  return {
    width,
    height,
    passes,
    perPen: perPen.map((own) => peakOf(own, width)),
    peak: peakOf(passes, width),
  };
}

/** Steps along strokes, mm. */
const stepMm = 0.25;

function spread({ pen, paths }: PenLayer, width: number, height: number): Float32Array {
  const load = new Float32Array(width * height);
  for (const { points, closed } of paths) {
    for (let i = 0; i < points.length - (closed ? 0 : 2); i += 2) {
      const j = (i + 2) % points.length;
      const [x, y, dx, dy] = [
        points[i]!,
        points[i + 1]!,
        points[j]! - points[i]!,
        points[j + 1]! - points[i + 1]!,
      ];
      const length = Math.hypot(dx, dy);
      const pieces = Math.max(1, Math.ceil(length / stepMm));
      for (let k = 0; k < pieces; k++) {
        const t = (k + 0.5) / pieces;
        addAround(load, width, height, x + t * dx, y + t * dy, (length / pieces) * pen.widthMm);
      }
    }
  }
  return load;
}

/** Shares ink among the four cells whose middles are around a place. */
function addAround(
  load: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  ink: number,
): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, low] = [x - 0.5 - left, y - 0.5 - top];
  for (let row = top; row <= top + 1; row++) {
    for (let column = left; column <= left + 1; column++) {
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const share = (column === left ? 1 - right : right) * (row === top ? 1 - low : low);
      load[row * width + column]! += share * ink;
    }
  }
}

/** Means over 3 x 3 cells, the outer ones by half. */
function smooth(load: Float32Array, width: number, height: number): Float32Array {
  const across = pass(load, width * height, 1, (i) => i % width, width);
  return pass(across, width * height, width, (i) => Math.floor(i / width), height);
}

function pass(
  load: Float32Array,
  count: number,
  step: number,
  placeOf: (i: number) => number,
  size: number,
): Float32Array {
  const result = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const place = placeOf(i);
    const before = place > 0 ? load[i - step]! : 0;
    const after = place < size - 1 ? load[i + step]! : 0;
    result[i] = (before + 2 * load[i]! + after) / 4;
  }
  return result;
}

function peakOf(load: Float32Array, width: number): InkPeak {
  let at = 0;
  for (let i = 1; i < load.length; i++) if (load[i]! > load[at]!) at = i;
  return { passes: load[at]!, xMm: (at % width) + 0.5, yMm: Math.floor(at / width) + 0.5 };
}

/** What to tell about too much ink: each pen above the limit alone, else the place where all together are. */
export function inkWarnings({ perPen, peak }: InkLoad, { layers }: Drawing, limit = usualInkLimit): string[] {
  const say = (who: string, { passes, xMm, yMm }: InkPeak): string =>
    `${who} ${passes.toFixed(1)} passes at ${xMm.toFixed(0)}, ${yMm.toFixed(0)} mm, more than ${limit}: paper may cockle or tear; a wider pitch or less overlap helps`;
  const alone = perPen.flatMap((own, i) =>
    own.passes > limit ? [say(`pen ${i + 1} ${layers[i]!.pen.name} lays`, own)] : [],
  );
  return alone.length > 0 || peak.passes <= limit ? alone : [say('all pens together lay', peak)];
}
