import { describe, expect, it } from 'vitest';
import { planMemory } from '../../src/kernels/memory.ts';
import { addBoundaryPrice, addInkPrice, addLikenessPrice, addUsagePrice } from '../../src/canvas/prices.ts';

const size = 200;

/** Two pens, the second where `inside` says so: probabilities [2, size, size]. */
function twoPens(inside: (x: number, y: number) => boolean): Float32Array {
  const plane = size * size;
  const p = new Float32Array(2 * plane);
  for (let i = 0; i < plane; i++) p[(inside(i % size, Math.floor(i / size)) ? plane : 0) + i] = 1;
  return p;
}

/** The probabilities where the kernels find them, and room for a gradient. */
function inMemory(p: Float32Array, pens: number) {
  const plan = planMemory();
  const [block, into] = [plan.hold(p), plan.reserve(p.length)];
  const { kernels } = plan.open();
  const plane = p.length / pens;
  return { kernels, planes: { at: block.at, pens, plane, stride: 4 * plane }, into: into.at };
}

function boundaryOf(p: Float32Array): number {
  const { kernels, planes, into } = inMemory(p, 2);
  return addBoundaryPrice(kernels, planes, size, 0, into);
}

function usageOf(p: Float32Array, floor: number): number {
  const { kernels, planes } = inMemory(p, 2);
  return addUsagePrice(kernels, planes, [floor, floor], 0, new Float32Array(2));
}

const boundary = (inside: (x: number, y: number) => boolean): number => boundaryOf(twoPens(inside));

describe('the boundary price', () => {
  it.each([
    ['upright', (x: number) => x < 90, 1],
    ['level', (_: number, y: number) => y < 90, 1],
    ['diagonal', (x: number, y: number) => x < y, Math.SQRT2],
    ['slanted', (x: number, y: number) => 2 * x < y + 50, Math.hypot(1, 0.5)],
  ])('is the length of a line in picture sides: %s', (_, inside, length) => {
    expect(boundary(inside) / length).toBeGreaterThan(0.97);
    expect(boundary(inside) / length).toBeLessThan(1.09);
  });

  it('is the circumference of a circle', () => {
    const circle = boundary((x, y) => Math.hypot(x - 99.5, y - 99.5) < 60);
    expect(circle / ((2 * Math.PI * 60) / size)).toBeGreaterThan(0.97);
    expect(circle / ((2 * Math.PI * 60) / size)).toBeLessThan(1.09);
  });

  it('is nothing for a flat mixture', () => {
    const p = new Float32Array(2 * size * size).fill(0.5);
    expect(boundaryOf(p)).toBe(0);
  });
});

describe('the ink price', () => {
  it('is what pens fill, where two lie over each other twice', () => {
    const { kernels, planes } = inMemory(
      twoPens((x) => x < 50),
      2,
    ); // a quarter
    expect(addInkPrice(kernels, planes, [0, 1], 0, new Float32Array(2))).toBeCloseTo(0.25, 5);
    expect(addInkPrice(kernels, planes, [1, 2], 0, new Float32Array(2))).toBeCloseTo(1.25, 5);
  });
});

describe('the usage price', () => {
  it('counts what pens fall short of the floor', () => {
    const p = twoPens((x) => x < 4); // 2 % of the picture
    expect(usageOf(p, 0.05)).toBeCloseTo(0.03 ** 2, 8);
    expect(usageOf(p, 0.02)).toBeCloseTo(0, 8);
  });
});

describe('the likeness price', () => {
  it('counts pairs that are closer than the distance', () => {
    const colours = [
      [1, 1, 1],
      [1, 0.9, 1],
      [0, 0, 0],
    ] as const;
    expect(addLikenessPrice(colours, 0.4, 0, new Float32Array(9))).toBeCloseTo(0.3 ** 2, 8);
  });
});
