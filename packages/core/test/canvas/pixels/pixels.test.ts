import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mapOf,
  noPrices as free,
  paint,
  plainMoment,
  type Moment,
  type Prices,
} from '../../../src/canvas/canvas.ts';
import type { ColourSpec } from '../../../src/canvas/colour-spec.ts';
import type { PixelSettings } from '../../../src/canvas/pixels/model.ts';
import { pixelCanvas } from '../../../src/canvas/pixels/pixels.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { dot, numericGradient } from '../../finite-differences.ts';

const learned: ColourSpec = { kind: 'learned' };
const white: ColourSpec = { kind: 'given', rgb: [1, 1, 1] };

const plain: PixelSettings = {
  cells: [1],
  finestFrom: 0,
  initialLogits: 1,
  initialColours: [0.5, 1],
  spike: 3,
  paper: null,
  usageFloor: 0,
  colourDistance: 0.9,
};
const smooth: PixelSettings = {
  cells: [2, 6],
  finestFrom: 0,
  initialLogits: 1,
  initialColours: [0, 0.8],
  spike: 1,
  paper: { bias: 0.5, vignette: 2, vignetteFrom: 0.8 },
  usageFloor: 0.4,
  colourDistance: 0.9,
};

const moment = (temperature: number, prices: Prices = free, straightThrough = false): Moment => ({
  ...plainMoment,
  temperature,
  straightThrough,
  prices,
});

/** loss = weight <weights, picture> + prices, whose gradient `backward` must give. */
function checkGradients(
  settings: PixelSettings,
  palette: readonly ColourSpec[],
  at: Moment,
  seed: number,
): void {
  const random = seededRandom(seed);
  const canvas = pixelCanvas(7, 6, palette, settings, random);
  const weights = fillNormal(new Float32Array(3 * 42), random, 0, 1);
  const weight = -0.7;
  const loss = (): number => {
    const picture = canvas.render(at);
    const { prices, shares = [] } = canvas.backward({ ...picture, data: weights }, weight);
    const ofShares = dot(at.sharePrices ?? [], shares);
    const price = Object.entries(prices).reduce(
      (sum, [name, value]) => sum + at.prices[name as keyof Prices] * value,
      0,
    );
    return weight * dot(weights, picture.data) + price + ofShares;
  };
  canvas.render(at);
  const { gradients } = canvas.backward({ width: 7, height: 6, data: weights }, weight);
  canvas.parameters.forEach(({ values }, k) => {
    const coordinates = Array.from({ length: Math.min(12, values.length) }, () =>
      random.integer(0, values.length - 1),
    );
    const numeric = numericGradient(values, loss, coordinates, 2e-3);
    coordinates.forEach((i, j) => {
      expect(gradients[k]![i]).toBeCloseTo(numeric[j]!, 1.7);
    });
  });
}

