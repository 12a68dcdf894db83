import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bezierOf,
  controlsThrough,
  flatten,
  flattenBackward,
  polygonLength,
  splineBasis,
} from '../../../src/canvas/strokes/spline.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { dot } from '../../finite-differences.ts';

const forms = fc.oneof(
  fc.record({ controls: fc.integer({ min: 2, max: 9 }), closed: fc.constant(false) }),
  fc.record({ controls: fc.integer({ min: 3, max: 9 }), closed: fc.constant(true) }),
);
const seeds = fc.integer({ min: 0, max: 1e6 });

const along = (basis: ReturnType<typeof splineBasis>, controls: Float32Array): Float32Array => {
  const out = new Float32Array(2 * basis.samples);
  flatten(basis, controls, 0, 1, out, 0);
  return out;
};

describe('splines', () => {
  it('lie within their control points, whatever these are', () => {
    fc.assert(
      fc.property(forms, seeds, (form, seed) => {
        const controls = fillNormal(new Float32Array(2 * form.controls), seededRandom(seed), 0, 1);
        const points = along(splineBasis(form, 5), controls);
        for (const axis of [0, 1]) {
          const of = (values: Float32Array): number[] => [...values].filter((_, i) => i % 2 === axis);
          expect(Math.min(...of(points))).toBeGreaterThan(Math.min(...of(controls)) - 1e-5);
          expect(Math.max(...of(points))).toBeLessThan(Math.max(...of(controls)) + 1e-5);
        }
      }),
    );
  });

  it('are at most as long as the polygon of their control points, all around when closed', () => {
    const square = Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1);
    expect([polygonLength(square, false), polygonLength(square, true)]).toEqual([3, 4]);
    fc.assert(
      fc.property(forms, seeds, (form, seed) => {
        const controls = fillNormal(new Float32Array(2 * form.controls), seededRandom(seed), 0, 1);
        const length = polygonLength(along(splineBasis(form, 16), controls), false);
        expect(length).toBeLessThan(polygonLength(controls, form.closed) + 1e-4);
      }),
    );
  });

  it('begin and end in their first and last point, or where they began', () => {
    fc.assert(
      fc.property(forms, seeds, (form, seed) => {
        const controls = fillNormal(new Float32Array(2 * form.controls), seededRandom(seed), 0, 1);
        const points = along(splineBasis(form, 4), controls);
        const [first, last] = form.closed
          ? [points.subarray(0, 2), points.subarray(0, 2)]
          : [controls.subarray(0, 2), controls.subarray(-2)];
        [...first, ...last].forEach((value, i) => {
          expect([...points.subarray(0, 2), ...points.subarray(-2)][i]).toBeCloseTo(value, 5);
        });
      }),
    );
  });

  it('are straight with two control points, and smooth with more', () => {
    expect([...along(splineBasis({ controls: 2, closed: false }, 9), Float32Array.of(1, 2, 5, 8))]).toEqual([1, 2, 5, 8]); // prettier-ignore
    const points = along(splineBasis({ controls: 4, closed: false }, 50), Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1)); // prettier-ignore
    const turns = Array.from({ length: points.length / 2 - 2 }, (_, i) => {
      const angle = (k: number): number =>
        Math.atan2(points[2 * k + 3]! - points[2 * k + 1]!, points[2 * k + 2]! - points[2 * k]!);
      return Math.abs(angle(i + 1) - angle(i));
    });
    expect(Math.max(...turns)).toBeLessThan(0.06);
  });

  it('pass through points, by the control points that this takes', () => {
    const wanted = fillNormal(new Float32Array(18), seededRandom(4), 0, 1);
    const points = along(splineBasis({ controls: 9, closed: false }, 3), controlsThrough(wanted, false));
    for (let i = 0; i < 9; i++)
      for (const axis of [0, 1]) expect(points[6 * i + axis]).toBeCloseTo(wanted[2 * i + axis]!, 4);
  });

  it('are cubic Beziers, exactly', () => {
    const controls = fillNormal(new Float32Array(12), seededRandom(3), 0, 1);
    const points = along(splineBasis({ controls: 6, closed: false }, 4), controls);
    const bezier = bezierOf(controls);
    for (let piece = 0; piece < 5; piece++) {
      for (let axis = 0; axis < 2; axis++) {
        const [a, b, c, d] = [0, 2, 4, 6].map((k) => bezier[6 * piece + k + axis]!);
        const quarter = (27 * a! + 27 * b! + 9 * c! + d!) / 64;
        expect(quarter).toBeCloseTo(points[2 * (4 * piece + 1) + axis]!, 5);
        expect(d).toBeCloseTo(points[2 * (4 * piece + 4) + axis]!, 5);
      }
    }
  });

  it('have an exact adjoint: <A x, y> = <x, A* y>', () => {
    fc.assert(
      fc.property(forms, seeds, (form, seed) => {
        const random = seededRandom(seed);
        const basis = splineBasis(form, 3);
        const controls = fillNormal(new Float32Array(2 * form.controls), random, 0, 1);
        const gradient = fillNormal(new Float32Array(2 * basis.samples), random, 0, 1);
        const into = new Float32Array(controls.length);
        flattenBackward(basis, gradient, 0, 1, into, 0);
        expect(dot(along(basis, controls), gradient)).toBeCloseTo(dot(controls, into), 3);
      }),
    );
  });
});
