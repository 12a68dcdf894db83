import { rgbToHex, hexToRgb } from '../palette/colour.ts';
import type { Drawing, Path, PenLayer } from '../plot/drawing.ts';

/** What a drawing says about itself. */
export interface SvgMeta {
  readonly title?: string;
  /** Any text; a job as JSON makes the drawing repeatable. */
  readonly description?: string;
}

/** Which software a file is for. */
export interface SvgForm {
  /** `px` writes width and height as bare numbers of 1/96 inch, for software that does not read "mm" (saxi). */
  readonly units?: 'mm' | 'px';
  /** AxiDraw's codes of each layer, as it writes them: "!+S30+H40+D200"; see `LayerCodes`. */
  readonly codes?: readonly string[];
}

/**
 * A drawing as SVG that AxiDraw's software, Inkscape, vpype and saxi read as so many pens: user units are mm; a layer
 * per pen in plotting order, called "1 black 0.4" (AxiDraw and vpype take the pen from the number); in it nothing but
 * paths with absolute coordinates: straight lines, and cubic Beziers where strokes are splines. Pens without strokes are empty layers.
 */
export function writeSvg({ sheet, layers }: Drawing, meta: SvgMeta = {}, form: SvgForm = {}): string {
  const [width, height] = [number(sheet.widthMm), number(sheet.heightMm)];
  const size = (mm: number): string => (form.units === 'px' ? number((mm * 96) / 25.4) : `${number(mm)}mm`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"' +
      ` version="1.1" width="${size(sheet.widthMm)}" height="${size(sheet.heightMm)}" viewBox="0 0 ${width} ${height}">`,
    ...element('title', meta.title),
    ...element('desc', meta.description),
    ...layers.flatMap((layer, i) => writeLayer(layer, i, form.codes?.[i] ?? '')),
    '</svg>',
    '',
  ].join('\n');
}

function element(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`<${name}>${escape(text)}</${name}>`];
}

function writeLayer({ pen, paths }: PenLayer, index: number, codes: string): string[] {
  const width = number(pen.widthMm);
  const label = penLabel(index + 1, codes, pen.name, width);
  const attributes = {
    id: `layer${String(index + 1).padStart(2, '0')}`,
    'inkscape:groupmode': 'layer',
    'inkscape:label': label,
    fill: 'none',
    stroke: rgbToHex(hexToRgb(pen.hex)),
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  const opening = Object.entries(attributes).map(([name, value]) => `${name}="${escape(value)}"`);
  return [`<g ${opening.join(' ')}>`, ...paths.map((path) => `<path d="${pathData(path)}"/>`), '</g>'];
}

/** "1 black 0.4", "!2+S30 red 0.4": the pen's number first, as plotters' software looks for it there. */
function penLabel(penNumber: number, codes: string, name: string, width: string): string {
  const pause = codes.startsWith('!') ? '!' : '';
  return [`${pause}${penNumber}${codes.slice(pause.length)}`, name.trim().replace(/\s+/g, ' '), width]
    .filter((part) => part !== '')
    .join(' ');
}

/** The `d` of a path. */
export function pathData({ points, closed, curve }: Path): string {
  if (curve) return curveData(curve);
  const parts: string[] = [];
  for (let i = 0; i < points.length; i += 2) {
    parts.push(`${i === 0 ? 'M' : 'L'}${number(points[i]!)} ${number(points[i + 1]!)}`);
  }
  return parts.join('') + (closed ? 'Z' : '');
}

/** M x y C x1 y1 x2 y2 x y ... */
function curveData(curve: Float64Array): string {
  const numbers = Array.from(curve, number);
  return `M${numbers.slice(0, 2).join(' ')}C${numbers.slice(2).join(' ')}`;
}

/** Micrometres are enough. */
function number(mm: number): string {
  return String(Math.round(mm * 1000) / 1000 + 0);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML holds it; what XML 1.0 has no letter for is left out. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (letter) => entities[letter]!);
}
