import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillOutlines, readSvgOutlines } from '../../src/import/svg-outlines.ts';

const outlines = (body: string) =>
  readSvgOutlines(
    new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${body}</svg>`),
    'shape.svg',
  );
const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0);

describe('shapes of an SVG as areas', () => {
  it('are as large as they fit, in the middle', () => {
    const inside = fillOutlines(outlines('<rect x="3" y="70" width="10" height="20"/>'), 80, 40);
    const rows = Array.from({ length: 40 }, (_, y) => sum(inside.subarray(80 * y, 80 * (y + 1))));
    expect(rows.slice(1, 39).every((count) => Math.abs(count - 0.97 * 20) <= 1)).toBe(true);
    expect(inside[20 * 80 + 40]).toBe(1);
    expect(inside[20 * 80 + 40 - 11]).toBe(0);
    expect(inside[20 * 80 + 40 + 11]).toBe(0);
  });

  it('have the area of a disc, whatever its place and size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 40, noNaN: true }),
        fc.double({ min: 0, max: 90, noNaN: true }),
        (r, x) => {
          const inside = fillOutlines(outlines(`<circle cx="${x}" cy="9" r="${r}"/>`), 100, 100);
          expect(sum(inside) / (Math.PI * 48.5 ** 2)).toBeCloseTo(1, 1.5);
        },
      ),
      { numRuns: 20, seed: 4 },
    );
  });

  it('keep holes, and lie over each other without any', () => {
    const ring = 'M0,0H90V90H0Z M30,30V60H60V30Z'; // the second runs the other way
    expect(fillOutlines(outlines(`<path d="${ring}"/>`), 90, 90)[45 * 90 + 45]).toBe(0);
    const two = '<rect width="60" height="60"/><rect x="30" y="30" width="60" height="60"/>';
    expect(fillOutlines(outlines(two), 90, 90)[45 * 90 + 45]).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['a straight line', '<path d="M0,0H50"/>'],
  ])('are refused where they enclose nothing: %s', (_, body) => {
    expect(() => outlines(body)).toThrow(/shape\.svg has no shape with an area/);
  });
});
