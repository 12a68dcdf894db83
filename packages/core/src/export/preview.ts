import { InkceptionError } from '../error.ts';
import { hexToRgb } from '../palette/colour.ts';
import type { Drawing } from '../plot/drawing.ts';
import { inkOf, inkSize } from '../plot/ink.ts';
import type { Rgb8Image } from './png.ts';

/** How a drawing is shown. */
export interface PreviewOptions {
  /** Colour of the sheet, `#rrggbb`. */
  readonly paperHex: string;
  /** 8 unless given: a 0.4 mm pen is 3 pixels wide. */
  readonly pixelsPerMm?: number;
}

/** A4 at 40 pixels per mm. */
const mostPixels = 100_000_000;

/**
 * The sheet with the ink on it, 8-bit RGB, every pen at its true width. Ink multiplies with what is below it, paper or
 * other ink; opaque ink covers it. A pen that passes twice is not darker. Errors: `bad-option` for a bad colour,
 * `bad-size` for a picture without pixels or with too many.
 */
export function renderPreview(drawing: Drawing, { paperHex, pixelsPerMm = 8 }: PreviewOptions): Rgb8Image {
  const { sheet, layers } = drawing;
  const { width, height } = checkSize(inkSize(sheet, pixelsPerMm), pixelsPerMm);
  const light = new Float32Array(3 * width * height);
  const paper = hexToRgb(paperHex);
  for (let i = 0; i < light.length; i++) light[i] = paper[i % 3]!;
  for (const layer of layers) {
    if (layer.paths.length === 0) continue;
    layInk(
      light,
      inkOf(layer, sheet, pixelsPerMm).coverage,
      hexToRgb(layer.pen.hex),
      layer.pen.opaque === true,
    );
  }
  return { width, height, data: Uint8Array.from(light, (value) => Math.round(255 * value)) };
}

/** Light left by a coverage c of ink: below * (1 - c) + c * (opaque ? ink : below * ink). */
function layInk(light: Float32Array, coverage: Uint8Array, ink: readonly number[], opaque: boolean): void {
  for (let i = 0; i < coverage.length; i++) {
    const share = coverage[i]! / 255;
    if (share === 0) continue;
    for (let c = 0; c < 3; c++) {
      const below = light[3 * i + c]!;
      light[3 * i + c] = below + share * ((opaque ? 1 : below) * ink[c]! - below);
    }
  }
}

function checkSize(
  size: { width: number; height: number },
  pixelsPerMm: number,
): { width: number; height: number } {
  const pixels = size.width * size.height;
  if (pixelsPerMm > 0 && pixels <= mostPixels) return size;
  throw new InkceptionError(
    'bad-size',
    `a preview of ${size.width} x ${size.height} px at ${pixelsPerMm} pixels per mm, expected more than 0 and at most ${mostPixels} in all`,
  );
}
