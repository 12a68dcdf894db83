import { describe, expect, it } from 'vitest';
import type { TrueStroke, TrueStrokes } from '../../src/canvas/canvas.ts';
import { trueDrawer } from '../../src/canvas/strokes/true-drawer.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import type { Rgb } from '../../src/palette/colour.ts';
import { polishStrokes } from '../../src/polish/polish-strokes.ts';

const size = 24;
const colours: readonly Rgb[] = [
  [1, 1, 1],
  [0.8, 0.1, 0.1],
  [0.1, 0.2, 0.8],
];
const draw = trueDrawer(
  size,
  size,
  colours.slice(1).map((rgb) => ({ colour: { kind: 'given', rgb }, width: 2, opaque: false })),
);
const line = (pen: number, ...points: number[]): TrueStroke => ({
  pen,
  closed: false,
  points: Float32Array.from(points),
});
const [long, short] = [line(1, 0.1, 0.2, 0.9, 0.25), line(2, 0.3, 0.7, 0.6, 0.7)];

/** A "network" that wants a picture: 1 - its mean squared distance from it. */
function wanting(strokes: readonly TrueStroke[]): Evaluator {
  const wish = draw(strokes, colours, 1).data;
  return {
    views: 2,
    width: size,
    height: size,
    evaluate(batch) {
      const terms = [0, 1].map((view) => [
        1 - wish.reduce((sum, value, i) => sum + (value - batch[view * wish.length + i]!) ** 2, 0) / 50,
      ]);
      return Promise.resolve({ terms, gradient: new Float32Array(batch.length) });
    },
    runtimeSeconds: () => 0,
    close: () => Promise.resolve(),
  };
}

const objective = [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 }] as const;
const truthOf = (strokes: readonly TrueStroke[]): TrueStrokes => ({
  kind: 'strokes',
  strokes,
  colours,
  image: draw(strokes, colours, 2),
});
const polished = async (strokes: readonly TrueStroke[], wish = [long, short]) =>
  (await polishStrokes(truthOf(strokes), {
    evaluator: wanting(wish),
    objective,
    rounds: 3,
    draw,
    detail: 2,
  }))!;

describe('polishing strokes', () => {
  it('leaves out what is worth nothing, gives each its better pen, and orders by worth', async () => {
    const junk = line(2, 0.1, 0.9, 0.8, 0.92);
    const { truth, score } = await polished([{ ...short, pen: 1 }, junk, long]);
    expect(truth.strokes).toEqual([long, short]);
    expect(truth.image).toEqual(draw([long, short], colours, 2));
    expect(score.excitation).toBeGreaterThan(0.98);
  });

  it('leaves out and exchanges copies of a stroke together', async () => {
    const pair = [long, short].map((stroke) => ({ ...stroke, pen: 1, copyOf: 4 }));
    const { truth } = await polished(pair, [
      { ...long, pen: 2 },
      { ...short, pen: 2 },
    ]);
    expect(truth.strokes.map(({ pen, copyOf }) => [pen, copyOf])).toEqual([
      [2, 4],
      [2, 4],
    ]);
  });

  it('leaves alone what is good', async () => {
    expect((await polished([long, short])).truth.strokes).toEqual([long, short]);
  });

  it('never leaves an empty page, nor fails on one', async () => {
    expect((await polished([short], [])).truth.strokes).toEqual([short]);
    expect((await polished([])).truth.strokes).toEqual([]);
  });
});
