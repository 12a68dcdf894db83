import { describe, expect, it } from 'vitest';
import type { TrueStroke } from '../../src/canvas/canvas.ts';
import { layOnSheet, repeatMap } from '../../src/run/layout.ts';
import { repeatStrokes } from '../../src/run/repeat-strokes.ts';

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

  const line = (...points: number[]): TrueStroke => ({
    pen: 1,
    closed: false,
    points: Float32Array.from(points),
  });
  const twice = { place: [0.5, 0.5], scale: 1, repeat: [2, 2] } as const;

  it('repeats strokes, copies staying together', () => {
    const extent = { width: 1.5, height: 1, endless: false, widthOf: () => 0.2, leastLength: 1 };
    const two = [line(0.2, 0.2, 0.4, 0.4), line(0.5, 0.5, 0.5, 0.75)];
    const copies = repeatStrokes(two, extent, twice);
    expect(copies.map(({ copyOf }) => copyOf)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(copies.slice(4).map(({ points }) => [...points])).toEqual([
      [0.5, 0.5, 0.5, 0.75],
      [2, 0.5, 2, 0.75],
      [0.5, 1.5, 0.5, 1.75],
      [2, 1.5, 2, 1.75],
    ]);
    expect(repeatStrokes(two, extent)).toEqual(two);
  });

  it('draws strokes of a tile on from copy to copy, and cuts them where the last one ends', () => {
    const extent = { width: 1, height: 1, endless: true, widthOf: () => 0.25, leastLength: 0.4 };
    const spans = (layout?: typeof twice, changes = {}): number[][] =>
      repeatStrokes([line(0.75, 0.5, 1.25, 0.5)], { ...extent, ...changes }, layout).map(({ points }) =>
        Array.from(points, (value) => +value.toFixed(3)),
      );
    expect(spans()).toEqual([
      [0.125, 0.5, 0.25, 0.5],
      [0.75, 0.5, 0.875, 0.5],
    ]);
    expect(spans(twice).slice(0, 3)).toEqual([
      [0.125, 0.5, 0.25, 0.5],
      [0.75, 0.5, 1.25, 0.5],
      [1.75, 0.5, 1.875, 0.5],
    ]);
    expect(spans(twice)).toHaveLength(6);
    // Parts too short to be strokes are not drawn.
    expect(spans(undefined, { leastLength: 0.6 })).toEqual([]);
    expect(spans(twice, { leastLength: 0.6 })).toEqual([
      [0.75, 0.5, 1.25, 0.5],
      [0.75, 1.5, 1.25, 1.5],
    ]);
  });

  it('is refused when its copies are too many strokes', () => {
    const many = Array.from({ length: 2000 }, () => line(0, 0, 1, 1));
    const extent = { width: 1, height: 1, endless: false, widthOf: () => 0, leastLength: 1 };
    expect(() => repeatStrokes(many, extent, { ...twice, repeat: [20, 20] })).toThrow(
      /20 x 20 copies of 2000 strokes, 100000 at most/,
    );
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
