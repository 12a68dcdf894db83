import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanIndexMap } from '../../../src/plot/regions/clean.ts';
import { findComponents } from '../../../src/plot/regions/components.ts';
import { blobMaps, drawMap, mapOf, noiseMaps } from '../examples.ts';

const specksOf = (map: Parameters<typeof findComponents>[0], least: number): number => {
  const { count, areas, extents } = findComponents(map);
  if (count === 1) return 0;
  return [...areas].filter((area, id) => area < least && extents[id]! < 2 * Math.sqrt(least)).length;
};

describe('cleanIndexMap', () => {
  it('gives a speck to the neighbour with the longest border', () => {
    const cleaned = cleanIndexMap(mapOf('0000', '0321', '0011', '0001'), 2);
    expect([...cleaned.indices]).toEqual([...mapOf('0000', '0001', '0011', '0001').indices]);
  });

  it('fills small openings of paper, too', () => {
    expect([...cleanIndexMap(mapOf('111', '101', '111'), 2).indices]).toEqual(new Array(9).fill(1));
  });

  it('leaves thin lines alone, also diagonal ones', () => {
    const map = drawMap(20, 20, (x, y) => (x === y ? 1 : y === 3 && x > 10 ? 2 : 0));
    expect(cleanIndexMap(map, 16)).toEqual(map);
  });

  it('has a limit for each label if asked to', () => {
    const map = mapOf('000000', '010020', '000000');
    expect([...cleanIndexMap(map, [0, 2, 1]).indices]).toEqual([
      ...mapOf('000000', '000020', '000000').indices,
    ]);
  });

  it('leaves a map of one label as it is, however small', () => {
    expect(cleanIndexMap(mapOf('2'), 100)).toEqual(mapOf('2'));
  });

  it('does not touch the map it was given', () => {
    const map = mapOf('111', '101', '111');
    cleanIndexMap(map, 2);
    expect(map.indices[4]).toBe(0);
  });

  it.each([['blobs', blobMaps] as const, ['noise', noiseMaps] as const])(
    'removes every speck of %s and is done then',
    (_, maps) => {
      fc.assert(
        fc.property(maps, fc.integer({ min: 0, max: 30 }), (map, least) => {
          const cleaned = cleanIndexMap(map, least);
          expect(specksOf(cleaned, least)).toBe(0);
          expect(cleanIndexMap(cleaned, least)).toEqual(cleaned);
        }),
      );
    },
  );
});
