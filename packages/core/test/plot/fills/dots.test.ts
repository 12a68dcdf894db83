import { describe, expect, it } from 'vitest';
import { spreadDots } from '../../../src/plot/fills/dots.ts';
import { distanceOutside, hole, square } from '../shapes.ts';

/** Distance from each dot to the nearest other. */
function gaps(dots: Float64Array): number[] {
  return Array.from({ length: dots.length / 2 }, (_, i) => {
    let least = Infinity;
    for (let j = 0; j < dots.length; j += 2) {
      if (j !== 2 * i)
        least = Math.min(least, Math.hypot(dots[j]! - dots[2 * i]!, dots[j + 1]! - dots[2 * i + 1]!));
    }
    return least;
  });
}

describe('spreadDots', () => {
  const dots = spreadDots([square, hole], 0.8, 1);

  it('has as many dots as there is room for', () => {
    const wanted = 300 / (0.8 ** 2 * (Math.sqrt(3) / 2));
    expect(dots.length / 2 / wanted).toBeGreaterThan(0.85);
    expect(dots.length / 2 / wanted).toBeLessThan(1.15);
  });

  it('keeps them apart and leaves no holes', () => {
    const distances = gaps(dots).sort((one, other) => one - other);
    expect(distances[0]! / 0.8).toBeGreaterThan(0.5);
    expect(distances[distances.length - 1]! / 0.8).toBeLessThan(1.4);
  });

  it('does not line them up: steps to neighbours go in all directions alike', () => {
    const counts = new Array<number>(12).fill(0);
    for (let i = 0; i < dots.length; i += 2) {
      for (let j = 0; j < dots.length; j += 2) {
        const [dx, dy] = [dots[j]! - dots[i]!, dots[j + 1]! - dots[i + 1]!];
        if (i === j || Math.hypot(dx, dy) > 1.2) continue;
        counts[Math.floor((12 * (Math.atan2(dy, dx) + Math.PI)) / (2 * Math.PI)) % 12]!++;
      }
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / 12;
    expect(Math.max(...counts) / mean).toBeLessThan(1.25);
    expect(Math.min(...counts) / mean).toBeGreaterThan(0.75);
  });

  it('keeps them inside', () => {
    for (let i = 0; i < dots.length; i += 2)
      expect(distanceOutside([square, hole], dots[i]!, dots[i + 1]!)).toBe(0);
  });

  it('has one dot in a small area, and none in nothing', () => {
    expect(spreadDots([Float64Array.of(0, 0, 0.1, 0, 0.1, 0.1, 0, 0.1)], 2, 1)).toHaveLength(2);
    expect(spreadDots([], 2, 1)).toHaveLength(0);
  });
});
