import { describe, expect, it } from 'vitest';
import { mapOf, plainMoment } from '../../src/canvas/canvas.ts';
import { freeCanvas } from '../../src/canvas/free.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { dot, numericGradient } from '../finite-differences.ts';

describe('the canvas without pens', () => {
  it('passes gradients back exactly', () => {
    const random = seededRandom(1);
    const canvas = freeCanvas(7, 6, [2, 6], random);
    const weights = fillNormal(new Float32Array(3 * 42), random, 0, 1);
    const loss = (): number => 0.7 * dot(weights, canvas.render(plainMoment).data);
    canvas.render(plainMoment);
    const { gradients } = canvas.backward({ width: 7, height: 6, data: weights }, 0.7);
    expect(canvas.parameters.map(({ values }) => values.length)).toEqual([126, 3 * 12, 3 * 2]);
    canvas.parameters.forEach(({ values }, k) => {
      const places = [0, 1, values.length >> 1, values.length - 1];
      numericGradient(values, loss, places).forEach((slope, i) => {
        expect(gradients[k]![places[i]!]).toBeCloseTo(slope, 3);
      });
    });
  });

  it('shows the same colours on a finer raster', () => {
    const canvas = freeCanvas(8, 8, [4], seededRandom(2));
    const coarse = canvas.render(plainMoment).data.slice();
    const fine = canvas.relaxed(1, 2);
    expect([fine.width, fine.height]).toEqual([16, 16]);
    const mean = (data: Float32Array): number => data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(mean(fine.data)).toBeCloseTo(mean(coarse), 2);
  });

  it('has no picture that pens could draw', () => {
    const truth = freeCanvas(4, 4, [2], seededRandom(3)).truth(2);
    const [map, colours] = [mapOf(truth), truth.colours];
    expect([map.width, map.height, colours]).toEqual([8, 8, [[1, 1, 1]]]);
    expect(new Set(map.indices)).toEqual(new Set([0]));
  });
});
