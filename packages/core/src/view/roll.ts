import { blankImage, type RgbImage } from '../image.ts';
import type { Random } from '../random.ts';
import type { ViewSettings } from './views.ts';

/** A picture on a torus, moved by whole pixels to the right and down: what leaves it on one side enters on the other. */
export function roll({ width, height, data }: RgbImage, right: number, down: number): RgbImage {
  const out = blankImage(width, height);
  const wrap = (at: number, length: number): number => ((at % length) + length) % length;
  const shift = wrap(right, width);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      const row = data.subarray((c * height + y) * width, (c * height + y + 1) * width);
      const to = (c * height + wrap(y + down, height)) * width;
      out.data.set(row.subarray(0, width - shift), to + shift);
      out.data.set(row.subarray(width - shift), to);
    }
  }
  return out;
}

/** Where a tile is before a step's views are taken, and back. */
export interface TileTurn {
  readonly there: (image: RgbImage) => RgbImage;
  readonly back: (gradient: RgbImage) => RgbImage;
}

const still: TileTurn = { there: (image) => image, back: (gradient) => gradient };

/** A tile is moved to anywhere; what is no tile stays. */
export function drawTurn(
  { width, height }: { readonly width: number; readonly height: number },
  { beyond }: ViewSettings,
  random: Random,
): TileTurn {
  if (beyond !== 'wrap') return still;
  const [right, down] = [random.integer(0, width - 1), random.integer(0, height - 1)];
  return {
    there: (image) => roll(image, right, down),
    back: (gradient) => roll(gradient, -right, -down),
  };
}
