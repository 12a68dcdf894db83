import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropRepeats } from '../../../src/plot/order/dedupe.ts';
import { reversed } from '../../../src/plot/geometry/polyline.ts';
import { linePath, pathLists, ringPath } from '../examples.ts';

describe('dropRepeats', () => {
  it('drops what was drawn, also backwards and from another corner on', () => {
    const [line, ring] = [linePath(0, 0, 1, 2, 3, 4), ringPath(0, 0, 5, 0, 5, 5)];
    const again = [linePath(3, 4, 1, 2, 0, 0), ringPath(5, 5, 0, 0, 5, 0), ringPath(0, 0, 5, 5, 5, 0)];
    expect(dropRepeats([line, ring, ...again])).toEqual([line, ring]);
  });

  it('keeps an open line beside the closed one through the same points', () => {
    expect(dropRepeats([linePath(0, 0, 5, 0, 5, 5), ringPath(0, 0, 5, 0, 5, 5)])).toHaveLength(2);
  });

  it('is done when done once, and finds each stroke drawn twice', () => {
    fc.assert(
      fc.property(pathLists, (paths) => {
        const once = dropRepeats(paths);
        expect(dropRepeats(once)).toEqual(once);
        expect(
          dropRepeats([...once, ...once.map((path) => ({ ...path, points: reversed(path.points) }))]),
        ).toEqual(once);
      }),
    );
  });
});
