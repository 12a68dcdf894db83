import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexMap } from '../../src/image.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import { flipSeconds, inkSeconds } from '../../src/polish/ink-cost.ts';
import { polish, type PolishOptions } from '../../src/polish/polish.ts';
import { seededRandom } from '../../src/random.ts';

const size = 24;
const plane = size * size;
const cost = { pens: [0, 1, 1, 2], pixelSeconds: 0.02, sideSeconds: 0.01 };

const discOf = (radius: number): IndexMap => ({
  width: size,
  height: size,
  indices: Uint8Array.from({ length: plane }, (_, i) =>
    Number(Math.hypot((i % size) - 11.5, Math.floor(i / size) - 11.5) < radius),
  ),
});

const colours = [
  [1, 1, 1],
  [0, 0, 0],
] as const;

/** Wants a black disc of this radius on white: 4 - 20 |picture - wish|^2 / pixels. */
function wantsDisc(radius: number): Evaluator {
  const wish = discOf(radius).indices;
  return {
    views: 1,
    width: size,
    height: size,
    evaluate(batch) {
      const off = batch.map((value, i) => value - (1 - wish[i % plane]!));
      const sum = off.reduce((all, value) => all + value ** 2, 0);
      return Promise.resolve({
        terms: [[4 - (20 * sum) / (3 * plane)]],
        gradient: off.map((value) => (-40 * value) / (3 * plane)),
      });
    },
    runtimeSeconds: () => 0,
    close: () => Promise.resolve(),
  };
}

const options = (changes: Partial<PolishOptions> = {}): PolishOptions => ({
  evaluator: wantsDisc(8),
  objective: [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 }],
  rounds: 6,
  views: {
    count: 1,
    jitter: [],
    shift: 0,
    scale: 0,
    rotateDegrees: 0,
    crop: [1, 1],
    closeUps: [],
    beyond: 'edge',
  },
  cost: { ...cost, pixelSeconds: 0.0001, sideSeconds: 0.0001 },
  random: seededRandom(1),
  ...changes,
});

describe('polishing a true image', () => {
  it('moves borders to where the network wants them', async () => {
    const polished = await polish({ kind: 'map', map: discOf(6), colours }, options());
    const wish = discOf(8).indices;
    const wrong = (of: Uint8Array): number => of.filter((index, i) => index !== wish[i]).length;
    expect(wrong(polished!.truth.map.indices)).toBeLessThan(wrong(discOf(6).indices) / 3);
    expect(polished!.excitation).toBeGreaterThan(1);
    expect(polished!.score.excitation).toBeGreaterThan(3);
  });

  it('gives up ink that costs more time than it excites', async () => {
    const dear = { ...cost, pixelSeconds: 1, sideSeconds: 0.001 };
    const polished = await polish({ kind: 'map', map: discOf(9), colours }, options({ cost: dear }));
    expect(polished!.seconds).toBeLessThan(0.95);
    expect(polished!.excitation / polished!.seconds).toBeGreaterThan(1);
  });

  it('leaves alone what is best as it is, and what it may not touch', async () => {
    expect(
      await polish(
        { kind: 'map', map: discOf(8), colours },
        options({ cost: { ...cost, pixelSeconds: 0, sideSeconds: 1e-9 } }),
      ),
    ).toBeNull();
    expect(await polish({ kind: 'map', map: discOf(6), colours }, options({ rounds: 0 }))).toBeNull();
    expect(
      await polish({ kind: 'map', map: discOf(6), colours }, options({ signal: AbortSignal.abort() })),
    ).toBeNull();
  });

  it('gives the same map again, and does not change the one it was given', async () => {
    const map = discOf(6);
    const [one, two] = [
      await polish({ kind: 'map', map, colours }, options()),
      await polish({ kind: 'map', map, colours }, options()),
    ];
    expect(one).toEqual(two);
    expect(map).toEqual(discOf(6));
  });
});

describe('the time of a map', () => {
  it('changes by as much as a flip was said to cost', () => {
    const label = fc.nat(3);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20, max: 3 }),
        fc.nat(19),
        label,
        (indices, pixel, to) => {
          const map = { width: 5, height: 4, indices };
          const after = { ...map, indices: indices.slice() };
          after.indices[pixel] = to;
          const said = to === indices[pixel] ? 0 : flipSeconds(map, pixel, to, cost);
          expect(inkSeconds(after, cost) - inkSeconds(map, cost)).toBeCloseTo(said, 9);
        },
      ),
      { seed: 1 },
    );
  });
});
