import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourName, nameColours } from '../../src/palette/colour-name.ts';
import { colourNames } from '../../src/palette/colour-names.ts';
import { hexToRgb } from '../../src/palette/colour.ts';

const nameOf = (hex: string): string => colourName(hexToRgb(hex));

describe('the name of a colour', () => {
  it.each([
    ['#000000', 'black'],
    ['#14161a', 'black'],
    ['#ffffff', 'white'],
    ['#808080', 'grey'],
    ['#ff0000', 'red'],
    ['#e63946', 'red'],
    ['#800000', 'dark red'],
    ['#ffa500', 'orange'],
    ['#ffff00', 'yellow'],
    ['#808000', 'olive'],
    ['#008000', 'green'],
    ['#064f1e', 'dark green'],
    ['#008080', 'teal'],
    ['#40e0d0', 'turquoise'],
    ['#0000ff', 'blue'],
    ['#000080', 'navy blue'],
    ['#1d3557', 'navy blue'],
    ['#c8e0f4', 'pale blue'],
    ['#800080', 'purple'],
    ['#ff00ff', 'magenta'],
    ['#ffc0cb', 'light pink'],
    ['#5a3418', 'brown'],
    ['#fa8072', 'salmon'],
  ])('%s is %s', (hex, name) => {
    expect(nameOf(hex)).toBe(name);
  });

  it('is itself for every sample of the list', () => {
    for (const [name, samples] of Object.entries(colourNames)) {
      for (const sample of samples) expect(nameOf(sample)).toBe(name);
    }
  });

  it('is plain English', () => {
    for (const name of Object.keys(colourNames)) expect(name).toMatch(/^[a-z]+( [a-z]+){0,2}$/);
  });
});

describe('the names of a palette', () => {
  it('are told apart', () => {
    const greens = ['#169a34', '#dc1420', '#18983a', '#159b30'].map(hexToRgb);
    expect(nameColours(greens)).toEqual(['green', 'red', 'green 2', 'green 3']);
  });

  it('are one for each colour and no two alike', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(unit, unit, unit), { maxLength: 32 }), (colours) => {
        const names = nameColours(colours);
        expect(names).toHaveLength(colours.length);
        expect(new Set(names).size).toBe(colours.length);
      }),
    );
  });
});
