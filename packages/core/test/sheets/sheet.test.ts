import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeSheet, layOut } from '../../src/sheets/sheet.ts';
import { letterPixels } from '../../src/sheets/tiny-font.ts';
import { decodeRgbPng } from '../../src/export/rgb-png-reader.ts';
import { encodeIndexedPng, encodeRgbPng } from '../../src/export/png.ts';
import type { RgbImage } from '../../src/image.ts';

const tile = (size: number, value: number): RgbImage => ({
  width: size,
  height: size,
  data: new Float32Array(3 * size * size).fill(value),
});

describe('a contact sheet', () => {
  it('has a place for every tile, inside and apart from the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 16, max: 200 }), (count, size) => {
        const { width, height, at } = layOut(count, size);
        const places = Array.from({ length: count }, (_, i) => at(i));
        expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(count);
        for (const { x, y } of places) {
          expect(x >= 0 && x + size <= width && y >= 0 && y + size < height).toBe(true);
        }
        const [first, second] = places;
        if (second) expect(Math.max(second.x - first!.x, second.y - first!.y)).toBeGreaterThan(size);
      }),
      { seed: 1 },
    );
  });

  it('shows each tile in its place with its number below, and leaves out what is not there', () => {
    const size = 16;
    const sheet = composeSheet([4, 7], size, (channel) => (channel === 4 ? tile(size, 0.5) : null));
    const { at } = layOut(2, size);
    const pixel = (x: number, y: number): number => sheet.data[y * sheet.width + x]!;
    expect(pixel(at(0).x, at(0).y)).toBe(0.5);
    expect(pixel(at(0).x + size - 1, at(0).y + size - 1)).toBe(0.5);
    expect(pixel(at(1).x + 3, at(1).y + 3)).toBe(1);
    const inked = (place: number): number => {
      const { x, y } = at(place);
      let count = 0;
      for (let row = size; row < size + 14; row++)
        for (let column = 0; column < size; column++) count += pixel(x + column, y + row) < 0.5 ? 1 : 0;
      return count;
    };
    expect(inked(0)).toBe(4 * letterPixels('4').length);
    expect(inked(1)).toBe(4 * letterPixels('7').length);
  });

  it('writes a name that is too long in small letters, and as much of it as fits', () => {
    const named = (name: string): Float32Array =>
      composeSheet(
        [0],
        16,
        () => null,
        () => name,
      ).data;
    const inked = (name: string): number => named(name).filter((value) => value < 0.5).length / 3;
    expect(inked('')).toBe(0);
    expect(inked('ox')).toBe(4 * letterPixels('ox').length);
    expect(inked('oxen')).toBe(letterPixels('oxen').length);
    expect(inked('oxenf')).toBe(letterPixels('oxenf').length); // half way into the gap
    expect(named('oxenford')).toEqual(named('oxenf'));
  });

  it('writes every letter differently', () => {
    const drawn = Array.from('abcdefghijklmnopqrstuvwxyz-', (letter) => JSON.stringify(letterPixels(letter)));
    expect(new Set(drawn).size).toBe(27);
  });

  it('writes every number differently', () => {
    const drawn = Array.from({ length: 1000 }, (_, n) => JSON.stringify(letterPixels(String(n))));
    expect(new Set(drawn).size).toBe(1000);
  });
});

describe('reading an RGB PNG', () => {
  it('gives back what was written, to 8 bits', () => {
    const picture = { width: 5, height: 3, data: Float32Array.from({ length: 45 }, (_, i) => i / 44) };
    const { width, height, data } = decodeRgbPng(encodeRgbPng(picture));
    expect([width, height]).toEqual([5, 3]);
    data.forEach((value, i) => {
      expect(Math.abs(value - picture.data[i]!)).toBeLessThanOrEqual(0.5 / 255 + 1e-6);
    });
  });

  it('refuses what is none, or is damaged', () => {
    const indexed = encodeIndexedPng({ width: 1, height: 1, indices: new Uint8Array(1) }, [[0, 0, 0]]);
    const bytes = encodeRgbPng(tile(16, 0.5));
    const damaged = bytes.map((byte, i) => (i === 60 ? byte ^ 1 : byte));
    expect(() => decodeRgbPng(indexed)).toThrow(/no RGB PNG/);
    expect(() => decodeRgbPng(new Uint8Array(3))).toThrow(/no RGB PNG/);
    expect(() => decodeRgbPng(damaged)).toThrow(/damaged/);
    expect(() => decodeRgbPng(bytes.subarray(0, 50))).toThrow(/damaged/);
  });
});
