import type { Turn } from '../symmetry.ts';
import type { Lines, Page, PageGradients } from './page.ts';
import { rangesOf, shiftsOnto } from './range.ts';

/** x' = a x + b y + e, y' = c x + d y + f. */
type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Turns about a middle. */
export function mapsOf(turns: readonly Turn[], [x, y]: readonly [x: number, y: number]): Affine[] {
  return turns.map(([a, b, c, d]) => [a, b, c, d, x - a * x - b * y, y - c * x - d * y]);
}

/** Points x0, y0, x1, y1, ... where a map takes them. */
export function mapped(points: Float32Array, [a, b, c, d, e, f]: Affine): Float32Array {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    out[i] = a * x + b * y + e;
    out[i + 1] = c * x + d * y + f;
  }
  return out;
}

/** One of the places at which a line is drawn, pixels. */
interface Copy {
  readonly line: number;
  readonly map: Affine;
}

/** The copies of lines whose edges are soft by so much. */
type CopiesOf = (lines: Lines, softness: number) => readonly Copy[];

/** A page on which every line is drawn once for each turn about the middle. */
export function symmetricPage(page: Page, turns: readonly Turn[], width: number, height: number): Page {
  const maps = mapsOf(turns, [width / 2, height / 2]);
  return copyingPage(page, ({ halves }) =>
    maps.flatMap((map) => Array.from(halves, (_, line) => ({ line, map }))),
  );
}

/** A page that goes on across its borders: what leaves it on one side comes in on the other. */
export function endlessPage(page: Page, width: number, height: number): Page {
  return copyingPage(page, ({ points, starts, halves }, softness) =>
    Array.from(halves).flatMap((half, line) => {
      const reach = half + softness;
      const [x, y] = rangesOf(points, starts[line], starts[line + 1]);
      const acrosses = shiftsOnto([x[0] - reach, x[1] + reach], width, width);
      const downs = shiftsOnto([y[0] - reach, y[1] + reach], height, height);
      return downs.flatMap((f) => acrosses.map((e): Copy => ({ line, map: [1, 0, 0, 1, e, f] })));
    }),
  );
}

/** A page that draws copies; gradients are those of the lines themselves. */
function copyingPage(page: Page, copiesOf: CopiesOf): Page {
  let lines: Lines | null = null;
  let copies: readonly Copy[] = [];
  return {
    draw(drawn, inks, softness) {
      lines = drawn;
      copies = copiesOf(drawn, softness);
      return page.draw(copied(drawn, copies), inks, softness);
    },
    backward: (gradient, weight, overdraw) =>
      gathered(page.backward(gradient, weight, overdraw), lines!, copies),
    asked: (pen) => page.asked(pen),
  };
}

function copied(lines: Lines, copies: readonly Copy[]): Lines {
  const { points, starts, halves, shares, presences } = lines;
  const pens = shares.length / halves.length;
  const ends = new Int32Array(copies.length + 1);
  copies.forEach(({ line }, k) => (ends[k + 1] = ends[k]! + starts[line + 1]! - starts[line]!));
  const out: Lines = {
    points: new Float32Array(2 * ends.at(-1)!),
    starts: ends,
    halves: Float32Array.from(copies, ({ line }) => halves[line]!),
    shares: new Float32Array(pens * copies.length),
    presences: Float32Array.from(copies, ({ line }) => presences[line]!),
  };
  copies.forEach(({ line, map }, k) => {
    out.shares.set(shares.subarray(pens * line, pens * (line + 1)), pens * k);
    out.points.set(mapped(points.subarray(2 * starts[line]!, 2 * starts[line + 1]!), map), 2 * ends[k]!);
  });
  return out;
}

/** The adjoint of `copied`: what the copies' gradients come to for the lines; points by the transposed map. */
function gathered(
  of: PageGradients,
  { points, starts, halves, shares }: Lines,
  copies: readonly Copy[],
): PageGradients {
  const pens = shares.length / halves.length;
  const out = {
    points: new Float32Array(points.length),
    halves: new Float32Array(halves.length),
    shares: new Float32Array(shares.length),
    presences: new Float32Array(halves.length),
    worth: new Float32Array(halves.length),
    colours: of.colours,
    overdraw: of.overdraw,
  };
  let at = 0;
  copies.forEach(({ line, map: [a, b, c, d] }, k) => {
    for (let i = 2 * starts[line]!; i < 2 * starts[line + 1]!; i += 2, at += 2) {
      const [x, y] = [of.points[at]!, of.points[at + 1]!];
      out.points[i]! += a * x + c * y;
      out.points[i + 1]! += b * x + d * y;
    }
    for (let n = 0; n < pens; n++) out.shares[pens * line + n]! += of.shares[pens * k + n]!;
    for (const name of ['halves', 'presences', 'worth'] as const) out[name][line]! += of[name][k]!;
  });
  return out;
}
