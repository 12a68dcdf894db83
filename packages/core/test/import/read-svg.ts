import { readSvgDrawing, type SvgDrawingOptions } from '../../src/import/svg-drawing.ts';
import type { Drawing } from '../../src/plot/drawing.ts';

const asItIs: SvgDrawingOptions = {
  pens: null,
  penWidthMm: null,
  split: 'auto',
  sheet: null,
  sizeMm: null,
  toleranceMm: 0.01,
};

export function svg(inside: string, root = 'width="100mm" height="80mm" viewBox="0 0 100 80"'): Uint8Array {
  const spaces =
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"';
  return new TextEncoder().encode(`<svg ${spaces} ${root}>${inside}</svg>`);
}

export function read(
  bytes: Uint8Array,
  options: Partial<SvgDrawingOptions> = {},
): { drawing: Drawing; warnings: string[] } {
  return readSvgDrawing(bytes, 'x.svg', { ...asItIs, ...options });
}

export const line = 'fill="none" stroke="black" stroke-width="1"';

/** Layers of Inkscape's, one of them of notes. */
export const layered = `<g inkscape:groupmode="layer" inkscape:label="!2+S30 fine red 0.4" id="a"><path ${line} d="M0 0H10"/><path fill="none" stroke="red" d="M0 5H10"/></g><g inkscape:groupmode="layer" inkscape:label="3 gold"><g><path ${line} d="M0 9H10"/></g></g><g inkscape:groupmode="layer" inkscape:label="%notes"><path ${line} d="M0 9H90"/></g>`;
