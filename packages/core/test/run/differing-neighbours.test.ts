import { describe, expect, it } from 'vitest';
import { differingNeighbours } from '../../src/run/differing-neighbours.ts';

describe('differing neighbours', () => {
  const map = (width: number, height: number, indices: number[]) => ({
    width,
    height,
    indices: Uint8Array.from(indices),
  });

  it.each([
    [map(2, 2, [0, 0, 0, 0]), 0],
    [map(2, 2, [0, 1, 1, 0]), 1],
    [map(2, 2, [0, 1, 0, 1]), 0.5],
    [map(3, 1, [0, 0, 2]), 0.5],
    [map(1, 1, [5]), 0],
  ])('are counted across and down, not around: %#', (indexMap, share) => {
    expect(differingNeighbours(indexMap)).toBe(share);
  });
});
