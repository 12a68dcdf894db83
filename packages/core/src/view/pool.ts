import { blankImage, type RgbImage } from '../image.ts';

/** Averages factor x factor blocks: the network sees a coarser picture than the pens draw. */
export function pool(image: RgbImage, factor: number): RgbImage {
  if (factor === 1) return image;
  const out = blankImage(image.width / factor, image.height / factor);
  const share = 1 / factor ** 2;
  for (let row = 0; row < 3 * image.height; row++) {
    let coarse = Math.floor(row / factor) * out.width; // planes are whole numbers of blocks high
    for (let x = 0, i = row * image.width; x < out.width; x++, coarse++) {
      for (let k = 0; k < factor; k++, i++) out.data[coarse]! += share * image.data[i]!;
    }
  }
  return out;
}

/** The exact adjoint of `pool`. */
export function poolAdjoint(gradient: RgbImage, factor: number): RgbImage {
  if (factor === 1) return gradient;
  const out = blankImage(gradient.width * factor, gradient.height * factor);
  const share = 1 / factor ** 2;
  for (let row = 0; row < 3 * out.height; row++) {
    let coarse = Math.floor(row / factor) * gradient.width;
    for (let x = 0, i = row * out.width; x < gradient.width; x++, coarse++) {
      const value = share * gradient.data[coarse]!;
      for (let k = 0; k < factor; k++, i++) out.data[i] = value;
    }
  }
  return out;
}
