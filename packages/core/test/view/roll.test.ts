import { describe, expect, it } from 'vitest';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { roll } from '../../src/view/roll.ts';

describe('a picture on a torus', () => {
  const data = fillNormal(new Float32Array(3 * 5 * 4), seededRandom(1), 0, 1);
  const image = { width: 5, height: 4, data };

  it('moves to the right and down, and in again', () => {
    const moved = roll(image, 2, -1);
    for (let c = 0; c < 3; c++)
      for (let y = 0; y < 4; y++)
        for (let x = 0; x < 5; x++)
          expect(moved.data[(c * 4 + ((y + 3) % 4)) * 5 + ((x + 2) % 5)]).toBe(data[(c * 4 + y) * 5 + x]);
  });

  it('comes back', () => {
    expect(roll(roll(image, 7, 3), -7, -3).data).toEqual(data);
  });
});
