import type { RgbImage } from '../../image.ts';
import type { Turn } from '../symmetry.ts';
import type { Lines, Page, PageGradients } from './page.ts';

/** A page on which every line is drawn once for each turn about the middle; gradients are those of the lines alone. */
export function symmetricPage(page: Page, turns: readonly Turn[], width: number, height: number): Page {
  if (turns.length === 1) return page;
  let lines: Lines | null = null;
  const middle = [width / 2, height / 2] as const;
  return {
    draw(drawn, inks, softness): RgbImage {
      lines = drawn;
      return page.draw(copies(drawn, turns, middle), inks, softness);
    },
    backward: (gradient, weight, overdraw) =>
      gathered(page.backward(gradient, weight, overdraw), lines!, turns),
    asked: (pen) => page.asked(pen),
  };
}

/** Points x0, y0, x1, y1, ... after a turn about a middle. */
export function turned(
  points: Float32Array,
  [a, b, c, d]: Turn,
  [x0, y0]: readonly [number, number],
): Float32Array {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]! - x0, points[i + 1]! - y0];
    out[i] = a * x + b * y + x0;
    out[i + 1] = c * x + d * y + y0;
  }
  return out;
}

function copies(
  { points, starts, halves, shares, presences }: Lines,
  turns: readonly Turn[],
  middle: readonly [number, number],
): Lines {
  const often = (values: Float32Array): Float32Array =>
    joined(
      turns.map(() => values),
      values.length,
    );
  const ends = turns.flatMap((_, k) =>
    Array.from(starts.subarray(1), (end) => end + (k * points.length) / 2),
  );
  return {
    points: joined(
      turns.map((turn) => turned(points, turn, middle)),
      points.length,
    ),
    starts: Int32Array.from([0, ...ends]),
    halves: often(halves),
    shares: often(shares),
    presences: often(presences),
  };
}

function joined(parts: readonly Float32Array[], each: number): Float32Array {
  const out = new Float32Array(each * parts.length);
  parts.forEach((part, k) => {
    out.set(part, k * each);
  });
  return out;
}

/** The adjoint of `copies`: what the copies' gradients come to for the lines; turned points by the transposed turn. */
function gathered(
  of: PageGradients,
  { points, halves, shares }: Lines,
  turns: readonly Turn[],
): PageGradients {
  const sum = (values: Float32Array, each: number): Float32Array => {
    const out = new Float32Array(each);
    values.forEach((value, i) => (out[i % each]! += value));
    return out;
  };
  const ofPoints = turns.map(([a, b, c, d], k) => {
    const own = of.points.subarray(k * points.length, (k + 1) * points.length);
    return turned(own, [a, c, b, d], [0, 0]);
  });
  return {
    points: sum(joined(ofPoints, points.length), points.length),
    halves: sum(of.halves, halves.length),
    shares: sum(of.shares, shares.length),
    presences: sum(of.presences, halves.length),
    worth: sum(of.worth, halves.length),
    colours: of.colours,
    overdraw: of.overdraw,
  };
}
