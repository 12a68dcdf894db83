import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/export/compare.ts';
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
