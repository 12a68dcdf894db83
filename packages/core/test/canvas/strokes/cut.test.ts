import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrueStroke } from '../../../src/canvas/canvas.ts';
import { cutStroke } from '../../../src/canvas/strokes/cut.ts';
import { along } from './along.ts';

const within = (x: number, y: number): number => 0.3 - Math.hypot(x - 0.5, y - 0.5);

function lengthWithin(stroke: TrueStroke): number {
  const line = along(stroke);
  return line.slice(1).reduce((sum, [x, y], i) => {
    const [x0, y0] = line[i]!;
    return sum + (within((x + x0) / 2, (y + y0) / 2) >= 0 ? Math.hypot(x - x0, y - y0) : 0);
  }, 0);
}

const place = fc.double({ min: 0, max: 1, noNaN: true });
const anyStroke = fc
  .tuple(fc.boolean(), fc.array(place, { minLength: 6, maxLength: 14 }))
  .map(([closed, values]): TrueStroke => ({
    pen: 2,
    closed,
    points: Float32Array.from(values.slice(0, values.length & ~1)),
  }));

describe('a stroke that is cut', () => {
  it('is all there is of it inside, and nothing else', () => {
    fc.assert(
      fc.property(anyStroke, (stroke) => {
        const parts = cutStroke(stroke, within, 0);
        for (const part of parts) {
          expect(part.pen).toBe(2);
          for (const [x, y] of along(part)) expect(within(x, y)).toBeGreaterThan(-0.02);
        }
        const length = parts.map(lengthOf).reduce((sum, one) => sum + one, 0);
        expect(Math.abs(length - lengthWithin(stroke))).toBeLessThan(0.04 + 0.04 * length);
      }),
    );
  });

  it('stays as it is where all of it is inside, loops as well', () => {
    const loop = { pen: 1, closed: true, points: Float32Array.of(0.4, 0.4, 0.6, 0.4, 0.5, 0.6) };
    expect(cutStroke(loop, within, 0)).toEqual([loop]);
  });

  it('is nothing where none of it is inside, or where it is too short', () => {
    const line = { pen: 1, closed: false, points: Float32Array.of(0, 0.25, 1, 0.25) };
    const [part] = cutStroke(line, within, 0);
    expect(Array.from(part!.points, (value) => +value.toFixed(3))).toEqual([0.334, 0.25, 0.666, 0.25]);
    expect(cutStroke(line, within, 0.4)).toEqual([]);
    expect(cutStroke({ ...line, points: Float32Array.of(0, 0.1, 1, 0.1) }, within, 0)).toEqual([]);
  });

  it('has its ends where a loop was opened', () => {
    const loop = { pen: 1, closed: true, points: Float32Array.of(0.1, 0.5, 0.5, 0.9, 0.9, 0.5, 0.5, 0.1) };
    const parts = cutStroke(loop, (x) => 0.5 - x, 0);
    expect(parts.map(({ closed }) => closed)).toEqual([false]);
    expect([parts[0]!.points.at(0), parts[0]!.points.at(-2)].every((x) => Math.abs(x! - 0.5) < 1e-3)).toBe(
      true,
    );
  });
});

function lengthOf(part: TrueStroke): number {
  const line = along(part);
  return line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i]![0], y - line[i]![1]), 0);
}
