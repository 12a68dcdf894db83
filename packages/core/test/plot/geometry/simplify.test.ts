import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplifyLine, simplifyRing } from '../../../src/plot/geometry/simplify.ts';

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 3,
    maxLength: 80,
  })
  .map((pairs) => Float64Array.from(pairs.flat()));

function distanceTo(line: Float64Array, closed: boolean, x: number, y: number): number {
  let nearest = Infinity;
  for (let i = closed ? 0 : 2; i < line.length; i += 2) {
    const j = (i + line.length - 2) % line.length;
    const [ax, ay, dx, dy] = [line[j]!, line[j + 1]!, line[i]! - line[j]!, line[i + 1]! - line[j + 1]!];
    const squared = dx * dx + dy * dy;
    const t = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
    nearest = Math.min(nearest, Math.hypot(ax + t * dx - x, ay + t * dy - y));
  }
  return nearest;
}

describe('simplify', () => {
  it('drops what lies on a line', () => {
    expect([...simplifyLine(Float64Array.of(0, 0, 1, 0.01, 2, 0, 2, 2), 0.03)]).toEqual([0, 0, 2, 0, 2, 2]);
    expect([...simplifyRing(Float64Array.of(0, 0, 1, 0, 2, 0, 2, 2, 0, 2, 0, 1), 0.03)]).toEqual([
      0, 0, 2, 0, 2, 2, 0, 2,
    ]);
  });

  it.each([['line', simplifyLine, false] as const, ['ring', simplifyRing, true] as const])(
    'keeps every point of a %s within the tolerance',
    (_, simplify, closed) => {
      fc.assert(
        fc.property(points, fc.double({ min: 0, max: 10, noNaN: true }), (line, tolerance) => {
          const simple = simplify(line, tolerance);
          for (let i = 0; i < line.length; i += 2) {
            expect(distanceTo(simple, closed, line[i]!, line[i + 1]!)).toBeLessThanOrEqual(tolerance + 1e-9);
          }
        }),
      );
    },
  );

  it('is quick with long lines', () => {
    const long = Float64Array.from({ length: 400_000 }, (_, i) => (i % 2 === 0 ? i / 2 : (i % 4) - 1));
    expect(simplifyLine(long, 0.5).length).toBe(400_000);
  });
});
