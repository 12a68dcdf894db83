import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sideBySide, upscaleNearest } from '../../src/export/compare.ts';
import { blankImage, type RgbImage } from '../../src/image.ts';

function pixel({ width, height, data }: RgbImage, x: number, y: number): number[] {
  return [0, 1, 2].map((c) => data[(c * height + y) * width + x]!);
}

function plain(width: number, height: number, colour: readonly number[]): RgbImage {
  const image = blankImage(width, height);
  image.data.forEach((_, i) => (image.data[i] = colour[Math.floor(i / (width * height))]!));
  return image;
}

describe('two pictures side by side', () => {
  it('stand left and right of a white gap', () => {
    const both = sideBySide(plain(2, 1, [0, 0.5, 1]), plain(3, 1, [1, 0, 0]), 1);
    expect([both.width, both.height]).toEqual([6, 1]);
    const row = [0, 1, 2, 3, 5].map((x) => pixel(both, x, 0));
    expect(row).toEqual([
      [0, 0.5, 1],
      [0, 0.5, 1],
      [1, 1, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('of different heights are white below the shorter', () => {
    const both = sideBySide(plain(1, 1, [0, 0, 0]), plain(1, 2, [0, 0, 1]), 0);
    expect([pixel(both, 0, 1), pixel(both, 1, 1)]).toEqual([
      [1, 1, 1],
      [0, 0, 1],
    ]);
  });
});

describe('a picture with larger pixels', () => {
  it('has each pixel as a square', () => {
    const side = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(side, side, side, (width, height, factor) => {
        const data = Float32Array.from({ length: 3 * width * height }, (_, i) => i);
        const image = { width, height, data };
        const large = upscaleNearest(image, factor);
        expect([large.width, large.height]).toEqual([width * factor, height * factor]);
        for (let y = 0; y < large.height; y++) {
          for (let x = 0; x < large.width; x++) {
            const [fromX, fromY] = [Math.floor(x / factor), Math.floor(y / factor)];
            expect(pixel(large, x, y)).toEqual(pixel(image, fromX, fromY));
          }
        }
      }),
    );
  });

  it('may be an index map', () => {
    const map = { width: 2, height: 1, indices: Uint8Array.of(4, 7) };
    expect(upscaleNearest(map, 2)).toEqual({
      width: 4,
      height: 2,
      indices: Uint8Array.of(4, 4, 7, 7, 4, 4, 7, 7),
    });
  });

  it('is refused for a factor that is no whole number', () => {
    for (const factor of [0, -1, 1.5, NaN]) {
      expect(() => upscaleNearest(blankImage(1, 1), factor)).toThrow(
        `factor is ${factor}, expected a whole number`,
      );
    }
  });
});
