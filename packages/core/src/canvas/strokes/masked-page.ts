import { blankImage, type RgbImage } from '../../image.ts';
import type { Rgb } from '../../palette/colour.ts';
import type { Page } from './page.ts';

/** A page whose ink is seen through a stencil, [height, width] in [0, 1]: elsewhere is paper, and nothing is asked for. */
export function maskedPage(page: Page, cover: Float32Array, paper: Rgb): Page {
  const plane = cover.length;
  // X = paper + cover (ink - paper)
  const eachPixel = (to: Float32Array, from: Float32Array, base: Rgb): void => {
    for (let c = 0, i = 0; c < 3; c++)
      for (let k = 0; k < plane; k++, i++) to[i] = base[c]! + cover[k]! * (from[i]! - base[c]!);
  };
  let seen: RgbImage | null = null;
  return {
    draw(lines, inks, softness) {
      const image = page.draw(lines, inks, softness);
      seen ??= blankImage(image.width, image.height);
      eachPixel(seen.data, image.data, paper);
      return seen;
    },
    backward(gradient, weight, overdraw) {
      const inside = blankImage(gradient.width, gradient.height);
      eachPixel(inside.data, gradient.data, [0, 0, 0]);
      return page.backward(inside, weight, overdraw);
    },
    asked: (pen) => page.asked(pen),
  };
}
