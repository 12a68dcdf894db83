import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, areaOf } from '../../../src/plot/geometry/polyline.ts';
import { traceRegions, type Region } from '../../../src/plot/regions/regions.ts';
import { blobMaps, drawMap, mapOf, noiseMaps } from '../examples.ts';

const onePixelAMm = { leftMm: 0, topMm: 0, pixelMm: 1 };
const areaOfRegion = ({ rings }: Region): number => rings.reduce((sum, ring) => sum + areaOf(ring), 0);

/** Sides of all rings, each counted +1 in its direction and -1 in the other: what is shared cancels out. */
function unsharedSides(regions: readonly Region[]): string[] {
  const balance = new Map<string, number>();
  for (const ring of regions.flatMap(({ rings }) => rings)) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [from, to] = [`${ring[j]},${ring[j + 1]}`, `${ring[i]},${ring[i + 1]}`];
      const [key, sign] = from < to ? [`${from} ${to}`, 1] : [`${to} ${from}`, -1];
      balance.set(key, (balance.get(key) ?? 0) + sign);
    }
  }
  return [...balance].flatMap(([key, sum]) => (sum === 0 ? [] : [key]));
}

describe('traceRegions', () => {
  it('keeps the corners of a map of one label', () => {
    const [region, ...others] = traceRegions(mapOf('0000', '0000', '0000'), onePixelAMm, 0.03);
    expect(others).toEqual([]);
    expect(region!.rings.map((ring) => [...ring])).toEqual([[0, 0, 4, 0, 4, 3, 0, 3]]);
  });

  it('turns rings clockwise and holes the other way', () => {
    const map = drawMap(30, 30, (x, y) =>
      Math.hypot(x - 14.5, y - 14.5) < 5 ? 0 : Math.hypot(x - 14.5, y - 14.5) < 10 ? 1 : 0,
    );
    const disc = traceRegions(map, onePixelAMm, 0.03).find(({ label }) => label === 1)!;
    expect(disc.rings.map((ring) => Math.sign(areaOf(ring)))).toEqual([1, -1]);
  });

  it('makes a circle of a disc of pixels, of its size', () => {
    const radius = 12;
    const map = drawMap(40, 40, (x, y) => (Math.hypot(x + 0.5 - 20, y + 0.5 - 20) < radius ? 1 : 0));
    const [ring] = traceRegions(map, onePixelAMm, 0.03)[1]!.rings;
    for (let i = 0; i < ring!.length; i += 2) {
      expect(Math.abs(Math.hypot(ring![i]! - 20, ring![i + 1]! - 20) - radius)).toBeLessThan(0.5);
    }
    expect(areaOf(ring!) / (Math.PI * radius ** 2)).toBeCloseTo(1, 1);
  });

  it('makes a straight line of a staircase', () => {
    const map = drawMap(60, 20, (x, y) => (y + 0.5 < 4 + (x + 0.5) / 6 ? 0 : 1));
    const [ring] = traceRegions(map, onePixelAMm, 0.03)[0]!.rings;
    const offs: number[] = [];
    for (let i = 0; i < ring!.length; i += 2) {
      const [x, y] = [ring![i]!, ring![i + 1]!];
      if (x > 2 && x < 58 && y > 1) offs.push(Math.abs(y - 4 - x / 6));
    }
    expect(offs.length).toBeGreaterThan(0);
    expect(Math.max(...offs)).toBeLessThan(0.25);
  });

  it('keeps a line one pixel wide open from end to end', () => {
    const map = drawMap(60, 30, (x, y) => (y === Math.floor(5 + x / 3) && x > 4 && x < 55 ? 1 : 0));
    const lines = traceRegions(map, onePixelAMm, 0.03).filter(({ label }) => label === 1);
    expect(lines).toHaveLength(1);
    const { leftMm, rightMm } = boundsOf(lines[0]!.rings)!;
    expect(rightMm - leftMm).toBeGreaterThan(48);
    expect(areaOfRegion(lines[0]!)).toBeGreaterThan(25);
  });

  it.each([['blobs', blobMaps] as const, ['noise', noiseMaps] as const])(
    'gives neighbours in %s the same edges',
    (_, maps) => {
      fc.assert(
        fc.property(maps, (map) => {
          const regions = traceRegions(map, { leftMm: 3, topMm: 5, pixelMm: 0.7 }, 0.03);
          const frame = unsharedSides(regions).map((side) => side.split(/[ ,]/).map(Number));
          for (const [x0, y0, x1, y1] of frame) {
            const alongFrame = (a: number, b: number, low: number, size: number): boolean =>
              a === b && (Math.abs(a - low) < 1e-9 || Math.abs(a - low - size) < 1e-9);
            expect(
              alongFrame(x0!, x1!, 3, 0.7 * map.width) || alongFrame(y0!, y1!, 5, 0.7 * map.height),
            ).toBe(true);
          }
          const total = regions.reduce((sum, region) => sum + areaOfRegion(region), 0);
          expect(total).toBeCloseTo(0.49 * map.width * map.height, 6);
        }),
      );
    },
  );
});
