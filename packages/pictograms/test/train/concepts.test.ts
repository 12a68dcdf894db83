import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConcepts, parseNear } from '../../train/src/concepts.ts';

const text = readFileSync(new URL('../../train/concepts.txt', import.meta.url), 'utf8');
const concepts = parseConcepts(text);
const twice = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);

describe('a line of concepts', () => {
  it('is an emoji, or emojis, with a name and synonyms, ~ or - before it says who knows it', () => {
    expect(
      parseConcepts('[sea]\n# note\nocto_pus: kraken, squid\n~ a|b > the_name\n-owl\n!rat mole'),
    ).toEqual([
      {
        name: 'octo-pus',
        group: 'sea',
        slugs: ['octo_pus'],
        synonyms: ['kraken', 'squid'],
        role: 'given out',
      },
      { name: 'the-name', group: 'sea', slugs: ['a', 'b'], synonyms: [], role: 'learned' },
      { name: 'owl', group: 'sea', slugs: ['owl'], synonyms: [], role: 'judge' },
    ]);
  });

  it('with ! lists what is too much like a class', () => {
    expect(parseNear('octopus\n!rat mole').slugs).toEqual(['rat', 'mole']);
  });
});

describe('the classes', () => {
  it('are 300 or more, each in a group', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(300);
    expect(concepts.every(({ group }) => group !== '')).toBe(true);
  });

  it('have a name and emojis of their own', () => {
    const simple = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
    expect(twice(concepts.flatMap(({ name, synonyms }) => [name, ...synonyms].map(simple)))).toEqual([]);
    expect(twice(concepts.flatMap(({ slugs }) => slugs))).toEqual([]);
  });

  it('are none of those too much like a class', () => {
    const near = new Set(parseNear(text).slugs);
    expect(concepts.flatMap(({ slugs }) => slugs).filter((slug) => near.has(slug))).toEqual([]);
  });
});
