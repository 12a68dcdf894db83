import { InkceptionError } from '../error.ts';
import { hexToRgb, rgbToBytes } from '../palette/colour.ts';
import type { Pen } from '../palette/pen.ts';
import type { Drawing } from '../plot/drawing.ts';
import { inkOf, inkSize } from '../plot/ink/ink.ts';
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
  const data = new Uint8Array(3 * width * height);
  rgbToBytes(hexToRgb(paperHex)).forEach((byte, c) => {
    for (let i = c; i < data.length; i += 3) data[i] = byte;
  });
  for (const layer of layers) {
    if (layer.paths.length > 0) layInk(data, inkOf(layer, sheet, pixelsPerMm).coverage, layer.pen);
  }
  return { width, height, data };
}

/** What a coverage c of ink leaves of the light: below * (1 - c) + c * (opaque ? ink : below * ink). */
function layInk(data: Uint8Array, coverage: Uint8Array, { hex, opaque }: Pen): void {
  const inked = hexToRgb(hex).map((ink) =>
    Uint8Array.from(bytes, (below) => Math.round(opaque ? 255 * ink : below * ink)),
  );
  for (let c = 0; c < 3; c++) {
    const table = inked[c]!;
    for (let i = 0, at = c; i < coverage.length; i++, at += 3) {
      const covered = coverage[i]!;
      if (covered === 0) continue;
      const below = data[at]!;
      data[at] =
        covered === 255 ? table[below]! : Math.round(below + (covered / 255) * (table[below]! - below));
    }
  }
}

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

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
