import { describe, expect, it } from 'vitest';
import { exchangeColours } from '../../src/excite/exchange-colours.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import type { Rgb } from '../../src/palette/colour.ts';

/** Wants a picture of two pixels that is red and blue: -|picture - wish|^2. */
const wish = [1, 0, 0, 0, 0, 1];
const wishful: Evaluator = {
  views: 1,
  width: 2,
  height: 1,
  evaluate: (batch) =>
    Promise.resolve({
      terms: [[-batch.reduce((sum, value, i) => sum + (value - wish[i]!) ** 2, 0)]],
      gradient: batch,
    }),
  runtimeSeconds: () => 0,
  close: () => Promise.resolve(),
};
const scorer = {
  evaluator: wishful,
  objective: [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 } as const],
};
const colours: readonly Rgb[] = [
  [0, 1, 0],
  [0.6, 0.6, 0.6],
  [0.9, 0.1, 0.1],
  [0.1, 0.1, 0.8],
  [0.7, 0.2, 0.2],
];
const image = (left: number, right: number) => ({
  kind: 'map' as const,
  map: { width: 2, height: 1, indices: Uint8Array.of(left, right) },
  colours,
});
const dropped = (...out: number[]) => out.map((colour) => ({ colour, before: 0, after: 0 }));

describe('exchanging colours', () => {
  it('goes on until no exchange gains, and says which gain each had', async () => {
    const out = await exchangeColours(image(0, 1), [0, 1], dropped(2, 3, 4), scorer);
    expect(out.map(({ colour }) => colour).sort()).toEqual([0, 1, 4]);
    const gains = out.filter((of) => of.for !== undefined);
    expect(gains).toMatchObject([
      { colour: 0, for: 2 },
      { colour: 1, for: 3 },
    ]);
    expect(gains[0]!.after).toBe(gains[1]!.before);
    for (const { before, after } of gains) expect(after).toBeGreaterThan(before);
  });

  it('leaves alone what is best as it is, and areas that may not change hands', async () => {
    expect(await exchangeColours(image(2, 3), [2, 3], dropped(0, 1, 4), scorer)).toEqual(dropped(0, 1, 4));
    const out = await exchangeColours(image(0, 1), [1], dropped(2, 3, 4), scorer);
    expect(out.map(({ colour }) => colour)).toEqual([2, 4, 1]);
  });
});
