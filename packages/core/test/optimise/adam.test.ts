import { describe, expect, it } from 'vitest';
import { openAdam } from '../../src/optimise/adam.ts';

const settings = { learningRate: 0.05, beta1: 0.9, beta2: 0.999 };

describe('Adam', () => {
  it('moves by the learning rate against the sign of the first gradient', () => {
    const x = Float32Array.of(1, 1, 1);
    openAdam(3).step(x, Float32Array.of(1e-4, -30, 0), 1, settings);
    expect(x[0]).toBeCloseTo(0.95, 4);
    expect(x[1]).toBeCloseTo(1.05, 5);
    expect(x[2]).toBe(1);
  });

  it('follows the reference formula over several steps', () => {
    const gradients = [0.5, -1, 2, 0.1];
    const x = Float32Array.of(0);
    const adam = openAdam(1);
    let [m, v, expected] = [0, 0, 0];
    gradients.forEach((g, i) => {
      const t = i + 1;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      expected -= (0.05 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
      adam.step(x, Float32Array.of(g), t, settings);
    });
    expect(x[0]).toBeCloseTo(expected, 5);
  });

  it('finds the minimum of a badly scaled bowl', () => {
    const x = Float32Array.of(3, -2);
    const adam = openAdam(2);
    for (let t = 1; t <= 2000; t++) adam.step(x, Float32Array.of(2 * x[0]!, 200 * x[1]!), t, settings);
    expect(Math.hypot(x[0]!, x[1]!)).toBeLessThan(1e-2);
  });
});
