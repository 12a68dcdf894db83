import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InkceptionError } from '../../src/error.ts';
import { parsePalette } from '../../src/palette/palette-option.ts';

describe('a palette of hex codes', () => {
  it('becomes pens with names, in order', () => {
    const pens = parsePalette('#e63946, #1d3557,#F1FAEE', 0.8);
    expect(pens.map(({ name }) => name)).toEqual(['red', 'navy blue', 'white']);
    expect(pens.map(({ hex }) => hex)).toEqual(['#e63946', '#1d3557', '#f1faee']);
    expect(pens.map(({ widthMm }) => widthMm)).toEqual([0.8, 0.8, 0.8]);
  });

  it('may leave out the #, which a shell takes for a comment', () => {
    expect(parsePalette('e63946,fff')).toEqual(parsePalette('#e63946,#ffffff'));
  });

  it.each([
    ['', 'palette has "", expected hex codes'],
    ['#e63946,', 'palette has "", expected hex codes'],
    ['#e63946,red', 'palette has "red", expected hex codes'],
    ['#fff,#ffffff', 'palette: pens 1 and 2 have the same colour and width'],
    [Array.from({ length: 33 }, (_, i) => `#0000${10 + i}`).join(','), 'palette has 33 colours'],
  ])('%j is refused', (list, message) => {
    expect(() => parsePalette(list)).toThrow(message);
  });

  it('gives pens or a clear error, whatever is given', () => {
    fc.assert(
      fc.property(fc.string(), (list) => {
        try {
          parsePalette(list);
        } catch (error) {
          expect(error).toBeInstanceOf(InkceptionError);
        }
      }),
    );
  });
});
