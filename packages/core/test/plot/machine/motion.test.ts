import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machines } from '../../../src/plot/machine/machines.ts';
import { hopSeconds, strokeSeconds, travelSeconds } from '../../../src/plot/machine/motion.ts';
import { linePath, pathLists } from '../examples.ts';
import { simulatedSeconds } from './simulated-seconds.ts';

describe('strokeSeconds', () => {
  it('is a trapezoid for a long line', () => {
    // 100 mm: up to 50 mm/s and back takes 2 v/a, the ramps v²/a of way.
    const { drawSpeed: v, drawAcceleration: a } = machines['axidraw-v3'];
    expect(strokeSeconds(linePath(0, 0, 100, 0))).toBeCloseTo((2 * v) / a + (100 - v ** 2 / a) / v, 9);
  });

  it('is a triangle for a short line', () => {
    expect(strokeSeconds(linePath(0, 0, 1, 0))).toBeCloseTo(
      2 * Math.sqrt(1 / machines['axidraw-v3'].drawAcceleration),
      9,
    );
  });

  it('does not care into how many pieces a straight line is cut', () => {
    const pieces = linePath(...Array.from({ length: 82 }, (_, i) => (i % 2 === 0 ? i / 2 : 0)));
    expect(strokeSeconds(pieces)).toBeCloseTo(strokeSeconds(linePath(0, 0, 40, 0)), 6);
  });

  it('brakes for corners, more for sharper ones', () => {
    const bend = (angle: number): number =>
      strokeSeconds(linePath(0, 0, 20, 0, 20 + 20 * Math.cos(angle), 20 * Math.sin(angle)));
    const times = [0, 0.5, 1, 2, 3].map(bend);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[4]).toBeCloseTo(2 * strokeSeconds(linePath(0, 0, 20, 0)), 1);
  });

  it('takes as long for the same way in many small steps', () => {
    const corners = [0, 0, 3, 0, 3, 1, 9, 2, 9.2, 2.1, 0, 5];
    const steps = corners.slice(0, -2).flatMap((_, i) => {
      if (i % 2 === 1) return [];
      const [x, y, dx, dy] = [
        corners[i]!,
        corners[i + 1]!,
        corners[i + 2]! - corners[i]!,
        corners[i + 3]! - corners[i + 1]!,
      ];
      return Array.from({ length: 400 }, (__, k) =>
        k % 2 === 0 ? x + (dx * k) / 400 : y + (dy * (k - 1)) / 400,
      );
    });
    expect(strokeSeconds(linePath(...steps, 0, 5))).toBeCloseTo(strokeSeconds(linePath(...corners)), 3);
  });

  it('takes no time for a stroke without length', () => {
    expect(strokeSeconds(linePath(3, 3, 3, 3))).toBe(0);
  });

  it.each(Object.values(machines))(
    'takes as long as the motion of $name in small steps of time',
    (machine) => {
      fc.assert(
        fc.property(pathLists, (paths) => {
          for (const path of paths.slice(0, 3)) {
            const simulated = simulatedSeconds(path, machine);
            const stops = path.points.length / 2 + 1; // each is off by a few steps of the simulation
            expect(Math.abs(strokeSeconds(path, machine) - simulated)).toBeLessThan(
              0.0015 * stops + 0.002 * simulated,
            );
          }
        }),
        { numRuns: 8, seed: 8 },
      );
    },
  );
});

describe('hopSeconds', () => {
  it('raises the pen, travels and lowers it', () => {
    const machine = machines['axidraw-v3'];
    const { raiseSeconds, lowerSeconds, travelSpeed: v, travelAcceleration: a } = machine;
    expect(travelSeconds(100, machine)).toBeCloseTo(100 / v + v / a, 9);
    expect(hopSeconds(100, machine)).toBeCloseTo(raiseSeconds + lowerSeconds + 100 / v + v / a, 9);
    expect(travelSeconds(4, machine)).toBeCloseTo(2 * Math.sqrt(4 / a), 9);
  });
});
