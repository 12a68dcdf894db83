import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hatchLines } from '../../../src/plot/fills/hatch-lines.ts';
import { areaOf, lengthOf } from '../../../src/plot/geometry/polyline.ts';
import { distanceOutside, hole, square, stars } from '../shapes.ts';

describe('hatchLines', () => {
  it('fills a convex area with one stroke', () => {
    const lines = hatchLines([square], { pitchMm: 0.5, angleRadians: 0.3, longestLinkMm: 5 });
    expect(lines).toHaveLength(1);
  });

  it('leaves holes open', () => {
    const lines = hatchLines([square, hole], { pitchMm: 0.5, angleRadians: 1, longestLinkMm: 5 });
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2)
        expect(distanceOutside([square, hole], line[i]!, line[i + 1]!)).toBeLessThan(1e-9);
    }
  });

  it('lifts the pen between lines when it may not run along the edge', () => {
    const lines = hatchLines([square], { pitchMm: 1, angleRadians: 0, longestLinkMm: 0 });
    expect(lines).toHaveLength(20);
    expect(lines.every((line) => line.length === 4)).toBe(true);
  });

  it('draws nothing in nothing', () => {
    expect(hatchLines([], { pitchMm: 1, angleRadians: 0, longestLinkMm: 1 })).toEqual([]);
  });

  it('stays inside, and has a line for every pitch', () => {
    fc.assert(
      fc.property(
        stars,
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        fc.double({ min: -7, max: 7, noNaN: true }),
        (ring, pitchMm, angleRadians) => {
          const lines = hatchLines([ring], { pitchMm, angleRadians, longestLinkMm: 0 });
          const drawn = lines.reduce((sum, line) => sum + lengthOf(line, false), 0);
          // The lines' length times the pitch is the area, by Cavalieri, but for a pitch's width along the edge.
          expect(Math.abs(drawn * pitchMm - Math.abs(areaOf(ring)))).toBeLessThan(
            pitchMm * lengthOf(ring, true),
          );
          const joined = hatchLines([ring], { pitchMm, angleRadians, longestLinkMm: 10 });
          expect(joined.length).toBeLessThanOrEqual(lines.length);
          for (const line of joined) {
            for (let i = 2; i < line.length; i += 2) {
              const middle = [(line[i]! + line[i - 2]!) / 2, (line[i + 1]! + line[i - 1]!) / 2] as const;
              expect(distanceOutside([ring], ...middle)).toBeLessThan(1e-6);
            }
          }
        },
      ),
    );
  });
});
