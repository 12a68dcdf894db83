import { describe, expect, it } from 'vitest';
import { resumeRandom, seededRandom } from '../src/random.ts';

const draw = (random: { uniform(): number }, n: number): number[] =>
  Array.from({ length: n }, () => random.uniform());

describe('seeded randomness', () => {
  it('gives the same stream for the same seed and another for another', () => {
    expect(draw(seededRandom(7), 20)).toEqual(draw(seededRandom(7), 20));
    expect(draw(seededRandom(7), 5)).not.toEqual(draw(seededRandom(8), 5));
    expect(draw(seededRandom(7), 5)).not.toEqual(draw(seededRandom(7 + 2 ** 32), 5));
  });

  it('goes on where its state was taken', () => {
    const random = seededRandom(3);
    draw(random, 11);
    random.normal();
    const twin = resumeRandom(random.state());
    expect(draw(twin, 9)).toEqual(draw(random, 9));
  });

  it('has the moments of its distributions', () => {
    const random = seededRandom(1);
    const normal = Array.from({ length: 50_000 }, () => random.normal());
    const mean = normal.reduce((a, b) => a + b) / normal.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(normal.reduce((a, b) => a + b * b, 0) / normal.length - mean ** 2).toBeCloseTo(1, 1);
    const dice = Array.from({ length: 6000 }, () => random.integer(-1, 4));
    for (let face = -1; face <= 4; face++) {
      const share = dice.filter((d) => d === face).length / 1000;
      expect(share).toBeGreaterThan(0.85);
      expect(share).toBeLessThan(1.15);
    }
  });
});
