import { expect, it } from 'vitest';
import { planMemory } from '../../src/kernels/memory.ts';

it('e^x is within 2e-7 of it, and exactly 1 at 0', () => {
  const x = Float32Array.from({ length: 40_001 }, (_, i) => i / 500 - 60); // -60 .. 20
  x[0] = 0;
  const plan = planMemory();
  const [from, to] = [plan.hold(x), plan.reserve(x.length)];
  const memory = plan.open();
  memory.kernels.exponentials(from.at, x.length, to.at);
  const y = memory.floats(to);
  expect(y[0]).toBe(1);
  const errors = x.map((value, i) => Math.abs(y[i]! / Math.exp(value) - 1));
  expect(errors.reduce((a, b) => Math.max(a, b))).toBeLessThan(2e-7);
});
