import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePens } from '../../src/palette/pens-file.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../../docs/pens.schema.json', import.meta.url), 'utf8'),
) as object;
const fitsSchema = new Ajv2020().compile(schema);

function fitsParser(value: unknown): boolean {
  try {
    parsePens(JSON.stringify(value), 'pens.json');
    return true;
  } catch {
    return false;
  }
}

const odd = fc.constantFrom<unknown>(null, 3, 'x', true, [], {});

/** Mostly one that is right, at times one that is not, or of another type. */
const field = (right: fc.Arbitrary<unknown>, ...wrong: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 20, arbitrary: right },
    { weight: 1, arbitrary: odd },
    { weight: wrong.length, arbitrary: fc.constantFrom<unknown>(...wrong) },
  );

const text = field(fc.constantFrom('ink', 'a b'), ' ', '');

/** A pen whose fields are mostly right, under a name of its own. */
const pens = fc.record(
  {
    hex: field(fc.constantFrom('#123', '#aBcDeF'), '#12345', 'red', '#12345g', ' #123'),
    widthMm: field(fc.double({ min: 0.1, max: 50, noNaN: true }), 50.01, 0, -1),
    opaque: field(fc.boolean(), 'yes'),
    brand: text,
    line: text,
    code: text,
    source: text,
  },
  { requiredKeys: ['hex'] },
);

/** Names and widths differ, as the schema cannot ask for that. */
const files = fc
  .tuple(fc.array(pens, { maxLength: 3 }), fc.boolean(), fc.nat(9))
  .map(([list, wrapped, extra]) => {
    const named: object[] = list.map((pen, n) => ({ widthMm: n + 1, ...pen, name: `pen ${n}` }));
    if (extra === 0) Object.assign(named[0] ?? {}, { colour: 'red' });
    return wrapped ? { pens: named } : named;
  });

const areUnlike = (value: unknown): boolean => {
  const list = (Array.isArray(value) ? value : (value as { pens: unknown[] }).pens) as Record<
    string,
    unknown
  >[];
  return list.length < 2 || new Set(list.map(({ widthMm }) => widthMm)).size === list.length;
};

describe('the schema of a pens file', () => {
  it('accepts what the parser accepts, and nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(files.filter(areUnlike), (value) => {
        expect(fitsParser(value)).toBe(fitsSchema(value));
        if (fitsSchema(value)) accepted++;
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it.each([
    [[]],
    [{}],
    ['text'],
    [null],
    [{ pens: [], more: 1 }],
    [Array.from({ length: 33 }, (_, n) => ({ name: `${n}`, hex: '#123', widthMm: 1 + n }))],
  ])('refuses %j, as the parser does', (value) => {
    expect([fitsSchema(value), fitsParser(value)]).toEqual([false, false]);
  });
});
