import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ring } from '../../../src/plot/geometry/polyline.ts';
import { edgeBetween, sampleRings } from '../../../src/plot/regions/ring-samples.ts';
import { samplesAtThinParts } from '../../../src/plot/regions/thin-parts.ts';
import { areas } from '../shapes.ts';

describe('samplesAtThinParts', () => {
  it('finds every sample that another one faces, as comparing all with all does', () => {
    fc.assert(
      fc.property(areas, fc.double({ min: 0.3, max: 6, noNaN: true }), (rings: readonly Ring[], reach) => {
        const samples = sampleRings(rings, 0.5);
        const { points, ring } = samples;
        const apart = (p: number, q: number): number =>
          Math.hypot(points[2 * p]! - points[2 * q]!, points[2 * p + 1]! - points[2 * q + 1]!);
        const crosses = (p: number, q: number): boolean => Math.abs(p - q) > 12 && apart(p, q) <= reach;
        const found = new Set(samplesAtThinParts(samples, reach, crosses));
        const facing = Array.from(ring.keys()).filter((p) => ring.some((_, q) => crosses(p, q)));
        expect(facing.filter((p) => !found.has(p))).toEqual([]);
        expect(found.size > 0).toBe(facing.length > 0);
      }),
      { numRuns: 20, seed: 8 },
    );
  });

  it('leaves out what is far from any thin part', () => {
    const bottle = Float64Array.of(0, 0, 40, 0, 40, 40, 20.4, 40, 20.4, 60, 20, 60, 20, 40, 0, 40);
    const samples = sampleRings([bottle], 0.2);
    const { points } = samples;
    const apart = (p: number, q: number): number =>
      Math.hypot(points[2 * p]! - points[2 * q]!, points[2 * p + 1]! - points[2 * q + 1]!);
    const crosses = (p: number, q: number): boolean => edgeBetween(samples, p, q) > 2 && apart(p, q) <= 0.5;
    const thin = samplesAtThinParts(samples, 0.5, crosses);
    expect(thin.length).toBeGreaterThan(100);
    for (const p of thin) expect(points[2 * p + 1]).toBeGreaterThan(38);
  });
});
