import { describe, expect, it } from 'vitest';
import { centreLines } from '../../../src/plot/regions/centre-line.ts';
import { lengthOf, type Ring } from '../../../src/plot/geometry/polyline.ts';

const options = { thickestMm: 0.5, penWidthMm: 0.4 };

const bar = (left: number, top: number, width: number, height: number): Ring =>
  Float64Array.of(left, top, left + width, top, left + width, top + height, left, top + height);

const circle = (radius: number, direction: 1 | -1): Ring =>
  Float64Array.from({ length: 240 }, (_, i) => {
    const angle = (direction * 2 * Math.PI * (i >> 1)) / 120;
    return 20 + radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });

describe('centreLines', () => {
  it('runs along the middle of a thin bar, almost to its ends', () => {
    const lines = centreLines([bar(10, 20, 12, 0.3)], options);
    expect(lines).toHaveLength(1);
    const { points, closed } = lines[0]!;
    expect(closed).toBe(false);
    expect(lengthOf(points, false)).toBeGreaterThan(10.5);
    for (let i = 1; i < points.length; i += 2) expect(points[i]).toBeCloseTo(20.15, 1);
  });

  it('goes around a thin ring', () => {
    const lines = centreLines([circle(10.1, 1), circle(9.9, -1)], options);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.closed).toBe(true);
    expect(lengthOf(lines[0]!.points, true)).toBeCloseTo(20 * Math.PI, 0);
  });

  it('branches where three bars meet', () => {
    const cross = Float64Array.of(0, 9.8, 9.8, 9.8, 9.8, 0, 10.2, 0, 10.2, 9.8, 20, 9.8, 20, 10.2, 0, 10.2);
    const lines = centreLines([cross], options);
    expect(lines).toHaveLength(3);
    expect(lines.reduce((sum, { points }) => sum + lengthOf(points, false), 0)).toBeGreaterThan(27);
  });

  it('leaves thick areas and their corners alone', () => {
    expect(centreLines([bar(0, 0, 10, 10)], options)).toEqual([]);
  });

  it('finds nothing in a speck', () => {
    expect(centreLines([bar(0, 0, 0.3, 0.3)], options)).toEqual([]);
  });
});
