import { describe, expect, it } from 'vitest';
import { findComponents } from '../../../src/plot/regions/components.ts';
import { mapOf } from '../examples.ts';

describe('findComponents', () => {
  it('numbers connected areas in reading order', () => {
    const { count, ids, labels, areas } = findComponents(mapOf('001', '011', '220'));
    expect(count).toBe(4);
    expect([...ids]).toEqual([0, 0, 1, 0, 1, 1, 2, 2, 3]);
    expect([...labels]).toEqual([0, 1, 2, 0]);
    expect([...areas]).toEqual([3, 3, 2, 1]);
  });

  it('keeps a diagonal line of single pixels together', () => {
    const { count, extents } = findComponents(mapOf('10000', '01000', '00100', '00010', '00001'));
    // The line, and the background on both sides of it.
    expect(count).toBe(3);
    expect(extents[0]).toBe(5);
  });

  it('keeps a diagonal of the background together where that is the thinner one', () => {
    const { labels } = findComponents(mapOf('0111', '1011', '1101', '1110'));
    expect([...labels].filter((label) => label === 0)).toHaveLength(1);
  });

  it('joins what a third label only touches at a corner', () => {
    const { count } = findComponents(mapOf('11200', '11200', '33110', '33110'));
    expect(count).toBe(4);
  });

  it('takes a map of one pixel and one of none', () => {
    expect(findComponents(mapOf('3')).count).toBe(1);
    expect(findComponents({ width: 0, height: 0, indices: new Uint8Array(0) }).count).toBe(0);
  });
});
