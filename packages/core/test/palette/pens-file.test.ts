import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InkceptionError } from '../../src/error.ts';
import { parsePens } from '../../src/palette/pens-file.ts';

const parse = (value: unknown): unknown => parsePens(JSON.stringify(value), 'pens.json');
const red = { name: 'red', hex: '#dc1420' };

describe('a pens file', () => {
  it('is an array of pens, or has them under "pens"', () => {
    expect(parse([red])).toEqual([{ ...red, widthMm: 0.4 }]);
    expect(parse({ pens: [red] })).toEqual(parse([red]));
  });

  it('keeps every field of a pen', () => {
    const pen = {
      brand: 'Sakura',
      line: 'Gelly Roll',
      code: 'XPGB#50',
      name: 'white',
      hex: '#ffffff',
      widthMm: 0.5,
      opaque: true,
      source: 'measured',
    };
    expect(parse([pen])).toEqual([pen]);
  });

  it('may give short hex codes and capitals, which become long and small', () => {
    expect(parse([{ name: 'x', hex: '#F0a' }])).toEqual([{ name: 'x', hex: '#ff00aa', widthMm: 0.4 }]);
  });

  it('may hold one colour in two widths', () => {
    const two = [
      { name: 'black 0.3', hex: '#111111', widthMm: 0.3 },
      { name: 'black 0.8', hex: '#111111', widthMm: 0.8 },
    ];
    expect(parse(two)).toEqual(two);
  });

  it.each([
    ['text', 'it is "text", expected an array of pens'],
    [{}, 'it is missing, expected an array of pens'],
    [{ pen: [red] }, 'there is no field pen; the nearest are pens'],
    [[], 'pens.json has 0 pens, expected 1 to 32'],
    [Array.from({ length: 33 }, () => red), 'has 33 pens, expected 1 to 32'],
    [[red, 'blue'], 'pens.json, pen 2: it is "blue", expected a record'],
    [[red, { ...red, colour: 'red' }], 'pens.json, pen 2: there is no field colour; the nearest are'],
    [[{ ...red, widthmm: 1 }], 'there is no field widthmm; the nearest are widthMm'],
    [[{ hex: '#123456' }], 'pen 1: name is missing, expected a text'],
    [[{ ...red, name: ' ' }], 'pen 1: name is " ", expected a text'],
    [[{ name: 'red' }], 'pen 1: hex is missing, expected its ink on white paper as "#rrggbb"'],
    [[{ name: 'red', hex: 'red' }], 'pen 1: hex is "red", expected'],
    [[{ name: 'red', hex: 0xff0000 }], 'pen 1: hex is 16711680, expected'],
    [[{ ...red, widthMm: 0 }], 'pen 1: widthMm is 0, expected a number of mm from 0.02 to 50'],
    [[{ ...red, widthMm: '0.4' }], 'pen 1: widthMm is "0.4", expected'],
    [[{ ...red, opaque: 'yes' }], 'pen 1: opaque is "yes", expected true or false'],
    [[{ ...red, brand: 3 }], 'pen 1: brand is 3, expected a text'],
    [[red, { ...red, hex: '#123456', name: 'Red' }], 'pens 1 and 2 have the same name (red)'],
    [[red, { ...red, name: 'scarlet' }], 'pens 1 and 2 have the same colour and width (#dc1420 0.4 mm)'],
  ])('%j is refused', (value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('that is no JSON is refused by name', () => {
    expect(() => parsePens('[{', 'pens.json')).toThrow('pens.json is not JSON');
  });

  it('gives pens or a clear error, whatever is in it', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), pensOrError));
  });

  it('gives pens or a clear error, whatever is in its fields', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant('#abc'), fc.double());
    const fields = ['brand', 'line', 'code', 'name', 'hex', 'widthMm', 'opaque', 'source', '__proto__', 'x'];
    const pen = fc.dictionary(fc.constantFrom(...fields), value);
    fc.assert(
      fc.property(fc.array(pen, { maxLength: 3 }), (pens) => {
        pensOrError(JSON.stringify(pens));
      }),
    );
  });
});

function pensOrError(text: string): void {
  try {
    for (const pen of parsePens(text, 'pens.json')) expect(pen.hex).toMatch(/^#[0-9a-f]{6}$/);
  } catch (error) {
    expect(error).toBeInstanceOf(InkceptionError);
    expect(error).toHaveProperty('code', 'bad-pens');
  }
}
