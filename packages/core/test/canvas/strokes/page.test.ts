import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPage, type Inks, type Lines, type PageGradients } from '../../../src/canvas/strokes/page.ts';
import type { RgbImage } from '../../../src/image.ts';
import type { Rgb } from '../../../src/palette/colour.ts';
import { fillNormal, seededRandom, type Random } from '../../../src/random.ts';
import { dot, numericGradient } from '../../finite-differences.ts';

const [width, height] = [23, 18];
const white: Rgb = [1, 1, 1];

type Polyline = readonly (readonly [number, number])[];

function linesOf(polylines: readonly Polyline[], pens: number, half = 1): Lines {
  const starts = [0];
  for (const points of polylines) starts.push(starts.at(-1)! + points.length);
  return {
    points: Float32Array.from(polylines.flat(2)),
    starts: Int32Array.from(starts),
    halves: new Float32Array(polylines.length).fill(half),
    shares: new Float32Array(pens * polylines.length).fill(1 / pens),
    presences: new Float32Array(polylines.length).fill(1),
  };
}

const black = (paper = white): Inks => ({ colours: [[0, 0, 0]], opaque: [false], order: [0], paper });

const inkOf = ({ data }: RgbImage): number => data.reduce((sum, value) => sum + 1 - value, 0) / 3;

/** Lines, pens and inks of all kinds, drawn from one seed. */
function anyScene(random: Random, polylines: readonly Polyline[]): { lines: Lines; inks: Inks } {
  const pens = random.integer(1, 4);
  const lines = linesOf(polylines, pens);
  lines.halves.forEach((_, s) => (lines.halves[s] = random.between(0.1, 2)));
  lines.shares.forEach((_, i) => (lines.shares[i] = random.between(0.05, 1)));
  lines.presences.forEach((_, s) => (lines.presences[s] = random.between(0.2, 1)));
  const numbers = Array.from({ length: pens }, (_, n) => n);
  const inks: Inks = {
    colours: numbers.map((): Rgb => [random.uniform(), random.uniform(), random.uniform()]),
    opaque: numbers.map(() => random.uniform() < 0.4),
    order: numbers.toReversed(),
    paper: [0.9, 1, 0.8],
  };
  return { lines, inks };
}

/** loss = weight <weights, picture> + overdraw * ink on ink, whose gradients `backward` must give. */
function checkGradients(polylines: readonly Polyline[], seed: number): void {
  const random = seededRandom(seed);
  const { lines, inks } = anyScene(random, polylines);
  const pens = inks.colours.length;
  const page = openPage(width, height, pens);
  const [weight, overdraw, softness] = [-0.8, 0.3, random.between(0.8, 2.5)];
  const weights = fillNormal(new Float32Array(3 * width * height), random, 0, 1);
  const wish = { width, height, data: weights };
  const colours = Float32Array.from(inks.colours.flat());
  const inksNow = (): Inks => ({
    ...inks,
    colours: inks.colours.map((_, n): Rgb => [colours[3 * n]!, colours[3 * n + 1]!, colours[3 * n + 2]!]),
  });
  const run = (): { loss: number; gradients: PageGradients } => {
    const picture = page.draw(lines, inksNow(), softness);
    const loss = weight * dot(weights, picture.data);
    const gradients = page.backward(wish, weight, overdraw);
    return { loss: loss + overdraw * gradients.overdraw, gradients };
  };
  const { gradients } = run();
  const kept = { ...gradients, points: gradients.points.slice() };
  const check = (values: Float32Array, gradient: Float32Array, step: number): void => {
    const at = Array.from({ length: Math.min(10, values.length) }, () =>
      random.integer(0, values.length - 1),
    );
    const numeric = numericGradient(values, () => run().loss, at, step);
    at.forEach((i, j) => {
      expect(Math.abs(gradient[i]! - numeric[j]!)).toBeLessThan(0.02 + 0.02 * Math.abs(numeric[j]!));
    });
  };
  check(lines.points, kept.points, 1e-3);
  check(lines.halves, kept.halves, 1e-3);
  check(lines.shares, kept.shares, 1e-2);
  check(lines.presences, kept.presences, 1e-2);
  check(colours, kept.colours, 1e-2);
}

// Seeds rather than coordinates: shrunk ones would coincide, where a line has no gradient.
const anyPolylines = (seed: number): Polyline[] => {
  const random = seededRandom(seed);
  const corner = (): [number, number] => [random.between(-3, width + 3), random.between(-3, height + 3)];
  return Array.from({ length: random.integer(1, 5) }, () =>
    Array.from({ length: random.integer(2, 6) }, corner),
  );
};

