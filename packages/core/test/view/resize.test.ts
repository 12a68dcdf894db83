import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../src/image.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { fitWithin, resize } from '../../src/view/resize.ts';

const noise = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: fillNormal(new Float32Array(3 * width * height), seededRandom(1), 0.5, 0.2),
});

describe('a picture at another size', () => {
  it.each([
    [12, 9, 4, 3],
    [5, 7, 13, 8],
    [30, 30, 7, 11],
  ])('%d x %d to %d x %d: a plane stays a plane, inside', (width, height, w, h) => {
    const ramp: RgbImage = {
      width,
      height,
      data: Float32Array.from({ length: 3 * width * height }, (_, i) => ((i % width) + 0.5) / width),
    };
    const { data } = resize(ramp, w, h);
    const margin = Math.ceil(w / 5);
    for (let x = margin; x < w - margin; x++) expect(data[x]).toBeCloseTo((x + 0.5) / w, 2);
  });

  it('is itself at its own size', () => {
    const image = noise(9, 4);
    expect(resize(image, 9, 4)).toBe(image);
  });

  it('fits, centred on white', () => {
    const black = { width: 10, height: 5, data: new Float32Array(150) };
    const { data } = fitWithin(black, 8, 8);
    const column = Array.from({ length: 8 }, (_, y) => data[y * 8 + 3]);
    expect(column).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
  });
});
