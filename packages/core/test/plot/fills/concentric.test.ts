import { describe, expect, it } from 'vitest';
import { directionField } from '../../../src/plot/regions/direction-field.ts';
import type { Path } from '../../../src/plot/drawing.ts';
import { fills } from '../../../src/plot/fills/fills.ts';
import { lengthOf, type Ring } from '../../../src/plot/geometry/polyline.ts';

const square: Ring = Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20);
const frame = { leftMm: 0, topMm: 0, widthMm: 20, heightMm: 20 };

function fill(name: 'concentric' | 'spiral', ring: Ring, pitchMm: number, outlined = true): Path[] {
  const pen = { name: 'black', hex: '#101012', widthMm: 1.1 * pitchMm };
  const options = {
    pitchMm,
    angleRadians: 0,
    tone: 1,
    field: () => directionField([], frame),
    outlined,
    seed: 1,
  };
  return fills[name]([ring], pen, options);
}

describe('concentric', () => {
  it('draws rings of their own, a pitch apart', () => {
    const paths = fill('concentric', square, 1);
    // Squares with sides of 18, 16, ... 2; the outermost, of 20, is the outline.
    expect(
      paths.filter(({ closed }) => closed).map(({ points }) => Math.round(lengthOf(points, true))),
    ).toEqual([72, 64, 56, 48, 40, 32, 24, 16, 8]);
  });

  it('draws the outermost ring, too, where there is no outline', () => {
    expect(lengthOf(fill('concentric', square, 1, false)[0]!.points, true)).toBeCloseTo(80, 6);
  });

  it('draws nothing where there is no room for a ring or a line', () => {
    expect(fill('concentric', Float64Array.of(0, 0, 10, 0, 10, 0.5, 0, 0.5), 1)).toEqual([]);
  });
});

describe('spiral', () => {
  it('is about as long as the rings it stands for, and has no steps', () => {
    const [line] = fill('spiral', square, 1);
    const rings = 4 * 90;
    expect(line!.closed).toBe(false);
    expect(lengthOf(line!.points, false) / rings).toBeGreaterThan(0.97);
    expect(lengthOf(line!.points, false) / rings).toBeLessThan(1.15);
  });

  it('begins anew where an area falls apart', () => {
    const dumbbell = Float64Array.of(
      ...[0, 0, 10, 0, 10, 4, 20, 4, 20, 0, 30, 0, 30, 10, 20, 10, 20, 6, 10, 6, 10, 10, 0, 10],
    );
    expect(fill('spiral', dumbbell, 1.5).length).toBeGreaterThanOrEqual(2);
  });
});