describe('the pixel canvas', () => {
  it('passes gradients of the picture back to logits and colours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        (seed, temperature) => {
          checkGradients(plain, [learned, learned, learned], moment(temperature), seed);
          checkGradients(smooth, [white, learned, learned, learned], moment(temperature), seed);
        },
      ),
      { numRuns: 20, seed: 1 },
    );
  });

  it.each([
    ['boundary', { ...free, boundary: 3 }],
    ['usage', { ...free, usage: 20 }],
    ['likeness', { ...free, likeness: 2 }],
    ['spread', { ...free, spread: 0.5 }],
    ['ink', { ...free, ink: 3 }],
  ] as const)('passes the %s price back to the parameters', (_, prices) => {
    for (let seed = 0; seed < 5; seed++) {
      checkGradients(smooth, [white, learned, learned], moment(0.8, prices), seed);
      checkGradients(plain, [learned, learned], moment(1, prices), seed);
    }
  });

  it('passes gradients through overprints, and through clear ink to what is below it', () => {
    const sheet = [0.9, 0.7, 0.4] as const;
    const clear: ColourSpec = { kind: 'learned', below: sheet };
    const palette: ColourSpec[] = [
      { kind: 'given', rgb: sheet },
      clear,
      clear,
      { kind: 'given', rgb: [0.8, 0.2, 0.1] },
      { kind: 'overprint', of: [1, 2], sheet },
      { kind: 'overprint', of: [2, 3], sheet },
    ];
    for (let seed = 0; seed < 8; seed++) {
      checkGradients(smooth, palette, moment(0.8), seed);
      checkGradients(smooth, palette, moment(0.8, { ...free, likeness: 2, usage: 20, ink: 3 }), seed);
    }
  });

  it('passes prices of shares back to the parameters', () => {
    for (let seed = 0; seed < 5; seed++) {
      const at = { ...moment(0.8), sharePrices: [-4, 0, 7] };
      checkGradients(smooth, [white, learned, learned], at, seed);
    }
  });

  it('starts with the shares that it was given, the others alike', () => {
    const start = [{ ...white, start: 0.7 }, learned, { ...learned, start: 0.06 }, learned];
    const even = { ...plain, initialLogits: 0.01, spike: 2 };
    const canvas = pixelCanvas(8, 8, start, even, seededRandom(1));
    const picture = canvas.render({ ...moment(1), sharePrices: [0, 0, 0, 0] });
    const shares = canvas.backward(picture, 1).shares!;
    [0.7, 0.12, 0.06, 0.12].forEach((share, n) => {
      expect(shares[n]).toBeCloseTo(share, 2);
    });
  });

  it('prints clear inks over each other as their product', () => {
    const given = (...rgb: [number, number, number]): ColourSpec => ({ kind: 'given', rgb });
    const both: ColourSpec = { kind: 'overprint', of: [1, 2], sheet: [1, 1, 1] };
    const palette = [white, given(1, 0.8, 0.1), given(0.2, 0.9, 1), both];
    const { colours } = pixelCanvas(4, 4, palette, smooth, seededRandom(1)).truth(1);
    [0.2, 0.72, 0.1].forEach((value, c) => {
      expect(colours[3]![c]).toBeCloseTo(value, 6);
    });
  });

  it('shows one pen per pixel under straight-through, with the gradient of the mixture', () => {
    const canvas = pixelCanvas(7, 6, [white, learned, learned], smooth, seededRandom(3));
    const shown = canvas.render(moment(0.7, free, true));
    expect(shown.data).toEqual(paint(canvas.truth(1)).data);
    const weights = fillNormal(new Float32Array(shown.data.length), seededRandom(4), 0, 1);
    const gradients = (): Float32Array[] =>
      canvas.backward({ ...shown, data: weights }, 1).gradients.map((of) => of.slice());
    const straight = gradients();
    canvas.render(moment(0.7));
    const mixed = gradients();
    expect(straight[0]).toEqual(mixed[0]);
    expect(straight[1]).toEqual(mixed[1]);
  });

  it('approaches the true image as the temperature falls', () => {
    const canvas = pixelCanvas(16, 16, [white, learned, learned], smooth, seededRandom(5));
    const truth = paint(canvas.truth(1));
    const distance = (temperature: number): number => {
      const relaxed = canvas.relaxed(temperature, 1);
      return relaxed.data.reduce((sum, value, i) => sum + Math.abs(value - truth.data[i]!), 0);
    };
    expect(distance(0.1)).toBeLessThan(distance(1));
    expect(distance(1e-4)).toBeLessThan(0.5);
  });

  it('draws the same picture finer: each block of the fine true image agrees with its pixel but at the borders', () => {
    const canvas = pixelCanvas(
      48,
      36,
      [white, learned, learned],
      { ...smooth, cells: [4, 12] },
      seededRandom(9),
    );
    const coarse = mapOf(canvas.truth(1));
    const fine = mapOf(canvas.truth(3));
    expect([fine.width, fine.height]).toEqual([144, 108]);
    let same = 0;
    for (let y = 0; y < 36; y++) {
      for (let x = 0; x < 48; x++)
        same += Number(fine.indices[(3 * y + 1) * 144 + 3 * x + 1] === coarse.indices[y * 48 + x]);
    }
    expect(same).toBe(48 * 36); // the middle of a block is the middle of its pixel
    expect(canvas.relaxed(0.5, 3).width).toBe(144);
  });

  it('never moves a given colour', () => {
    const canvas = pixelCanvas(8, 8, [white, learned], smooth, seededRandom(6));
    const picture = canvas.render(moment(1));
    const { gradients } = canvas.backward({ ...picture, data: new Float32Array(192).fill(1) }, 1);
    const ofColours = gradients.at(-1)!;
    expect([...ofColours.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(ofColours[3]).not.toBe(0);
    expect(canvas.truth(1).colours[0]).toEqual([1, 1, 1]);
  });

  it('follows the seed recipe: clip(softmax(3 M) @ sigmoid(K))', () => {
    const canvas = pixelCanvas(2, 1, [learned, learned], plain, seededRandom(8));
    const [logits, colours] = canvas.parameters.map((p) => p.values);
    const picture = canvas.render(moment(1));
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    const p0 = 1 / (1 + Math.exp(3 * (logits![2]! - logits![0]!)));
    expect(picture.data[0]).toBeCloseTo(p0 * sigmoid(colours![0]!) + (1 - p0) * sigmoid(colours![3]!), 5);
  });
});
