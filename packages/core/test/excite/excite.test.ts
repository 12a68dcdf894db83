import { describe, expect, it } from 'vitest';
import type { Canvas } from '../../src/canvas/canvas.ts';
import { mapOf, paint } from '../../src/canvas/canvas.ts';
import { pixelCanvas } from '../../src/canvas/pixels/pixels.ts';
import { excite, type Excited, type ExciteOptions } from '../../src/excite/excite.ts';
import { mergeSettings } from '../../src/excite/merge-settings.ts';
import { recipes } from '../../src/excite/recipes.ts';
import type { Evaluator } from '../../src/network/evaluator.ts';
import { constant } from '../../src/optimise/schedule.ts';
import { resumeRandom, seededRandom } from '../../src/random.ts';

const size = 16;
const plane = size * size;

/** A "network" that wants the left half red and the right half blue: -|picture - wish|^2 / pixels. */
function wishful(views: number, spoil?: (call: number) => number): Evaluator {
  let calls = 0;
  const wish = (i: number): number => (Math.floor(i / plane) === (i % size < size / 2 ? 0 : 2) ? 1 : 0);
  return {
    views,
    width: size,
    height: size,
    evaluate(batch) {
      const gradient = new Float32Array(batch.length);
      const terms = Array.from({ length: views }, (_, view) => {
        let sum = 0;
        for (let i = 0; i < 3 * plane; i++) {
          const off = batch[view * 3 * plane + i]! - wish(i);
          sum -= off ** 2 / plane;
          gradient[view * 3 * plane + i] = (-2 * off) / plane;
        }
        return [spoil?.(calls) ?? sum];
      });
      calls += 1;
      return Promise.resolve({ terms, gradient });
    },
    runtimeSeconds: () => 0,
    close: () => Promise.resolve(),
  };
}

const objective = [{ kind: 'channel', layer: 'wish', channel: 0, weight: 1 }] as const;

const still = { shift: 0, scale: 0, rotateDegrees: 0, count: 2 };
const settings = mergeSettings(
  recipes['default']!,
  {
    steps: 60,
    detail: 1,
    views: still,
    pixels: { cells: [2, 4], paper: null },
    boundaryBudget: 0,
    prices: { boundary: 0.0005 },
  },
  'a test',
);

const learned = { kind: 'learned' } as const;

function canvas(): Canvas {
  return pixelCanvas(size, size, [learned, learned], settings.pixels, seededRandom(1));
}

const run = (changes: Partial<ExciteOptions> = {}): Promise<Excited> =>
  excite({
    evaluator: wishful(2),
    objective,
    settings,
    canvas: canvas(),
    random: seededRandom(2),
    units: 1,
    ...changes,
  });

