import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillNormal, seededRandom } from '../../src/random.ts';
import type { RgbImage } from '../../src/image.ts';
import { identity, type Affine } from '../../src/view/affine.ts';
import {
  drawView,
  lookBack,
  lookThrough,
  drawViews,
  gradientNorm,
  openLens,
  type Beyond,
  type ViewSettings,
} from '../../src/view/views.ts';
import { dot } from '../finite-differences.ts';

const still: ViewSettings = {
  count: 1,
  jitter: [],
  shift: 0,
  scale: 0,
  rotateDegrees: 0,
  crop: [1, 1],
  beyond: 'black',
  closeUps: [],
};

const anySettings = fc.record({
  count: fc.constant(2),
  jitter: fc.constantFrom(
    [],
    [[-1, 3]],
    [
      [-4, 4],
      [-1, 2],
    ],
  ),
  shift: fc.double({ min: 0, max: 0.3, noNaN: true }),
  scale: fc.double({ min: 0, max: 0.3, noNaN: true }),
  rotateDegrees: fc.double({ min: 0, max: 180, noNaN: true }),
  crop: fc.constantFrom([1, 1], [0.3, 0.8]),
  beyond: fc.constantFrom('black', 'edge'),
  closeUps: fc.constant([]),
});

const picture = (width: number, height: number, seed: number) => ({
  width,
  height,
  data: fillNormal(new Float32Array(3 * width * height), seededRandom(seed), 0.5, 0.3),
});

/** One view of a picture, at the network's own size unless `factor` says otherwise. */
function lookAt(image: RgbImage, view: Affine, beyond: Beyond, factor = 1): Float32Array {
  return lookThrough(openLens(1, image.width, image.height, factor, beyond), [view], image);
}

describe('views', () => {
  it('have exact adjoints: <look(x), g> = <x, lookBack(g)>', () => {
    fc.assert(
      fc.property(
        anySettings,
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 3 }),
        (settings, seed, factor) => {
          const random = seededRandom(seed);
          const image = picture(9 * factor, 7 * factor, seed);
          const views = [drawView(settings, 9, 7, random), drawView(settings, 9, 7, random), identity];
          const lens = openLens(3, image.width, image.height, factor, settings.beyond);
          const seen = lookThrough(lens, views, image).slice();
          const gradient = fillNormal(new Float32Array(seen.length), random, 0, 1);
          const back = lookBack(lens, views, gradient);
          expect(dot(back.data, image.data)).toBeCloseTo(dot(gradient, seen), 3);
        },
      ),
      { numRuns: 100, seed: 2 },
    );
  });

  it('show the picture itself when nothing moves', () => {
    const image = picture(8, 5, 1);
    const view = drawView(still, 8, 5, seededRandom(1));
    expect([...lookAt(image, view, 'black')]).toEqual([...image.data]);
  });

  it('shift whole pixels exactly, with black beyond the border', () => {
    const image = picture(4, 4, 2);
    const seen = lookAt(image, { ...identity, c: -1, f: 0 }, 'black');
    expect([...seen.subarray(0, 4)]).toEqual([0, image.data[0], image.data[1], image.data[2]]);
  });

  it('repeat the border when told to', () => {
    const image = picture(4, 4, 2);
    const seen = lookAt(image, { ...identity, c: -2, f: 0 }, 'edge');
    expect([...seen.subarray(0, 4)]).toEqual([image.data[0], image.data[0], image.data[0], image.data[1]]);
  });

  it('keep a crop inside the picture', () => {
    const random = seededRandom(5);
    for (let i = 0; i < 200; i++) {
      const { a, c, e, f } = drawView({ ...still, crop: [0.2, 0.7] }, 64, 48, random);
      expect(c).toBeGreaterThan(-1);
      expect(f).toBeGreaterThan(-1);
      expect(a * 63 + c).toBeLessThan(64);
      expect(e * 47 + f).toBeLessThan(48);
    }
  });

  it('average blocks where the canvas is finer than what the network sees', () => {
    const image = { width: 2, height: 2, data: Float32Array.from([0, 1, 2, 3, 0, 0, 0, 4, 1, 1, 1, 1]) };
    expect([...lookAt(image, identity, 'black', 2)]).toEqual([1.5, 1, 1]);
  });
});

describe('close-ups of a fine picture', () => {
  const [width, height, fineness] = [6, 5, 4];
  const settings = { ...still, count: 3, closeUps: [1, 0.5, 0.25] };
  const views = drawViews(settings, { views: 3, width, height }, fineness, seededRandom(4));
  const fine = picture(width * fineness, height * fineness, 1);

  it('see their part in full detail, the whole coarsely, in turn', () => {
    expect(views.map(({ closeUp }) => closeUp?.factor ?? fineness)).toEqual([4, 2, 1]);
    const lens = openLens(3, fine.width, fine.height, fineness, 'black');
    const batch = lookThrough(lens, views, fine);
    const { left, top } = views[2]!.closeUp!;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        expect(batch[2 * 3 * width * height + y * width + x]).toBeCloseTo(
          fine.data[(top + y) * fine.width + left + x]!,
          5,
        );
  });

  it('have the exact adjoint', () => {
    const lens = openLens(3, fine.width, fine.height, fineness, 'black');
    const weights = fillNormal(new Float32Array(9 * width * height), seededRandom(3), 0, 1);
    const forward = dot(lookThrough(lens, views, fine), weights);
    const back = lookBack(lens, views, weights);
    expect(dot(back.data, fine.data)).toBeCloseTo(forward, 3);
    expect(gradientNorm(lens)).toBeGreaterThan(0);
  });
});
