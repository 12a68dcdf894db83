import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distanceToEdge,
  firstMeeting,
  isInside,
  nearestOnEdge,
  sideGrid,
} from '../../../src/plot/fills/side-grid.ts';
import { areas, distanceOutside, hole, square } from '../shapes.ts';

const place = fc.double({ min: 25, max: 75, noNaN: true });

describe('sideGrid', () => {
  it('knows what is inside, whatever the size of its cells', () => {
    fc.assert(
      fc.property(
        areas,
        fc.double({ min: 0.1, max: 90, noNaN: true }),
        place,
        place,
        (rings, cellMm, x, y) => {
          const outside = distanceOutside(rings, x, y);
          expect(isInside(sideGrid(rings, cellMm), x, y)).toBe(outside === 0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('knows how far the edge is', () => {
    const grid = sideGrid([square, hole], 0.7);
    expect(distanceToEdge(grid, 12, 20, 5)).toBeCloseTo(2, 9);
    expect(distanceToEdge(grid, 14, 14, 5)).toBeCloseTo(Math.SQRT2, 9);
    expect(distanceToEdge(grid, 12, 20, 1)).toBe(1);
    expect(distanceToEdge(grid, 5, 20, 9)).toBeCloseTo(5, 9);
    expect(nearestOnEdge(grid, 12, 20, 1)).toBeNull();
    expect(nearestOnEdge(grid, 12, 20, 5)).toMatchObject({ x: 10, y: 20 });
  });

  it('knows where a line first meets the edge', () => {
    const grid = sideGrid([square, hole], 0.7);
    expect(firstMeeting(grid, 12, 20, 32, 20)).toBeCloseTo(3 / 20, 9);
    expect(firstMeeting(grid, 20, 0, 20, 40)).toBeCloseTo(1 / 4, 9);
    expect(firstMeeting(grid, 11, 11, 14, 29)).toBe(Infinity);
  });
});
