import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeIndexedPng, encodeRgb8Png, encodeRgbPng } from '../../src/export/png.ts';
import type { IndexMap } from '../../src/image.ts';
import type { Rgb } from '../../src/palette/colour.ts';
import { chunkOf, plainRows, pngChunks } from './png-chunks.ts';

const pens: Rgb[] = [
  [1, 1, 1],
  [0.9, 0.2, 0.25],
  [0, 0, 1],
];
const map: IndexMap = { width: 3, height: 2, indices: Uint8Array.of(0, 1, 0, 1, 1, 0) };

describe('an indexed PNG', () => {
  it('holds every pen in order, used or not', () => {
    const png = encodeIndexedPng(map, pens);
    expect([...chunkOf(png, 'PLTE')]).toEqual([255, 255, 255, 230, 51, 64, 0, 0, 255]);
  });

  it('says its size, 8 bits, indexed, and holds the indices as they are', () => {
    const png = encodeIndexedPng(map, pens);
    expect([...chunkOf(png, 'IHDR')]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
    expect(plainRows(png, 3)).toEqual([...map.indices]);
    expect(pngChunks(png).map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  });

  it('carries texts, letters beyond Latin-1 escaped as JSON does', () => {
    const text = JSON.stringify({ label: 'crème 猫 \u0000' });
    const png = encodeIndexedPng(map, pens, { Description: text });
    const written = decode(png).text['Description']!;
    expect(JSON.parse(written)).toEqual({ label: 'crème 猫 \u0000' });
    expect(written).toContain('crème \\u732b');
  });

  it('is refused for a pixel without a colour, and for too few or many colours', () => {
    expect(() => encodeIndexedPng(map, pens.slice(0, 1))).toThrow('has pen 1, but there are 1 colours');
    expect(() => encodeIndexedPng(map, [])).toThrow('of 0 colours, expected 1 to 256');
    const many = Array.from({ length: 257 }, () => pens[0]!);
    expect(() => encodeIndexedPng(map, many)).toThrow('of 257 colours, expected 1 to 256');
  });

  it('has the same bytes every time', () => {
    expect(encodeIndexedPng(map, pens)).toEqual(encodeIndexedPng(map, pens));
  });
});

describe('an RGB PNG', () => {
  it('holds a planar picture interleaved, clipped to bytes', () => {
    const data = Float32Array.of(0, 1, 2, 0.5, 0.25, -1);
    const png = encodeRgbPng({ width: 2, height: 1, data });
    expect([...chunkOf(png, 'IHDR')].slice(8)).toEqual([8, 2, 0, 0, 0]);
    expect(plainRows(png, 6)).toEqual([0, 255, 64, 255, 128, 0]);
  });

  it('is read back by fast-png as it was', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(side, side, fc.nat(), (width, height, seed) => {
        const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 89 + seed) % 256);
        const png = decode(encodeRgb8Png({ width, height, data }, { Title: 'x' }));
        expect(png).toMatchObject({ width, height, channels: 3, depth: 8, text: { Title: 'x' } });
        expect([...png.data]).toEqual([...data]);
      }),
    );
  });
});
