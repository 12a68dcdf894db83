import { InkceptionError } from '../error.ts';
import { writeAnimation } from '../export/animation.ts';
import { proveGcode } from '../export/gcode-reader.ts';
import { writeGcode } from '../export/gcode.ts';
import { proveHpgl } from '../export/hpgl-reader.ts';
import { writeHpgl } from '../export/hpgl.ts';
import { inkLoadPicture } from '../export/ink-load-picture.ts';
import { codesOfLayers } from '../export/layer-codes.ts';
import { decodeRgb8Png } from '../export/png-reader.ts';
import { encodeRgb8Png, type PngTexts, type Rgb8Image } from '../export/png.ts';
import { proveSvg } from '../export/svg-reader.ts';
import { writeSvg, type SvgForm, type SvgMeta } from '../export/svg.ts';
import type { Drawing } from '../plot/drawing.ts';
import { layerNamed } from '../plot/finish/layer-named.ts';
import type { Finished } from './finish-drawing.ts';
import type { ExtraFormat, OutputSettings } from './output-settings.ts';

/** What a drawing's files say about themselves. */
export interface DrawingMeta {
  readonly title: string;
  /** A job as JSON makes the drawing repeatable. */
  readonly description: string;
  /** Of the paper that an animation is drawn on. */
  readonly paperHex: string;
}

/**
 * The files of a drawing by name: `drawing.svg`, `preview.png` and what was asked for beside them. Each is read back
 * and proved to be the drawing before it is handed out. Errors: `bad-svg`, `bad-file`, `bad-image`.
 */
export function drawingFiles(
  { drawing, load }: Finished,
  preview: Rgb8Image,
  output: OutputSettings,
  meta: DrawingMeta,
): Map<string, Uint8Array> {
  const codes = codesOfLayers(output.codes, (pen) => layerNamed(drawing.layers, pen), drawing.layers.length);
  const png = { Title: meta.title, Description: meta.description, Software: 'inkception' };
  const writers: Readonly<Record<ExtraFormat, () => [string, Uint8Array][]>> = {
    'svg-px': () => [['drawing-px.svg', provedSvg(drawing, meta, { codes, units: 'px' })]],
    'per-pen': () => penFiles(drawing, meta),
    hpgl: () => [['drawing.hpgl', provedHpgl(drawing)]],
    gcode: () => [['drawing.gcode', provedGcode(drawing, output)]],
    'ink-load': () => [['ink-load.png', provedPng(inkLoadPicture(load), png)]],
    animation: () => [['animation.svg', utf8.encode(writeAnimation(drawing, meta.paperHex))]],
  };
  return new Map([
    ['drawing.svg', provedSvg(drawing, meta, { codes })],
    ['preview.png', provedPng(preview, png)],
    ...output.formats.flatMap((format) => writers[format]()),
  ]);
}

const utf8 = new TextEncoder();

function provedSvg(drawing: Drawing, meta: SvgMeta, form: SvgForm): Uint8Array {
  const svg = writeSvg(drawing, meta, form);
  proveSvg(svg, drawing, form);
  return utf8.encode(svg);
}

/** A file for each pen that draws: the one form that every driver reads. */
function penFiles({ sheet, layers }: Drawing, meta: SvgMeta): [string, Uint8Array][] {
  return layers.flatMap((layer, i): [string, Uint8Array][] => {
    const name = `pen-${i + 1}-${slug(layer.pen.name)}.svg`;
    return layer.paths.length === 0 ? [] : [[name, provedSvg({ sheet, layers: [layer] }, meta, {})]];
  });
}

/** A name that every file system takes. */
function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 40) || 'pen';
}

function provedHpgl(drawing: Drawing): Uint8Array {
  const text = writeHpgl(drawing);
  proveHpgl(text, drawing);
  return utf8.encode(text);
}

function provedGcode(drawing: Drawing, { gcode }: OutputSettings): Uint8Array {
  const text = writeGcode(drawing, gcode);
  proveGcode(text, drawing, gcode);
  return utf8.encode(text);
}

function provedPng(image: Rgb8Image, texts: PngTexts): Uint8Array {
  const bytes = encodeRgb8Png(image, texts);
  const read = decodeRgb8Png(bytes);
  const same = read.width === image.width && read.data.every((byte, i) => byte === image.data[i]);
  if (!same)
    throw new InkceptionError('bad-file', 'the written PNG is not the picture that was to be written');
  return bytes;
}