describe('gradients of the page', () => {
  it('hold for any lines, inside and beyond the page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        checkGradients(anyPolylines(seed), seed);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Polyline[]]>([
    ['cross', [[[3, 3], [19.2, 14.1]], [[3.4, 14.7], [20, 4]]]], // prettier-ignore
    ['touch end to side', [[[3, 9.3], [20, 9.1]], [[11.2, 9.2], [11.4, 16]]]], // prettier-ignore
    ['loop over themselves', [[[2, 4], [17, 12], [16, 4.3], [4, 13]]]], // prettier-ignore
    ['lie on one another', [[[4, 6.1], [19, 9]], [[4, 6.1], [19, 9]]]], // prettier-ignore
    ['come back to where they began', [[[6, 4], [17, 5.2], [12, 15], [6.01, 4.02]]]], // prettier-ignore
    ['turn back on themselves', [[[4, 5.3], [18, 9.1], [9, 7.2]]]], // prettier-ignore
    ['are dots', [[[8.3, 7.1], [8.8, 7.3]]]], // prettier-ignore
  ])('hold where lines %s', (_, polylines) => {
    for (let seed = 0; seed < 6; seed++) checkGradients(polylines, seed);
  });

  it('say what a line is worth: what its ink adds to the loss', () => {
    const page = openPage(width, height, 1);
    const lines = linesOf([[[3, 9], [20, 9]], [[3, 14], [20, 14]]], 1); // prettier-ignore
    page.draw(lines, black(), 1);
    const data = new Float32Array(3 * width * height);
    data.fill(1, 0, 11 * width); // the loss is how bright the upper half is
    const { worth } = page.backward({ width, height, data }, 1, 0);
    expect(worth[0]).toBeLessThan(-10);
    expect(worth[1]).toBeCloseTo(0, 4);
  });
});

describe('the page', () => {
  it('lays as much ink as a line is long and wide, however soft and wherever between pixels', () => {
    const page = openPage(64, 64, 1);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 0.1, max: 2.5, noNaN: true }),
        fc.integer({ min: 1, max: 3 }),
        (angle, half, softness) => {
          const at = (r: number): [number, number] => [32 + r * Math.cos(angle), 32 + r * Math.sin(angle)];
          const ink = (length: number): number =>
            inkOf(page.draw(linesOf([[at(-length / 2), at(length / 2)]], 1, half), black(), softness));
          expect((ink(40) - ink(10)) / 30 / (2 * half)).toBeCloseTo(1, 1.4); // ends aside
        },
      ),
    );
  });

  it('does not care in which order lines are drawn, nor where a line is cut', () => {
    const page = openPage(width, height, 1);
    const [one, other]: Polyline[] = [[[2, 2], [20, 15]], [[3, 15], [15, 3]]]; // prettier-ignore
    const forward = page.draw(linesOf([one!, other!], 1), black(), 1.2).data.slice();
    const backward = page.draw(linesOf([other!, one!.toReversed()], 1), black(), 1.2).data.slice();
    forward.forEach((value, i) => {
      expect(backward[i]).toBeCloseTo(value, 5);
    });
    const whole = page.draw(linesOf([[[2, 3], [18, 13]]], 1), black(), 1.2).data.slice(); // prettier-ignore
    const cut = page.draw(linesOf([[[2, 3], [10, 8], [18, 13]]], 1), black(), 1.2).data; // prettier-ignore
    whole.forEach((value, i) => {
      expect(cut[i]).toBeCloseTo(value, 5);
    });
  });

  it('multiplies inks, covers with opaque ones, in the order of the pens', () => {
    const page = openPage(16, 16, 2);
    const lines = linesOf([[[0, 8], [16, 8]], [[8, 0], [8, 16]]], 2, 3); // prettier-ignore
    lines.shares.set([1, 0, 0, 1]);
    const inks: Inks = { colours: [[1, 0.5, 0], [0.2, 1, 0.6]], opaque: [false, false], order: [0, 1], paper: white }; // prettier-ignore
    const middle = (of: Inks): number[] => {
      const { data } = page.draw(lines, of, 1);
      return [0, 1, 2].map((c) => data[c * 256 + 8 * 16 + 8]!);
    };
    const close = (rgb: number[], expected: number[]): void => {
      rgb.forEach((value, c) => {
        expect(value).toBeCloseTo(expected[c]!, 5);
      });
    };
    close(middle(inks), [0.2, 0.5, 0]);
    close(middle({ ...inks, opaque: [true, true] }), [0.2, 1, 0.6]);
    close(middle({ ...inks, opaque: [true, true], order: [1, 0] }), [1, 0.5, 0]);
  });

  it('draws nothing of lines that are elsewhere, and a dot for a line without length', () => {
    const page = openPage(16, 16, 1);
    const far = linesOf([[[-40, 3], [-20, 9]], [[1e9, 1e9], [-1e9, 1e9]]], 1); // prettier-ignore
    expect(inkOf(page.draw(far, black(), 1))).toBe(0);
    const dot = inkOf(page.draw(linesOf([[[8, 8], [8, 8]]], 1, 2), black(), 1)); // prettier-ignore
    expect(dot).toBeGreaterThan(0.9 * Math.PI * 4);
    expect(dot).toBeLessThan(1.2 * Math.PI * 4);
  });

  it('finds room for more ink than it was opened for', () => {
    const page = openPage(256, 256, 1);
    const rows = Array.from({ length: 256 }, (_, y): Polyline => [[0, y + 0.5], [256, y + 0.5]]); // prettier-ignore
    const data = page.draw(linesOf(rows, 1, 1.5), black(), 1).data;
    expect(Math.max(...data.subarray(0, 256 * 256))).toBeLessThan(1e-6);
  });
});
