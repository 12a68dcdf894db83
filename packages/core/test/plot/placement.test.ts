import { describe, expect, it } from 'vitest';
import { centredPlacement } from '../../src/plot/placement.ts';

const a5 = { widthMm: 148, heightMm: 210, marginMm: 15 };

describe('centredPlacement', () => {
  it('is as large as the margin allows, in the middle', () => {
    expect(centredPlacement({ width: 256, height: 256 }, a5)).toEqual({
      leftMm: 15,
      topMm: 46,
      pixelMm: 118 / 256,
    });
  });

  it('has the size it is given', () => {
    expect(centredPlacement({ width: 200, height: 100 }, a5, 100)).toEqual({
      leftMm: 24,
      topMm: 80,
      pixelMm: 0.5,
    });
  });

  it.each([
    [{ ...a5, marginMm: 80 }, undefined, 'has no room to draw'],
    [a5, 120, 'holds a drawing of 118 mm, not 120 mm'],
  ])('says what is too small: %j, %j', (sheet, sizeMm, message) => {
    expect(() => centredPlacement({ width: 10, height: 10 }, sheet, sizeMm)).toThrow(
      expect.objectContaining({
        code: 'paper-too-small',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it.each([
    [{ width: 0, height: 5 }, a5, undefined],
    [{ width: 5, height: 5 }, { ...a5, widthMm: NaN }, undefined],
    [{ width: 5, height: 5 }, { ...a5, marginMm: -1 }, undefined],
    [{ width: 5, height: 5 }, a5, NaN],
    [{ width: 5, height: 5 }, a5, 0],
  ])('refuses sizes that are none: %j, %j, %j', (map, sheet, sizeMm) => {
    expect(() => centredPlacement(map, sheet, sizeMm)).toThrow(expect.objectContaining({ code: 'bad-size' }));
  });
});
