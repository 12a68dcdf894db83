import { identity, type Matrix } from './svg-transform.ts';

/** Millimetres of the units of CSS; a pixel is 1/96 inch. */
const unitsMm: Readonly<Record<string, number>> = {
  '': 25.4 / 96,
  px: 25.4 / 96,
  pt: 25.4 / 72,
  pc: 25.4 / 6,
  in: 25.4,
  mm: 1,
  cm: 10,
  q: 0.25,
};

const pixelMm = 25.4 / 96;
const length = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)\s*$/i;

/** A length in mm; null for a share (%), what is relative to a font, and what is no length. */
export function lengthMm(text: string | undefined): number | null {
  const match = length.exec(text ?? '');
  const unit = match && unitsMm[match[2]!.toLowerCase()];
  return unit === null || unit === undefined ? null : Number(match![1]) * unit;
}

/** A length in user units, which are pixels where a unit is written; `whole` is what a share is of. */
export function lengthOf(text: string | undefined, whole: number, otherwise = 0): number {
  if (text === undefined) return otherwise;
  const share = length.exec(text);
  if (share?.[2] === '%') return (Number(share[1]) * whole) / 100;
  const mm = lengthMm(text);
  return mm === null ? otherwise : mm / pixelMm;
}

/** A box in user units; width and height are more than 0. */
export type ViewBox = readonly [x: number, y: number, width: number, height: number];

/** A `viewBox`; null where it is none or empty. */
export function parseViewBox(text: string | undefined): ViewBox | null {
  const numbers = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const fits = numbers.length === 4 && numbers.every(Number.isFinite) && numbers[2]! > 0 && numbers[3]! > 0;
  return fits ? (numbers as unknown as ViewBox) : null;
}

/** Puts a view box into a box of `width` x `height`. Source: SVG 1.1, 7.8 (`preserveAspectRatio`). */
function fitViewBox(
  [x, y, boxWidth, boxHeight]: ViewBox,
  width: number,
  height: number,
  aspect = 'xMidYMid',
): Matrix {
  let [scaleX, scaleY] = [width / boxWidth, height / boxHeight];
  if (!aspect.includes('none')) {
    scaleX = scaleY = aspect.includes('slice') ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
  }
  const spare = (axis: string, room: number): number => {
    const place = new RegExp(`${axis}(Min|Mid|Max)`, 'i').exec(aspect)?.[1]?.toLowerCase() ?? 'mid';
    return place === 'min' ? 0 : place === 'max' ? room : room / 2;
  };
  const left = spare('x', width - boxWidth * scaleX);
  return [scaleX, 0, 0, scaleY, left - x * scaleX, spare('Y', height - boxHeight * scaleY) - y * scaleY];
}

/** The size of a drawing in mm, and what brings its user units there; null where the file does not say. */
export interface Viewport {
  readonly size: readonly [widthMm: number, heightMm: number] | null;
  readonly toMm: Matrix;
}

/** The viewport of a root element: its width and height, or its view box in pixels of 1/96 inch. */
export function rootViewport(attributes: Readonly<Record<string, string>>): Viewport {
  const box = parseViewBox(attributes['viewBox']);
  const [width, height] = [lengthMm(attributes['width']), lengthMm(attributes['height'])];
  if (!box) {
    const size = width !== null && height !== null ? ([width, height] as const) : null;
    return { size, toMm: [pixelMm, 0, 0, pixelMm, 0, 0] };
  }
  const widthMm = width ?? (height === null ? box[2] * pixelMm : (height * box[2]) / box[3]);
  const heightMm = height ?? (widthMm * box[3]) / box[2];
  return {
    size: [widthMm, heightMm],
    toMm: fitViewBox(box, widthMm, heightMm, attributes['preserveAspectRatio']),
  };
}

/** Whether a root element says a size or a view box that is none; a share (%) of nobody knows what is no size, but common. */
export function isOddSize({ width, height, viewBox }: Readonly<Record<string, string>>): boolean {
  const isLength = (text: string | undefined): boolean =>
    text === undefined || text.trim() === 'auto' || length.test(text);
  return !isLength(width) || !isLength(height) || (viewBox !== undefined && parseViewBox(viewBox) === null);
}

/** The inner coordinates of a nested `<svg>` or a `<symbol>` that is used at a size. */
export function innerViewport(
  attributes: Readonly<Record<string, string>>,
  width: number | null,
  height: number | null,
): Matrix {
  const box = parseViewBox(attributes['viewBox']);
  if (!box) return identity;
  return fitViewBox(box, width ?? box[2], height ?? box[3], attributes['preserveAspectRatio']);
}
