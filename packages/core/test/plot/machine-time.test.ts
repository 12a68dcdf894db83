import { describe, expect, it } from 'vitest';
import { plotTime } from '../../src/plot/machine-time.ts';
import { machines } from '../../src/plot/machines.ts';
import { strokeSeconds } from '../../src/plot/motion.ts';
import { black, linePath, ringPath, sheet } from './examples.ts';

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
});

describe('plotTime', () => {
  const drawing = {
    sheet,
    layers: [
      { pen: black, paths: [linePath(30, 40, 30, 90), ringPath(30, 90, 40, 90, 40, 100)] },
      { pen: { ...black, name: 'none' }, paths: [] },
    ],
  };

  it('counts ink, travel from and to home, and lifts', () => {
    const { metres, lifts, travelMetres, perPen } = plotTime(drawing);
    expect(metres).toBeCloseTo((50 + 20 + Math.hypot(10, 10)) / 1000, 9);
    expect(lifts).toBe(2);
    expect(travelMetres).toBeCloseTo((50 + Math.hypot(30, 90)) / 1000, 9);
    expect(perPen.map(({ pen, lifts: own }) => [pen, own])).toEqual([
      ['black', 2],
      ['none', 0],
    ]);
    expect(perPen[1]).toEqual({ pen: 'none', seconds: 0, metres: 0, lifts: 0, travelMetres: 0 });
  });

  it('takes longer on a slower machine', () => {
    expect(plotTime(drawing, { ...machines['axidraw-v3'], drawSpeed: 10 }).seconds).toBeGreaterThan(
      plotTime(drawing).seconds + 5,
    );
  });
});
