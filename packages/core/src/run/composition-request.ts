import type { Rgb8Image } from '../export/png.ts';
import type { Outlines } from '../import/svg-outlines.ts';
import type { Composition } from './composition.ts';
import type { JobColour } from './job.ts';
import { maskFrom, startFrom } from './picture-input.ts';

/** A composition with its pictures as they are given. */
export interface CompositionRequest extends Omit<Composition, 'mask' | 'start'> {
  /** A shape by name, the shapes of an SVG, or a picture whose dark parts take ink. */
  readonly mask?: Composition['mask'] | Outlines | Rgb8Image;
  /** A photograph, a drawing, an index map: any picture. */
  readonly start?: { readonly picture: Rgb8Image; readonly strength?: number };
}

/** How far a start's pens begin ahead: enough to be seen through 250 steps, little enough to be changed. */
const usualStrength = 2;

/** The composition as a job holds it: its pictures at the canvas's size, in the palette's colours. */
export function compositionOf(
  request: CompositionRequest,
  palette: readonly JobColour[],
  size: { readonly width: number; readonly height: number },
  fineness: number,
): Composition {
  const { mask, start, ...rest } = request;
  const [width, height] = [size.width * fineness, size.height * fineness];
  return {
    ...rest,
    ...(mask ? { mask: isComplete(mask) ? mask : maskFrom(mask, width, height) } : {}),
    ...(start
      ? { start: startFrom(start.picture, palette, width, height, start.strength ?? usualStrength) }
      : {}),
  };
}

function isComplete(mask: NonNullable<CompositionRequest['mask']>): mask is NonNullable<Composition['mask']> {
  return 'kind' in mask && mask.kind !== 'outlines';
}