describe('the loop', () => {
  it('finds the picture and the pens that the network wishes for', async () => {
    const { picture, steps, stopped } = await run();
    expect({ steps, stopped }).toEqual({ steps: 60, stopped: null });
    expect(picture.trueScore.excitation).toBeGreaterThan(-0.1);
    const { data } = paint(picture.truth);
    expect(data[0]).toBeGreaterThan(0.8); // red at the left
    expect(data[2 * plane + size - 1]).toBeGreaterThan(0.8); // blue at the right
  });

  it('is the same to the bit for the same seeds, and another picture for others', async () => {
    const [one, two] = [await run(), await run()];
    expect(one.picture.relaxed.data).toEqual(two.picture.relaxed.data);
    const moving = { ...settings, views: { ...settings.views, shift: 0.2 } };
    const [three, four] = [
      await run({ settings: moving }),
      await run({ settings: moving, random: seededRandom(3) }),
    ];
    expect(three.picture.relaxed.data).not.toEqual(four.picture.relaxed.data);
  });

  it('scores the picture it hands out', async () => {
    const { picture } = await run();
    const { data } = paint(picture.truth);
    const batch = new Float32Array(6 * plane);
    batch.set(data);
    const { terms } = await wishful(2).evaluate(batch);
    expect(picture.trueScore.excitation).toBeCloseTo(terms[0]![0]!, 6);
  });

  it('keeps the best true image of the end, not a worse last one', async () => {
    const seen: number[] = [];
    const { picture } = await run({
      onStep: (event) => event.true !== null && event.step > 50 && seen.push(event.true),
    });
    expect(picture.trueScore.excitation).toBe(Math.max(...seen));
  });

  it.each([
    ['free shares', {}],
    ['bounded shares', { shares: [{ least: 0.3, most: 0.3 }, null] }],
  ])('stops after the step at hand and goes on to the same bits: %s', async (_, changes) => {
    const whole = await run(changes);
    const stop = new AbortController();
    const half = await run({
      ...changes,
      signal: stop.signal,
      onStep: ({ step }) => {
        if (step === 23) stop.abort();
      },
    });
    expect(half.steps).toBe(23);
    const resume = half.stopped!;
    const rest = await run({ ...changes, resume, random: resumeRandom(resume.random) });
    expect(rest.picture.relaxed.data).toEqual(whole.picture.relaxed.data);
    expect(rest.picture.truth).toEqual(whole.picture.truth);
  });

  it('draws what it has when it is stopped before the first step', async () => {
    const { picture, steps } = await run({ signal: AbortSignal.abort() });
    expect(steps).toBe(0);
    expect(mapOf(picture.truth).indices).toHaveLength(plane);
  });

  it('refuses to go on with an excitation that is not a number, and says at which step', async () => {
    const evaluator = wishful(2, (call) => (call < 4 ? -1 : NaN));
    await expect(run({ evaluator })).rejects.toMatchObject({
      code: 'not-finite',
      message: expect.stringContaining('step 5') as string,
    });
  });

  it.each([
    [{ least: 0.3, most: 0.3 }, 0.3],
    [{ least: 0.8, most: 0.8 }, 0.8],
    [{ least: 0, most: 0.2 }, 0.2],
    [{ least: 0.7, most: 1 }, 0.7],
    [{ least: 0.1, most: 0.9 }, 0.5], // what the network wishes for is within
  ])('gives a colour the share of the picture that it may have: %j', async (bounds, share) => {
    const given = [
      { kind: 'given', rgb: [1, 0, 0] },
      { kind: 'given', rgb: [0, 0, 1] },
    ] as const;
    const of = pixelCanvas(size, size, given, settings.pixels, seededRandom(1));
    const { picture } = await run({ canvas: of, evaluator: gradual(), shares: [bounds, null] });
    const red = mapOf(picture.truth).indices.filter((index) => index === 0).length / plane;
    expect(Math.abs(red - share)).toBeLessThan(0.12);
  });

  it('forms the coarser surfaces first, and the finest from its share of the run on', async () => {
    const pixels = { ...settings.pixels, finestFrom: 0.5 };
    const forms = pixelCanvas(size, size, [learned, learned], pixels, seededRandom(1));
    const [finest, coarser] = forms.parameters.map(({ values }) => values);
    const before = coarser!.slice();
    const flat: number[] = [];
    const { picture } = await run({
      canvas: forms,
      settings: { ...settings, pixels },
      onStep: ({ step }) => {
        if (finest!.every((value) => value === 0)) flat.push(step);
        if (step === 1) expect(coarser).not.toEqual(before);
      },
    });
    expect(flat).toEqual(Array.from({ length: 30 }, (_, i) => i + 1)); // of 60
    expect(picture.trueScore.excitation).toBeGreaterThan(-0.1);
  });

  it('shapes a single surface from the first step on', async () => {
    const pixels = { ...settings.pixels, cells: [4], finestFrom: 0.9 };
    const only = pixelCanvas(size, size, [learned, learned], pixels, seededRandom(1));
    const [values] = only.parameters.map((of) => of.values);
    const before = values!.slice();
    const moved: boolean[] = [];
    const onStep = (): void => void moved.push(values!.some((value, i) => value !== before[i]));
    await run({ canvas: only, settings: { ...settings, steps: 3, pixels }, onStep });
    expect(moved).toEqual([true, true, true]);
  });

  it('keeps the boundary near its budget', async () => {
    const sides = async (boundaryBudget: number): Promise<number> => {
      const gentle = {
        points: [
          [0, 1],
          [1, 0.2],
        ],
        curve: 'geometric',
      } as const;
      const noisy = {
        ...settings,
        steps: 150,
        temperature: gentle,
        boundaryBudget,
        prices: { ...settings.prices, usage: constant(0) },
      };
      const { picture } = await run({ settings: noisy, evaluator: stripes() });
      return boundarySides(mapOf(picture.truth).indices);
    };
    const [narrow, wide] = [await sides(2), await sides(6)];
    expect(narrow).toBeLessThan(wide);
    expect(narrow).toBeLessThan(4);
  });
});

/** Wants red at the left and blue at the right, the less the nearer it is to the middle. */
function gradual(): Evaluator {
  const wish = Float32Array.from(
    { length: 3 * plane },
    (_, i) => (1 - Math.floor(i / plane)) * (1 - (2 * (i % size)) / (size - 1)),
  );
  return {
    ...wishful(2),
    evaluate(batch) {
      const gradient = batch.map((__, i) => wish[i % (3 * plane)]!);
      const terms = [0, 1].map((view) => [
        wish.reduce((sum, value, i) => sum + value * batch[view * 3 * plane + i]!, 0),
      ]);
      return Promise.resolve({ terms, gradient });
    },
  };
}

/** Wants thin stripes: as much boundary as it can get. */
function stripes(): Evaluator {
  const wish = (i: number): number => (i % 4 < 2 ? 1 : 0);
  const base = wishful(2);
  return {
    ...base,
    evaluate(batch) {
      const gradient = batch.map((value, i) => (-2 * (value - wish(i))) / plane);
      const terms = [0, 1].map((view) => [
        -batch
          .subarray(view * 3 * plane, (view + 1) * 3 * plane)
          .reduce((sum, value, i) => sum + (value - wish(i)) ** 2 / plane, 0),
      ]);
      return Promise.resolve({ terms, gradient });
    },
  };
}

function boundarySides(indices: Uint8Array): number {
  let unlike = 0;
  for (let i = 0; i < plane; i++) {
    if (i % size < size - 1 && indices[i] !== indices[i + 1]) unlike++;
    if (i + size < plane && indices[i] !== indices[i + size]) unlike++;
  }
  return unlike / size;
}
