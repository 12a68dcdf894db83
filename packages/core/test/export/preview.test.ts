import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../src/export/preview.ts';
import type { Drawing, PenLayer } from '../../src/plot/drawing.ts';
import { linePath } from '../plot/examples.ts';

const small = { widthMm: 20, heightMm: 10, marginMm: 1 };
const bar = (hex: string, widthMm: number, points: readonly number[], opaque = false): PenLayer => ({
  pen: { name: hex, hex, widthMm, opaque },
  paths: [linePath(...points)],
});
const across = [4, 5, 16, 5];
const down = [10, 2, 10, 8];

function pixelAt(drawing: Drawing, xMm: number, yMm: number, paperHex = '#ffffff'): number[] {
  const { width, data } = renderPreview(drawing, { paperHex, pixelsPerMm: 10 });
  const at = 3 * (Math.floor(10 * yMm) * width + Math.floor(10 * xMm));
  return [...data.subarray(at, at + 3)];
}

describe('renderPreview', () => {
  it('has the size of the sheet, and the colour of the paper where nothing is drawn', () => {
    const { width, height, data } = renderPreview({ sheet: small, layers: [] }, { paperHex: '#f0e0d0' });
    expect([width, height, data.length]).toEqual([160, 80, 3 * 160 * 80]);
    expect([...data.subarray(-3)]).toEqual([0xf0, 0xe0, 0xd0]);
  });

  it('draws strokes at their true width with round ends', () => {
    const { data } = renderPreview(
      { sheet: small, layers: [bar('#000000', 2, across)] },
      { paperHex: '#ffffff', pixelsPerMm: 10 },
    );
    const ink = data.reduce((sum, value, i) => (i % 3 === 0 ? sum + 1 - value / 255 : sum), 0) / 100;
    expect(ink).toBeCloseTo(12 * 2 + Math.PI, 1);
  });

  it('is smooth at the edges', () => {
    const layers = [bar('#000000', 1, [4, 3, 16, 5])];
    const { data } = renderPreview({ sheet: small, layers }, { paperHex: '#ffffff', pixelsPerMm: 10 });
    expect(new Set(data).size).toBeGreaterThan(8);
  });

  it('multiplies ink with paper and with other ink', () => {
    const layers = [bar('#ff8000', 2, across), bar('#80ffff', 2, down)];
    expect(pixelAt({ sheet: small, layers }, 5, 5)).toEqual([255, 128, 0]);
    expect(pixelAt({ sheet: small, layers }, 10, 5)).toEqual([128, 128, 0]);
    expect(pixelAt({ sheet: small, layers }, 5, 5, '#808080')).toEqual([128, 64, 0]);
  });

  it('lets opaque ink cover what is below', () => {
    const layers = [bar('#000000', 2, across), bar('#ffffff', 2, down, true)];
    expect(pixelAt({ sheet: small, layers }, 10, 5)).toEqual([255, 255, 255]);
    expect(pixelAt({ sheet: small, layers }, 5, 5)).toEqual([0, 0, 0]);
  });

  it('leaves no seam where strokes of a pen adjoin', () => {
    const pen = { name: 'grey', hex: '#808080', widthMm: 0.4 };
    const paths = Array.from({ length: 20 }, (_, i) => linePath(4, 2 + 0.36 * i, 16, 2 + 0.36 * i));
    const { width, data } = renderPreview(
      { sheet: small, layers: [{ pen, paths }] },
      { paperHex: '#ffffff', pixelsPerMm: 8 },
    );
    for (let y = 20; y < 60; y++) expect(data[3 * (y * width + 80)]).toBe(128);
  });

  it('clips what lies off the sheet', () => {
    const layers = [bar('#000000', 2, [-50, -50, 80, 70])];
    expect(() => renderPreview({ sheet: small, layers }, { paperHex: '#ffffff' })).not.toThrow();
  });

  it.each([0, -1, NaN, 1e6])('refuses %d pixels per mm', (pixelsPerMm) => {
    expect(() => renderPreview({ sheet: small, layers: [] }, { paperHex: '#ffffff', pixelsPerMm })).toThrow(
      expect.objectContaining({ code: 'bad-size' }),
    );
  });

  it('refuses a paper of no colour', () => {
    expect(() => renderPreview({ sheet: small, layers: [] }, { paperHex: 'white' })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
  });
});
