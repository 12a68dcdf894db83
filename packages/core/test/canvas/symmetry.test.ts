import { describe, expect, it } from 'vitest';
import { symmetrise, symmetriseBack, type Symmetry } from '../../src/canvas/symmetry.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { dot } from '../finite-differences.ts';

const noise = (length: number, seed: number): Float32Array =>
  fillNormal(new Float32Array(length), seededRandom(seed), 0, 1);

const symmetries: [name: string, symmetry: Symmetry][] = [
  ['left-right', { turns: 1, mirror: 'left-right' }],
  ['up-down', { turns: 1, mirror: 'up-down' }],
  ['quarter turns', { turns: 4, mirror: null }],
  ['a star of five', { turns: 5, mirror: null }],
  ['a kaleidoscope of three', { turns: 3, mirror: 'left-right' }],
];

describe('symmetric planes', () => {
  it.each(symmetries)('have the exact adjoint: %s', (_, symmetry) => {
    const [width, height] = [9, 8];
    const [x, y] = [noise(72, 1), noise(72, 2)];
    const [ofX, ofY] = [x.slice(), y.slice()];
    symmetrise([ofX], width, height, symmetry);
    symmetriseBack([ofY], width, height, symmetry);
    expect(dot(ofX, y)).toBeCloseTo(dot(x, ofY), 4);
  });

  it('are equal on both sides, to the bit', () => {
    const plane = noise(60, 3);
    symmetrise([plane], 10, 6, { turns: 1, mirror: 'left-right' });
    for (let i = 0; i < 60; i++) expect(plane[i]).toBe(plane[Math.floor(i / 10) * 10 + 9 - (i % 10)]);
    symmetrise([plane], 10, 6, { turns: 1, mirror: 'up-down' });
    for (let i = 0; i < 60; i++) expect(plane[i]).toBe(plane[(5 - Math.floor(i / 10)) * 10 + (i % 10)]);
  });

  it('look the same after a turn', () => {
    const side = 41;
    const plane = Float32Array.from({ length: side ** 2 }, (_, i) => {
      const [x, y] = [(i % side) - 20, Math.floor(i / side) - 20];
      return Math.sin(x / 5 + 1) + Math.cos((x + 2 * y) / 9);
    });
    symmetrise([plane], side, side, { turns: 5, mirror: null });
    const at = (radius: number, angle: number): number => {
      const [x, y] = [20 + radius * Math.cos(angle), 20 + radius * Math.sin(angle)];
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const [u, v] = [x - x0, y - y0];
      const value = (dx: number, dy: number): number => plane[(y0 + dy) * side + x0 + dx]!;
      return (
        (1 - v) * ((1 - u) * value(0, 0) + u * value(1, 0)) + v * ((1 - u) * value(0, 1) + u * value(1, 1))
      );
    };
    for (const angle of [0.1, 0.7, 2]) {
      for (let k = 1; k < 5; k++) {
        expect(Math.abs(at(12, angle + (2 * Math.PI * k) / 5) - at(12, angle))).toBeLessThan(0.03);
      }
    }
  });

  it('keep what is symmetric already', () => {
    const flat = new Float32Array(49).fill(2);
    symmetrise([flat], 7, 7, { turns: 7, mirror: 'left-right' });
    for (const value of flat) expect(value).toBeCloseTo(2, 5);
  });
});
