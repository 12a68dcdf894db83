import { encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InkceptionError } from '../../src/error.ts';
import { decodeIndexedPng } from '../../src/export/png-reader.ts';
import { encodeIndexedPng, encodeRgb8Png } from '../../src/export/png.ts';
import { rgbToBytes, type Rgb } from '../../src/palette/colour.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const palette = fc.array(fc.tuple(unit, unit, unit), { minLength: 1, maxLength: 256 });
const side = fc.integer({ min: 1, max: 40 });
const grey: Rgb[] = [[0.5, 0.5, 0.5]];

describe('reading an indexed PNG', () => {
  it('gives back the map and every colour', () => {
    fc.assert(
      fc.property(palette, side, side, fc.nat(), (colours, width, height, seed) => {
        const indices = Uint8Array.from(
          { length: width * height },
          (_, i) => (i * 31 + seed) % colours.length,
        );
        const read = decodeIndexedPng(encodeIndexedPng({ width, height, indices }, colours));
        expect(read.map).toEqual({ width, height, indices });
        expect(read.colours.map(rgbToBytes)).toEqual(colours.map(rgbToBytes));
      }),
    );
  });

  it.each([1, 2, 4] as const)('of %d bits a pixel gives one index a pixel', (depth) => {
    const [width, height] = [5, 3];
    const palette = Array.from({ length: 2 ** depth }, (_, i) => [i, 0, 0]);
    const rowBytes = Math.ceil((width * depth) / 8);
    const data = Uint8Array.from({ length: rowBytes * height }, (_, i) => (i * 77 + 0x1b) % 256);
    const png = encode({ width, height, depth, channels: 1, data, palette });
    const bits = [...data].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const expected = Array.from({ length: width * height }, (_, i) => {
      const at = Math.floor(i / width) * rowBytes * 8 + (i % width) * depth;
      return parseInt(bits.slice(at, at + depth), 2);
    });
    expect([...decodeIndexedPng(png).map.indices]).toEqual(expected);
  });

  it('refuses an RGB PNG and says what it is', () => {
    const png = encodeRgb8Png({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) });
    expect(() => decodeIndexedPng(png, 'photo.png')).toThrow(
      'photo.png is an RGB PNG, expected an indexed PNG',
    );
    expect(() => decodeIndexedPng(png)).toThrow(expect.objectContaining({ code: 'bad-image' }) as Error);
  });

  it('refuses what is no PNG', () => {
    expect(() => decodeIndexedPng(new Uint8Array(0))).toThrow('the PNG is not a PNG');
    expect(() => decodeIndexedPng(new TextEncoder().encode('<svg>'.repeat(20)), 'a.svg')).toThrow(
      'a.svg is not a PNG',
    );
  });

  it('refuses a picture too large before it unpacks it', () => {
    const png = encodeIndexedPng({ width: 1, height: 1, indices: Uint8Array.of(0) }, grey);
    new DataView(png.buffer, png.byteOffset).setUint32(16, 0x7fffffff);
    expect(() => decodeIndexedPng(png)).toThrow('is 2147483647 x 1 px, expected 1 to 67108864 pixels');
  });

  it('refuses a pixel beyond the palette', () => {
    const png = encode({
      width: 1,
      height: 1,
      depth: 8,
      channels: 1,
      data: Uint8Array.of(3),
      palette: [[0, 0, 0]],
    });
    expect(() => decodeIndexedPng(png)).toThrow('has a pixel of colour 3, but a palette of 1 colours');
  });

  it('reads from within a larger buffer', () => {
    const png = encodeIndexedPng({ width: 2, height: 1, indices: Uint8Array.of(0, 0) }, grey);
    const buffer = new Uint8Array(png.length + 20);
    buffer.set(png, 7);
    expect(decodeIndexedPng(buffer.subarray(7, 7 + png.length)).map.width).toBe(2);
  });

  it('refuses every damaged file clearly', () => {
    const indices = Uint8Array.from({ length: 64 }, (_, i) => i % 3);
    const png = encodeIndexedPng({ width: 8, height: 8, indices }, [grey[0]!, [0, 0, 0], [1, 1, 1]]);
    const damage = fc.tuple(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(png.length));
    fc.assert(
      fc.property(damage, ([at, flip, length]) => {
        const broken = png.slice(0, length);
        if (at < length) broken[at]! ^= flip;
        expect(() => decodeIndexedPng(broken)).toThrow(InkceptionError);
      }),
    );
  });
});
