import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestNames } from '../src/nearest-names.ts';

const classes = ['octopus', 'spouting-whale', 'cat-face', 'dog-face', 't-rex', 'hot-dog', 'cheese-wedge'];

describe('the nearest names', () => {
  it.each([
    ['ocotpus', 'octopus'],
    ['OCTOPUSS', 'octopus'],
    ['octo', 'octopus'],
    ['wale', 'spouting-whale'],
    ['cat', 'cat-face'],
    ['trex', 't-rex'],
    ['chese', 'cheese-wedge'],
  ])('of %s begin with %s', (wanted, name) => {
    expect(nearestNames(wanted, classes)[0]).toBe(name);
  });

  it('are as many as asked for, each once, in the known order where equally near', () => {
    expect(nearestNames('zzz', ['aaa', 'bbb', 'aaa', 'ccc'], 2)).toEqual(['aaa', 'bbb']);
    expect(nearestNames('a', [])).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.nat(9), (wanted, known, count) => {
        const names = nearestNames(wanted, known, count);
        expect(names).toHaveLength(Math.min(count, new Set(known).size));
        expect(names.every((name) => known.includes(name))).toBe(true);
      }),
    );
  });

  it('begin with the name itself where it is known', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z-]{1,12}$/), { minLength: 1 }), fc.nat(), (known, n) => {
        const name = known[n % known.length]!;
        expect(nearestNames(name, known)[0]).toBe(name);
      }),
    );
  });

  it('come at once among thousands, however long the mistake', () => {
    const known = Array.from({ length: 5000 }, (_, i) => `name-${i}-${'x'.repeat(i % 40)}`);
    expect(nearestNames('y'.repeat(1_000_000), known)).toHaveLength(5);
  });
});

describe('the edit distance', () => {
  it('counts letters inserted, removed, replaced and swapped', () => {
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('ocotpus', 'octopus')).toBe(1);
  });

  it('is symmetric, and 0 only for equals', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
