import { describe, expect, it } from 'vitest';
import { directionAt, directionField } from '../../../src/plot/regions/direction-field.ts';

const frame = { leftMm: 10, topMm: 20, widthMm: 80, heightMm: 60 };

/** Angle between two directions without a sense, radians. */
const between = (one: number, other: number): number => Math.abs(Math.asin(Math.sin(one - other)));

describe('directionField', () => {
  it('runs along a slanted border, and along it everywhere else', () => {
    const sliver = Float64Array.of(20, 30, 80, 60, 80, 60.2, 20, 30.2);
    const field = directionField([sliver], frame);
    for (const [x, y] of [
      [50, 45],
      [15, 75],
      [85, 25],
      [50, 70],
    ] as const) {
      expect(between(directionAt(field, x, y), Math.atan2(30, 60))).toBeLessThan(0.1);
    }
  });

  it('goes around a circle', () => {
    const circle = Float64Array.from({ length: 200 }, (_, i) => {
      const angle = (2 * Math.PI * (i >> 1)) / 100;
      return i % 2 === 0 ? 50 + 20 * Math.cos(angle) : 50 + 20 * Math.sin(angle);
    });
    const field = directionField([circle], frame);
    for (const turn of [0, 0.7, 1.5, 2.2, 3.9]) {
      const angle = directionAt(field, 50 + 20 * Math.cos(turn), 50 + 20 * Math.sin(turn));
      expect(between(angle, turn + Math.PI / 2)).toBeLessThan(0.1);
    }
  });

  it('is level where there is nothing to follow but the frame', () => {
    const field = directionField([Float64Array.of(10, 20, 90, 20, 90, 80, 10, 80)], frame);
    expect(directionAt(field, 30, 30)).toBeCloseTo(0, 6);
    expect(directionAt(field, 90, 80)).toBeCloseTo(0, 6);
  });
});
