import { describe, expect, it } from 'vitest';
import { constant, scheduled, type Schedule } from '../../src/optimise/schedule.ts';

describe('a schedule', () => {
  const falling: Schedule = {
    curve: 'geometric',
    points: [
      [0.2, 1],
      [0.6, 0.01],
      [1, 0.001],
    ],
  };

  it('goes through its points and rests beyond them', () => {
    expect([0, 0.2, 0.6, 1].map((t) => scheduled(falling, t))).toEqual([1, 1, 0.01, 0.001]);
    expect(
      scheduled(
        {
          curve: 'linear',
          points: [
            [0, 2],
            [0.5, 4],
          ],
        },
        0.9,
      ),
    ).toBe(4);
  });

  it('is the geometric or the plain mean half way', () => {
    expect(scheduled(falling, 0.4)).toBeCloseTo(0.1, 10);
    expect(scheduled({ ...falling, curve: 'linear' }, 0.4)).toBeCloseTo(0.505, 10);
  });

  it('can stand still', () => {
    expect([0, 0.3, 1].map((t) => scheduled(constant(7), t))).toEqual([7, 7, 7]);
  });
});
