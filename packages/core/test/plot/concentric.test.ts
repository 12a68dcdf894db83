import { describe, expect, it } from 'vitest';
import { concentricLines } from '../../src/plot/concentric.ts';
import { lengthOf, type Ring } from '../../src/plot/polyline.ts';

const square: Ring = Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20);

describe('concentricLines', () => {
  it('makes one spiral of a simple area', () => {
    const lines = concentricLines([square], { pitchMm: 1, penWidthMm: 1.1 });
    expect(lines[0]!.closed).toBe(false);
    // Squares with sides of 18, 16, ... 2 and links between them.
    expect(lengthOf(lines[0]!.points, false)).toBeCloseTo(4 * 90 + 8 * Math.SQRT2, 1);
    expect(lines.length).toBeLessThanOrEqual(2);
  });

  it('draws nothing where there is no room for a ring or a line', () => {
    expect(
      concentricLines([Float64Array.of(0, 0, 10, 0, 10, 0.5, 0, 0.5)], { pitchMm: 1, penWidthMm: 1.1 }),
    ).toEqual([]);
  });

  it('lifts the pen where an area falls apart', () => {
    const dumbbell = Float64Array.of(
      0,
      0,
      10,
      0,
      10,
      4,
      20,
      4,
      20,
      0,
      30,
      0,
      30,
      10,
      20,
      10,
      20,
      6,
      10,
      6,
      10,
      10,
      0,
      10,
    );
    const rings = concentricLines([dumbbell], { pitchMm: 1.5, penWidthMm: 1.6 });
    expect(rings.length).toBeGreaterThanOrEqual(2);
  });
});
