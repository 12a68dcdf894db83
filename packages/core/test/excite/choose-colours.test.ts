import { describe, expect, it } from 'vitest';
import { mapOf } from '../../src/canvas/canvas.ts';
import { pixelCanvas } from '../../src/canvas/pixels/pixels.ts';
import { chooseColours, type Chosen, type ChooseOptions } from '../../src/excite/choose-colours.ts';
import { mergeSettings } from '../../src/excite/merge-settings.ts';
import { recipes } from '../../src/excite/recipes.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import type { Rgb } from '../../src/palette/colour.ts';
import { resumeRandom, seededRandom } from '../../src/random.ts';

const size = 12;
const plane = size * size;

/** A "network" that wants the left half red and the right half blue: -|picture - wish|^2 / pixels. */
const wishful: Evaluator = {
  views: 1,
  width: size,
  height: size,
  evaluate(batch) {
    const off = batch.map(
      (value, i) => value - (Math.floor(i / plane) === (i % size < size / 2 ? 0 : 2) ? 1 : 0),
    );
    const sum = off.reduce((all, value) => all - value ** 2 / plane, 0);
    return Promise.resolve({ terms: [[sum]], gradient: off.map((value) => (-2 * value) / plane) });
  },
  runtimeSeconds: () => 0,
  close: () => Promise.resolve(),
};

const pens: readonly Rgb[] = [
  [1, 1, 1],
  [0, 0.6, 0],
  [0.9, 0.1, 0.1], // red enough
  [0.8, 0.4, 0.4],
  [0.1, 0.1, 0.1],
  [0.15, 0.1, 0.85], // blue enough
  [0.3, 0.5, 0.8],
];
const [red, blue] = [2, 5];

const settings = mergeSettings(
  recipes['default']!,
  { views: { shift: 0, scale: 0, rotateDegrees: 0, count: 1 }, pixels: { cells: [2, 4], paper: null } },
  'a test',
);

const choose = (changes: Partial<ChooseOptions> = {}): Promise<Chosen> =>
  chooseColours({
    evaluator: wishful,
    objective: [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 }],
    settings,
    canvas: pixelCanvas(
      size,
      size,
      pens.map((rgb) => ({ kind: 'given', rgb })),
      settings.pixels,
      seededRandom(1),
    ),
    random: seededRandom(2),
    units: 1,
    colours: pens.length,
    candidates: pens.map((_, n) => n),
    keep: 2,
    relaxSteps: 25,
    settleSteps: 3,
    ...changes,
  });

const left = ({ dropped }: Chosen): number[] =>
  pens.map((_, n) => n).filter((n) => dropped.every(({ colour }) => colour !== n));

describe('choosing colours', () => {
  it('keeps those that serve the network best, and says what each of the others cost', async () => {
    const chosen = await choose();
    expect(left(chosen)).toEqual([red, blue]);
    expect(new Set(mapOf(chosen.excited.picture.truth).indices)).toEqual(new Set([red, blue]));
    for (const { before, after } of chosen.dropped) expect(after).toBeLessThanOrEqual(before + 0.2);
  });

  it('drops only candidates', async () => {
    const chosen = await choose({ candidates: [1, 2, 3, 5, 6], keep: 1 });
    expect(left(chosen)).toEqual(expect.arrayContaining([0, 4]));
    expect(left(chosen)).toHaveLength(3);
  });

  it('counts its steps, and the colours that are left', async () => {
    const seen: string[] = [];
    await choose({ onChoice: ({ step, steps, left: of }) => seen.push(`${step}/${steps} ${of}`) });
    expect(seen).toHaveLength(25 + 5 * 3);
    expect([seen[0], seen[24], seen[25], seen.at(-1)]).toEqual(['1/40 7', '25/40 7', '26/40 6', '40/40 2']);
  });

  it('has the finest surface wait for its part of the relaxing, and not again', async () => {
    const pixels = { ...settings.pixels, finestFrom: 0.3 };
    const given = pens.map((rgb) => ({ kind: 'given', rgb }) as const);
    const canvas = pixelCanvas(size, size, given, pixels, seededRandom(1));
    const finest = canvas.parameters[0]!.values;
    const rested: number[] = [];
    let before = finest.slice();
    await choose({
      settings: { ...settings, pixels },
      canvas,
      onChoice: ({ step }) => {
        if (finest.every((value, i) => value === before[i])) rested.push(step);
        before = finest.slice();
      },
    });
    expect(rested).toEqual(Array.from({ length: 12 }, (_, i) => i + 1)); // 0.3 of 0.6 of the schedules is half of 25 steps
  });

  it.each([9, 25, 26, 33])('stops at step %d and goes on to the same colours and bits', async (at) => {
    const whole = await choose();
    const stop = new AbortController();
    const half = await choose({
      signal: stop.signal,
      onChoice: ({ step }) => {
        if (step === at) stop.abort();
      },
    });
    const from = half.stopped!;
    const rest = await choose({ from, random: resumeRandom(from.excite.random) });
    expect(rest.dropped).toEqual(whole.dropped);
    expect(rest.excited.picture.relaxed.data).toEqual(whole.excited.picture.relaxed.data);
  });
});
