import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rgb } from '../../src/palette/colour.ts';
import { inkSeenAs, overprinted, seenOn, white } from '../../src/palette/ink-on-paper.ts';
import { isDark, paperOf } from '../../src/palette/paper-colour.ts';
import { hexToRgb } from '../../src/palette/colour.ts';

const channel = fc.double({ min: 0.05, max: 1, noNaN: true });
const rgb = fc.tuple(channel, channel, channel);

function expectClose(one: Rgb, other: Rgb): void {
  one.forEach((value, c) => {
    expect(value).toBeCloseTo(other[c]!, 9);
  });
}

describe('ink on paper', () => {
  it('is the ink itself on white, and where it is opaque', () => {
    fc.assert(
      fc.property(rgb, rgb, (sheet, ink) => {
        expectClose(seenOn(white, ink, false), ink);
        expectClose(seenOn(sheet, ink, true), ink);
      }),
      { seed: 1 },
    );
  });

  it('is found again from how it is seen', () => {
    fc.assert(
      fc.property(rgb, rgb, fc.boolean(), (sheet, ink, opaque) => {
        expectClose(inkSeenAs(sheet, seenOn(sheet, ink, opaque), opaque), ink);
      }),
      { seed: 1 },
    );
    expect(inkSeenAs([0, 0, 0], [0, 0, 0], false)).toEqual([1, 1, 1]);
  });

  it('over another ink is the sheet times both, whichever comes first', () => {
    fc.assert(
      fc.property(rgb, rgb, rgb, (sheet, one, other) => {
        const [a, b] = [seenOn(sheet, one, false), seenOn(sheet, other, false)];
        expectClose(overprinted(sheet, a, b), seenOn(a, other, false));
        expectClose(overprinted(sheet, b, a), overprinted(sheet, a, b));
      }),
      { seed: 1 },
    );
  });
});

describe('a paper', () => {
  it('has a name or a colour', () => {
    expect(paperOf('Kraft').name).toBe('kraft paper');
    expect(paperOf('#222')).toMatchObject({
      hex: '#222222',
      name: expect.stringMatching(/ paper$/) as string,
    });
    expect(isDark(hexToRgb(paperOf('black').hex))).toBe(true);
    expect(isDark(hexToRgb(paperOf('kraft').hex))).toBe(false);
  });

  it.each(['plaid', '', '#12', 'toString'])('is refused when there is none such: "%s"', (colour) => {
    expect(() => paperOf(colour)).toThrow(/there is no paper .*give white, cream/);
  });
});
