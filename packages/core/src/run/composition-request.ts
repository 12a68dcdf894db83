import type { Rgb8Image } from '../export/png.ts';
import { InkceptionError } from '../error.ts';
import { badOption } from '../option.ts';
import type { Settings } from '../excite/settings.ts';
import type { Outlines } from '../import/svg-outlines.ts';
import type { JsonRecord } from '../json-record.ts';
import type { Composition, LinesStart, PngStart } from './composition.ts';
import type { Job, JobColour } from './job.ts';
import { maskFrom, startFrom } from './picture-input.ts';
import {
  readLines,
  startFromLines,
  startFromStrokes,
  type StrokesRequest,
  type SvgStart,
} from './stroke-start.ts';

/** A composition with its pictures as they are given. */
export interface CompositionRequest extends Omit<Composition, 'mask' | 'start'> {
  /** A shape by name, the shapes of an SVG, or a picture whose dark parts take ink. */
  readonly mask?: Composition['mask'] | Outlines | Rgb8Image;
  readonly start?: (PictureRequest | StrokesRequest) & {
    /** Logits by which its pens begin ahead. */
    readonly strength?: number;
  };
}

interface PictureRequest {
  /** A photograph, a drawing, an index map: any picture; or, for strokes, the lines of an SVG. */
  readonly picture: Rgb8Image | SvgStart;
}

/** How far a start's pens begin ahead: enough to be seen through 250 steps, little enough to be changed. */
const usualStrength = 2;

/** The composition as a job holds it: its pictures at the canvas's size, in the palette's colours. */
export function compositionOf(
  request: CompositionRequest,
  palette: readonly JobColour[],
  size: { readonly width: number; readonly height: number },
  settings: Settings,
): Composition {
  const { mask, start, ...rest } = request;
  const { fineness } = settings;
  const [width, height] = [size.width * fineness, size.height * fineness];
  return {
    ...rest,
    ...(mask ? { mask: isComplete(mask) ? mask : maskFrom(mask, width, height) } : {}),
    ...(start ? { start: startOf(start, palette, size, settings) } : {}),
  };
}

function isComplete(mask: NonNullable<CompositionRequest['mask']>): mask is NonNullable<Composition['mask']> {
  return 'kind' in mask && mask.kind !== 'outlines';
}

function startOf(
  start: NonNullable<CompositionRequest['start']>,
  palette: readonly JobColour[],
  { width, height }: Job['size'],
  { fineness, canvas, strokes }: Settings,
): PngStart | LinesStart {
  const { strength = usualStrength } = start;
  if (!Number.isFinite(strength) || strength < 0)
    throw badOption(`the start's strength is ${strength}, expected 0 or more`);
  if ('strokes' in start) return startFromStrokes(start, palette, strength);
  const { picture } = start;
  if ('data' in picture) return startFrom(picture, palette, fineness * width, fineness * height, strength);
  if (canvas !== 'strokes')
    throw new InkceptionError('bad-option', `${picture.source}: areas begin as a PNG; an SVG is for strokes`);
  const lines = readLines(picture, { width, height }).slice(0, strokes.count);
  return startFromLines(lines, palette, strokes.controls, strength);
}

/** What a start changes in a recipe's settings, before the user does: as many strokes as a drawing has. */
export function settingsForStart({ start }: CompositionRequest, size: Job['size']): JsonRecord {
  if (!start) return {};
  if ('strokes' in start) return { strokes: { count: start.strokes.length } };
  return 'data' in start.picture ? {} : { strokes: { count: readLines(start.picture, size).length } };
}
