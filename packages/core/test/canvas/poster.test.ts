import { describe, expect, it } from 'vitest';
import { mapOf, noPrices, plainMoment } from '../../src/canvas/canvas.ts';
import type { PixelSettings } from '../../src/canvas/pixels/model.ts';
import { pixelCanvas } from '../../src/canvas/pixels/pixels.ts';
import { posterCanvas } from '../../src/canvas/poster.ts';
import { fillNormal, seededRandom } from '../../src/random.ts';
import { dot, numericGradient } from '../finite-differences.ts';

const settings: PixelSettings = {
  cells: [2, 4, 8],
  finestFrom: 0,
  initialLogits: 2,
  initialColours: [0, 0.8],
  spike: 1,
  paper: null,
  usageFloor: 0,
  colourDistance: 0,
};
const learned = { kind: 'learned' } as const;
const palette = [learned, learned, learned];
const poster = () => posterCanvas({ width: 16, height: 8, parts: 4 }, palette, settings, seededRandom(3));

describe('a poster', () => {
  it('is the picture that one large canvas would be, without seams', () => {
    const canvas = poster();
    const whole = pixelCanvas(64, 32, palette, settings, seededRandom(4));
    whole.parameters.forEach(({ values }, i) => {
      values.set(canvas.parameters[i]!.values);
    });
    // at the border itself, knots that are not there go on otherwise
    const inside = (i: number, width: number, height: number, margin: number): boolean => {
      const [x, y] = [i % width, Math.floor(i / width) % height];
      return Math.min(x, y, width - 1 - x, height - 1 - y) >= margin;
    };
    const [parts, one] = [mapOf(canvas.truth(2)), mapOf(whole.truth(2))];
    const [seen, all] = [canvas.relaxed(0.5, 1), whole.relaxed(0.5, 1)];
    for (let i = 0; i < 128 * 64; i++)
      if (inside(i, 128, 64, 20)) expect(parts.indices[i]).toBe(one.indices[i]);
    for (let i = 0; i < 3 * 64 * 32; i++)
      if (inside(i, 64, 32, 10)) expect(seen.data[i]).toBeCloseTo(all.data[i]!, 5);
    expect(new Set(parts.indices).size).toBe(3);
  });

  it('begins flat where its finest surface waits', () => {
    const waiting = { ...settings, finestFrom: 0.5 };
    const { parameters } = posterCanvas(
      { width: 16, height: 8, parts: 4 },
      palette,
      waiting,
      seededRandom(3),
    );
    const flat = parameters.map(({ values }) => values.every((value) => value === 0));
    expect(flat).toEqual([true, false, false, false]);
    expect(parameters.map(({ finest = false }) => finest)).toEqual(flat);
  });

  it('passes the gradients of each part back, from near and far', () => {
    const canvas = poster();
    const random = seededRandom(9);
    const at = { ...plainMoment, temperature: 0.7, prices: { ...noPrices, boundary: 0.03 } };
    const weights = fillNormal(new Float32Array(3 * 16 * 8), seededRandom(5), 0, 1);
    const picture = { width: 16, height: 8, data: weights };
    for (let look = 0; look < 6; look++) {
      canvas.look!(random, look / 6);
      const loss = (): number => {
        const value = dot(weights, canvas.render(at).data);
        return value + 0.03 * canvas.backward(picture, 1).prices.boundary;
      };
      canvas.render(at);
      const gradients = canvas.backward(picture, 1).gradients.map((gradient) => gradient.slice());
      canvas.parameters.forEach(({ values }, k) => {
        const largest = gradients[k]!.reduce(
          (best, value, i, all) => (Math.abs(value) > Math.abs(all[best]!) ? i : best),
          0,
        );
        const places = [0, largest, values.length - 1];
        numericGradient(values, loss, places, 2e-3).forEach((slope, i) => {
          expect(Math.abs(gradients[k]![places[i]!]! - slope)).toBeLessThan(0.02 * (1 + Math.abs(slope)));
        });
      });
    }
  });

  it('renders no more than one part, and each of them in turn', () => {
    const canvas = poster();
    const random = seededRandom(2);
    const seen = new Set<number>();
    for (let look = 0; look < 200; look++) {
      canvas.look!(random, 0.5);
      expect(canvas.render(plainMoment).data).toHaveLength(3 * 16 * 8);
      const { gradients } = canvas.backward({ width: 16, height: 8, data: new Float32Array(384).fill(1) }, 1);
      gradients[1]!.forEach((value, i) => {
        if (value !== 0) seen.add(i);
      });
    }
    expect(seen.size).toBe(canvas.parameters[1]!.values.length);
  });
});
