import { expect } from 'vitest';
import { noPrices, plainMoment, type Moment, type Prices } from '../../../src/canvas/canvas.ts';
import type { StrokePen, StrokeSettings } from '../../../src/canvas/strokes/model.ts';
import { strokeCanvas, type StrokeDemands } from '../../../src/canvas/strokes/strokes.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { dot, numericGradient } from '../../finite-differences.ts';

const settings: StrokeSettings = {
  count: 5,
  controls: 5,
  closed: 0,
  begin: 'noise',
  pieceSamples: 4,
  leastLength: 1,
  initialLength: 0.4,
  initialSpread: 0.2,
  initialLogits: 0.5,
  initialPaper: -0.5,
  initialColours: [0, 0.8],
  usageFloor: 0.4,
  colourDistance: 0.9,
};
export const [width, height] = [26, 20];
const learned = (size: number): StrokePen => ({ colour: { kind: 'learned' }, width: size, opaque: false });
const given: StrokePen = { colour: { kind: 'given', rgb: [0.1, 0.3, 0.9] }, width: 2.4, opaque: true };
const pens = [learned(1.4), learned(1), given];

export const open = (
  seed: number,
  changes: Partial<StrokeSettings> = {},
  demands: StrokeDemands = {},
): ReturnType<typeof strokeCanvas> =>
  strokeCanvas(width, height, [1, 1, 0.9], pens, { ...settings, ...changes }, seededRandom(seed), demands);

export const moment = (prices: Partial<Prices> = {}): Moment => ({
  ...plainMoment,
  temperature: 0.7,
  softness: 1.5,
  prices: { ...noPrices, ...prices },
});

interface Form {
  readonly demands?: StrokeDemands;
  readonly settings?: Partial<StrokeSettings>;
  /** Puts the control points somewhere. */
  readonly place?: (points: Float32Array) => void;
}

/** loss = weight <weights, picture> + prices, whose gradient `backward` must give. */
export function checkGradients(at: Moment, seed: number, weight: number, form: Form = {}): void {
  const random = seededRandom(seed);
  const canvas = open(seed, form.settings, form.demands);
  form.place?.(canvas.parameters[0]!.values);
  const weights = fillNormal(new Float32Array(3 * width * height), random, 0, 1);
  const wish = { width, height, data: weights };
  const loss = (): number => {
    const picture = canvas.render(at);
    const { prices } = canvas.backward(wish, weight);
    const names = Object.keys(noPrices) as (keyof Prices)[];
    const price = names.reduce((sum, name) => sum + at.prices[name] * prices[name], 0);
    return weight * dot(weights, picture.data) + price;
  };
  canvas.render(at);
  const gradients = canvas.backward(wish, weight).gradients.map((of) => of.slice());
  const step = form.place ? 3e-5 : 1e-4; // where parts of a stroke are equally near there is a kink
  canvas.parameters.forEach(({ kind, values }, k) => {
    const coordinates = Array.from({ length: 10 }, () => random.integer(0, values.length - 1));
    const numeric = numericGradient(values, loss, coordinates, kind === 'points' ? step : 5e-3);
    const size = Math.hypot(...gradients[k]!) / Math.sqrt(values.length);
    coordinates.forEach((i, j) => {
      expect(Math.abs(gradients[k]![i]! - numeric[j]!)).toBeLessThan(0.03 + 0.03 * size);
    });
  });
}
