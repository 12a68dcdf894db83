import { describe, expect, it } from 'vitest';
import type { Rgb8Image } from '../../src/export/png.ts';
import { mapPalette } from '../../src/import/map-palette.ts';
import { quantise, quantiseTo } from '../../src/import/quantise.ts';
import { deltaE, hexToRgb, rgbToBytes, rgbToHex, rgbToLab } from '../../src/palette/colour.ts';
import { seededRandom } from '../../src/random.ts';
import { mapOf } from '../plot/examples.ts';

const inks = ['#f8f8f4', '#e0b020', '#c03040', '#203080'];

/** Four noisy colours in stripes. */
function stripes(noise: number): Rgb8Image {
  const random = seededRandom(3);
  const [width, height] = [80, 40];
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const bytes = rgbToBytes(hexToRgb(inks[Math.floor((i % width) / 20)]!));
    bytes.forEach(
      (byte, c) => (data[3 * i + c] = Math.max(0, Math.min(255, byte + noise * random.normal()))),
    );
  }
  return { width, height, data };
}

describe('quantise', () => {
  it('finds the colours of a noisy picture, light to dark, the same every time', () => {
    const { map, colours } = quantise(stripes(6), 4);
    expect(map.indices.every((index, i) => index === Math.floor((i % 80) / 20))).toBe(true);
    colours.forEach((rgb, i) => {
      expect(deltaE(rgbToLab(rgb), rgbToLab(hexToRgb(inks[i]!)))).toBeLessThan(2);
    });
    expect(quantise(stripes(6), 4)).toEqual({ map, colours });
  });

  it('keeps to the colours there are', () => {
    expect(quantise(stripes(0), 9).colours.map(rgbToHex)).toEqual(inks);
    expect(quantise({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) }, 5).colours.map(rgbToHex)).toEqual([
      '#010203',
    ]);
  });

  it.each([0, 34, 2.5, NaN])('refuses %s colours', (count) => {
    expect(() => quantise(stripes(0), count)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });

  it('maps to given colours by what is nearest to the eye', () => {
    const map = quantiseTo(stripes(4), ['#ffffff', '#ff0000', '#0000ff'].map(hexToRgb));
    expect(Array.from({ length: 4 }, (_, i) => map.indices[20 * i + 5])).toEqual([0, 1, 1, 2]);
  });
});

describe('mapPalette', () => {
  const map = mapOf('0123', '0123');
  const colours = inks.map(hexToRgb);
  const options = { pens: null, penWidthMm: 0.4, paperIndex: 'auto' } as const;
  const shown = (entries: ReturnType<typeof mapPalette>): string[] =>
    entries.map((entry) =>
      entry.kind === 'pen' ? entry.pen.hex : `paper ${entry.kind === 'paper' ? entry.paper.hex : ''}`,
    );
  const pens = ['#111111', '#222222', '#333333', '#444444'].map((hex) => ({ name: hex, hex, widthMm: 0.3 }));

  it('takes the nearly white colour for the paper', () => {
    expect(shown(mapPalette(map, colours, options))).toEqual(['paper #f8f8f4', ...inks.slice(1)]);
    expect(shown(mapPalette(map, colours.slice(1).concat(colours.slice(1, 2)), options))[0]).toBe('#e0b020');
  });

  it('takes the paper it is told, or none', () => {
    expect(shown(mapPalette(map, colours, { ...options, paperIndex: 2 }))[2]).toBe('paper #c03040');
    expect(shown(mapPalette(map, colours, { ...options, paperIndex: 'none' }))).toEqual(inks);
    for (const paperIndex of [4, -1, 0.5, NaN]) {
      expect(() => mapPalette(map, colours, { ...options, paperIndex })).toThrow(
        expect.objectContaining({ code: 'bad-option' }),
      );
    }
  });

  it('gives pens to colours in order; more colours than pens are refused', () => {
    expect(shown(mapPalette(map, colours, { ...options, pens }))).toEqual([
      'paper #f8f8f4',
      '#111111',
      '#222222',
      '#333333',
      '#444444',
    ]);
    expect(() => mapPalette(map, colours, { ...options, pens: pens.slice(2) })).toThrow(
      expect.objectContaining({ code: 'bad-pens', message: expect.stringContaining('3 colours') as string }),
    );
  });

  it('leaves out what fills a palette up to 256, and refuses more colours than pens can be', () => {
    const full = Array.from({ length: 256 }, (_, i) => colours[i] ?? colours[0]!);
    expect(mapPalette(map, full, options)).toHaveLength(4);
    const used = { width: 256, height: 1, indices: Uint8Array.from({ length: 256 }, (_, i) => i) };
    expect(() => mapPalette(used, full, options)).toThrow(expect.objectContaining({ code: 'bad-pens' }));
  });
});
