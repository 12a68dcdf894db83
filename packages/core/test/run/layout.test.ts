import { describe, expect, it } from 'vitest';
import { layOnSheet, repeatMap } from '../../src/run/layout.ts';

const sheet = { widthMm: 120, heightMm: 220, marginMm: 10 };
const map = { width: 2, height: 2, indices: Uint8Array.of(0, 1, 2, 3) };

describe('a picture on its sheet', () => {
  it('is in the middle and as large as the margin allows', () => {
    const { placement, copy } = layOnSheet(map, sheet);
    expect(placement).toEqual({ leftMm: 10, topMm: 60, pixelMm: 50 });
    expect(copy).toEqual(placement);
  });

  it('is repeated, placed and scaled', () => {
    const layout = { place: [0.25, 0.9], scale: 0.5, repeat: [3, 1] } as const;
    const laid = layOnSheet(map, sheet, layout);
    expect([...repeatMap(map, layout).indices]).toEqual([0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3]);
    const { leftMm, topMm, pixelMm } = laid.placement;
    expect(pixelMm * 6).toBeCloseTo(50);
    expect(leftMm).toBeCloseTo(10);
    expect(topMm + pixelMm).toBeCloseTo(10 + 180);
    expect(laid.copy.leftMm).toBeCloseTo(leftMm + 2 * pixelMm);
  });

  it('is refused beyond the margin, with where it fits', () => {
    expect(() => layOnSheet(map, sheet, { place: [0.1, 0.5], scale: 0.5, repeat: [1, 1] })).toThrow(
      /leaves the margin: across it fits from 0\.25 to 0\.75/,
    );
  });

  it('is refused when its copies are too many pixels', () => {
    const large = { width: 4096, height: 4096, indices: new Uint8Array(4096 ** 2) };
    expect(() => repeatMap(large, { place: [0.5, 0.5], scale: 1, repeat: [4, 4] })).toThrow(
      /16384 x 16384 px/,
    );
  });
});
