import { describe, expect, it } from 'vitest';
import { insetRings } from '../../../src/plot/geometry/inset.ts';
import { areaOf, boundsOf } from '../../../src/plot/geometry/polyline.ts';

const outer = Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20);
const hole = Float64Array.of(8, 8, 8, 12, 12, 12, 12, 8);
const area = (rings: readonly Float64Array[]): number => rings.reduce((sum, ring) => sum + areaOf(ring), 0);

describe('insetRings', () => {
  it('makes an area smaller and its holes larger', () => {
    const rings = insetRings([outer, hole], 1);
    expect(rings.map((ring) => Math.sign(areaOf(ring))).sort()).toEqual([-1, 1]);
    expect(boundsOf(rings)).toEqual({ leftMm: 1, topMm: 1, rightMm: 19, bottomMm: 19 });
    // The hole's corners are round.
    expect(area(rings)).toBeCloseTo(18 * 18 - (16 + 4 * 4 + Math.PI), 1);
  });

  it('makes it larger when the inset is negative', () => {
    expect(area(insetRings([outer], -2))).toBeCloseTo(400 + 4 * 40 + Math.PI * 4, 0);
  });

  it('lets thin parts vanish', () => {
    expect(insetRings([outer], 10.1)).toEqual([]);
    expect(insetRings([], 1)).toEqual([]);
  });
});
