import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paint, type Prices, type TrueStrokes } from '../../../src/canvas/canvas.ts';
import { dropColour } from '../../../src/canvas/drop-colour.ts';
import { fillNormal, seededRandom } from '../../../src/random.ts';
import { dot, numericGradient } from '../../finite-differences.ts';
import { checkGradients, height, moment, open, width } from './check-gradients.ts';

describe('the stroke canvas', () => {
  it('passes gradients of the picture back to points, pens and colours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        checkGradients(moment(), seed, -0.3);
      }),
      { numRuns: 20 },
    );
  });

  it('passes them back to closed strokes beside open ones, and to straight lines', () => {
    for (let seed = 0; seed < 6; seed++) {
      checkGradients(moment({ bend: 0.5, overdraw: 2, ink: 1 }), seed, -0.3, { settings: { closed: 0.4 } });
      checkGradients(moment(), seed, -0.3, { settings: { controls: 2 } });
    }
  });

  /** Places in shorter sides for the first two strokes, of five points each. */
  const places: readonly [string, readonly number[], readonly number[]][] = [
    ['cross', [0.2, 0.21, 0.4, 0.4, 0.5, 0.52, 0.7, 0.7, 0.9, 0.88], [0.9, 0.2, 0.7, 0.38, 0.6, 0.5, 0.4, 0.71, 0.2, 0.9]], // prettier-ignore
    ['end on another', [0.2, 0.5, 0.4, 0.52, 0.6, 0.49, 0.8, 0.5, 1.1, 0.51], [0.62, 0.5, 0.61, 0.6, 0.63, 0.7, 0.6, 0.8, 0.62, 0.9]], // prettier-ignore
    ['loop', [0.3, 0.3, 0.9, 0.5, 0.7, 0.8, 0.4, 0.6, 0.8, 0.2], [0.2, 0.2, 0.5, 0.9, 0.9, 0.5, 0.3, 0.3, 0.4, 0.8]], // prettier-ignore
    ['touch side by side', [0.2, 0.5, 0.4, 0.5, 0.6, 0.51, 0.8, 0.5, 1.1, 0.5], [0.2, 0.57, 0.4, 0.56, 0.6, 0.57, 0.8, 0.58, 1.1, 0.57]], // prettier-ignore
  ];
  it.each(places)('passes them back where strokes %s', (_, first, second) => {
    for (const closed of [0, 0.4])
      for (let seed = 0; seed < 3; seed++)
        checkGradients(moment({ overdraw: 2 }), seed, -0.3, {
          settings: { closed },
          place: (points) => {
            points.set([...first, ...second]);
          },
        });
  });

  it('tells the shares of the page that pens and paper have, and passes their prices back', () => {
    const sharePrices = [0.4, -0.7, 0.9, 0.2];
    const random = seededRandom(1);
    for (let seed = 0; seed < 3; seed++) {
      const canvas = open(seed, { closed: 0.2 });
      const wish = { width, height, data: new Float32Array(3 * width * height) };
      const at = { ...moment(), sharePrices };
      const loss = (): number => {
        canvas.render(at);
        return dot(sharePrices, canvas.backward(wish, 0).shares!);
      };
      canvas.render(at);
      const { gradients, shares } = canvas.backward(wish, 0);
      expect(shares!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      expect(Math.min(...shares!)).toBeGreaterThan(0);
      const kept = gradients.map((of) => of.slice());
      canvas.parameters.slice(0, 2).forEach(({ values }, k) => {
        const coordinates = Array.from({ length: 8 }, () => random.integer(0, values.length - 1));
        numericGradient(values, loss, coordinates, 1e-3).forEach((slope, j) => {
          expect(kept[k]![coordinates[j]!]).toBeCloseTo(slope, 3);
        });
      });
    }
  });

  it('does without a pen that is dropped, until it is put back', () => {
    const canvas = open(5, { initialPaper: -9 });
    const { values } = canvas.parameters[1]!;
    for (let s = 0; s < 5; s++) values[4 * s + 2] = 5;
    const pensOf = (): number[] => (canvas.truth(1) as TrueStrokes).strokes.map(({ pen }) => pen);
    expect(new Set(pensOf())).toEqual(new Set([2]));
    const putBack = dropColour(canvas, 2, 4);
    expect(pensOf()).toHaveLength(5);
    expect(pensOf()).not.toContain(2);
    for (let s = 0; s < 5; s++) values[4 * s] = 20; // all are idle, and begin anew, but not of that pen
    canvas.render({ ...moment(), renew: true });
    canvas.backward({ width, height, data: new Float32Array(3 * width * height).fill(1) }, 1);
    canvas.settle(seededRandom(2));
    expect(pensOf()).not.toContain(2);
    putBack();
    expect(pensOf()).toContain(2);
  });

  it('draws points of a stroke that lie on one another as a dot, and its gradients are finite', () => {
    const canvas = open(3, { leastLength: 0 });
    canvas.parameters[0]!.values.fill(0.5);
    const { data } = canvas.render(moment({ bend: 1, ink: 1, overdraw: 1 }));
    expect(data.every(Number.isFinite)).toBe(true);
    expect(Math.min(...data)).toBeLessThan(0.9);
    const wish = { width, height, data: new Float32Array(3 * width * height).fill(1) };
    const { gradients } = canvas.backward(wish, 1);
    for (const gradient of gradients) expect(gradient.every(Number.isFinite)).toBe(true);
    expect((open(3).truth(1) as TrueStrokes).strokes.length).toBeGreaterThan(0);
    const short = open(3);
    short.parameters[0]!.values.fill(0.5);
    expect((short.truth(1) as TrueStrokes).strokes).toEqual([]); // too short to be strokes
  });

  it('closes the share of strokes that is asked for', () => {
    const { strokes } = open(2, { closed: 0.4, initialPaper: -9 }).truth(1) as TrueStrokes;
    expect(strokes.map(({ closed }) => closed).filter(Boolean)).toHaveLength(2);
    expect(strokes).toHaveLength(5);
  });

  it.each<[string, Partial<Prices>]>([
    ['ink', { ink: 3 }],
    ['bend', { bend: 0.7 }],
    ['overdraw', { overdraw: 4 }],
    ['lifts', { lifts: 0.3 }],
    ['usage', { usage: 20 }],
    ['likeness', { likeness: 2 }],
  ])('passes the price of %s back to the parameters', (_, prices) => {
    for (let seed = 0; seed < 4; seed++) checkGradients(moment(prices), seed, 0);
  });

  it('keeps every stroke and its ink on the page, wherever the points are pushed', () => {
    const canvas = open(4);
    fillNormal(canvas.parameters[0]!.values, seededRandom(5), 0.5, 3);
    canvas.settle(seededRandom(6));
    const { data } = paint(canvas.truth(4));
    const paper = [1, 1, 0.9];
    // Coverage reaches half a fine pixel beyond the ink: what lies on the rim would be clipped there.
    for (let c = 0; c < 3; c++) {
      const plane = data.subarray(c * 16 * width * height, (c + 1) * 16 * width * height);
      const rim = [plane[0]!, plane[4 * width - 1]!, plane.at(-1)!];
      for (const value of rim) expect(value).toBeGreaterThan(paper[c]! - 0.9);
    }
    for (let i = 0; i < canvas.parameters[0]!.values.length; i += 2) {
      const [x, y] = [
        canvas.parameters[0]!.values[i]! * height,
        canvas.parameters[0]!.values[i + 1]! * height,
      ];
      expect(Math.min(x, y, width - x, height - y)).toBeGreaterThanOrEqual(1.2 - 1e-5);
    }
  });

  it('draws each stroke with one pen, and none that chose the paper', () => {
    const canvas = open(7);
    const logits = canvas.parameters[1]!.values.fill(0);
    [2, 0, 3, 1, 0].forEach((pen, s) => (logits[4 * s + pen] = 1));
    const truth = canvas.truth(1) as TrueStrokes;
    expect(truth.strokes.map(({ pen }) => pen)).toEqual([2, 3, 1]);
    expect(truth.colours).toHaveLength(4);
    expect(truth.colours[3]).toEqual([0.1, 0.3, 0.9]);
    logits.fill(0);
    for (let s = 0; s < 5; s++) logits[4 * s] = 1;
    expect((canvas.truth(1) as TrueStrokes).strokes).toEqual([]);
    expect(Math.min(...paint(canvas.truth(1)).data)).toBeCloseTo(0.9, 6); // the paper
  });

  it('approaches the true strokes as the temperature falls', () => {
    const canvas = open(8);
    const truth = paint(canvas.truth(2));
    const distance = (temperature: number): number => {
      const { data } = canvas.relaxed(temperature, 2);
      return data.reduce((sum, value, i) => sum + Math.abs(value - truth.data[i]!), 0);
    };
    expect(distance(0.05)).toBeLessThan(distance(1));
    expect(distance(1e-3)).toBeLessThan(1e-3);
  });

  it('begins anew, where the gradient asks for ink, with what chose the paper', () => {
    const canvas = open(9, { initialLength: 0.2 });
    const { values: points } = canvas.parameters[0]!;
    const { values: logits } = canvas.parameters[1]!;
    logits[0] = 9;
    const before = points.slice();
    canvas.render({ ...moment(), renew: true });
    const data = new Float32Array(3 * width * height);
    for (let i = 0; i < data.length; i++) data[i] = i % width < width / 2 ? 1 : -1; // dark at the left, please
    canvas.backward({ width, height, data }, 1);
    canvas.settle(seededRandom(1));
    expect(points.subarray(10)).toEqual(before.subarray(10));
    const middle = [0, 2, 4, 6, 8].reduce((sum, i) => sum + points[i]! / 5, 0);
    expect(middle).toBeLessThan(width / height / 2);
    expect(logits[0]).toBeLessThan(0);
  });
});
