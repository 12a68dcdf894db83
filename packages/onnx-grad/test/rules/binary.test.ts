import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Builder } from '../../src/index.ts';
import { checkGradient } from '../support/gradient-check.ts';
import { graphOf } from '../support/graphs.ts';
import { distinct, uniform } from '../support/random.ts';
import { run } from '../support/run.ts';

const seeds = fc.integer({ min: 1, max: 1e6 });

/** Two shapes that broadcast: axes of either may be 1 or missing. */
const pair = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 4 }), a: fc.boolean(), b: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((axes) => fc.tuple(fc.constant(axes), fc.integer({ min: 0, max: axes.length }), fc.boolean()))
  .map(([axes, missing, swap]) => {
    const left = axes.map(({ size, a }) => (a ? size : 1));
    const right = axes.map(({ size, b }) => (b ? size : 1)).slice(missing);
    return swap ? ([right, left] as const) : ([left, right] as const);
  });

describe('arithmetic with broadcasting', () => {
  it.each(['Add', 'Sub', 'Mul', 'Div', 'Sum', 'Mean'])(
    '%s has the gradient of its differences',
    async (op) => {
      await fc.assert(
        fc.asyncProperty(pair, seeds, async ([left, right], seed) => {
          const at = { x: uniform(left, seed, 0.7, 2), z: uniform(right, seed + 1, 0.7, 2) };
          await checkGradient({ at, make: (b) => b.node(op, ['x', 'z']), step: 0.01 });
        }),
        { seed: 1, numRuns: 12 },
      );
    },
  );

  it('Pow has gradients for its base and its exponent', async () => {
    await fc.assert(
      fc.asyncProperty(pair, seeds, async ([left, right], seed) => {
        const at = { x: uniform(left, seed, 0.7, 2), z: uniform(right, seed + 1, -2, 3) };
        await checkGradient({ at, make: (b) => b.node('Pow', ['x', 'z']), step: 0.01 });
      }),
      { seed: 2, numRuns: 12 },
    );
  });

  it.each([2, 3, 0.5, -0.75, 1])('Pow with the constant exponent %d', async (exponent) => {
    const low = Number.isInteger(exponent) ? -2 : 0.5;
    await checkGradient({
      at: { x: uniform([3, 4], 3, low, 2) },
      make: (b) => b.node('Pow', ['x', b.constant(exponent)]),
      step: 0.01,
    });
  });

  it('Pow is flat where the exponent is 0, at 0 too', async () => {
    const x = { type: 'float32', dims: [3, 1], data: Float32Array.of(0, -1, 2) } as const;
    const z = { type: 'float32', dims: [4], data: Float32Array.of(0, 1, 2, 3) } as const;
    const small = { step: 0.005, wrt: ['x'] };
    await checkGradient({ ...small, at: { x }, make: (b) => b.node('Pow', ['x', b.constant(z)]) });
    await checkGradient({ ...small, at: { x }, make: (b) => b.node('Pow', ['x', b.ints([0, 1, 2, 3])]) });
    await checkGradient({ ...small, at: { x, z }, make: (b) => b.node('Pow', ['x', 'z']) });
  });

  it('Pow of 0 does not move with its exponent', async () => {
    const x = { type: 'float32', dims: [3, 1], data: Float32Array.of(0, 0.5, 2) } as const;
    const z = { type: 'float32', dims: [3], data: Float32Array.of(0.5, 1, 2) } as const;
    await checkGradient({ at: { x, z }, make: (b) => b.node('Pow', ['x', 'z']), step: 0.01, wrt: ['z'] });
  });

  it.each(['Max', 'Min'])('%s gives the gradient to the extremum', async (op) => {
    const all = distinct([3, 4], 4).data as Float32Array;
    const at = {
      x: { type: 'float32', dims: [2, 4], data: all.slice(0, 8) } as const,
      z: { type: 'float32', dims: [4], data: all.slice(8) } as const,
    };
    await checkGradient({ at, make: (b) => b.node(op, ['x', 'z']) });
  });

  it.each(['Sum', 'Mean', 'Max', 'Min'])('%s takes one input, and three', async (op) => {
    const parts = [1, 2, 3].map((seed) => uniform([2, 3], seed, 3 * seed, 3 * seed + 2));
    await checkGradient({ at: { x: parts[0]! }, make: (b) => b.node(op, ['x']) });
    await checkGradient({
      at: { x: parts[0]!, y: parts[1]!, z: parts[2]! },
      make: (b) => b.node(op, ['x', 'y', 'z']),
    });
  });

  it('an input used twice gets both gradients', async () => {
    await checkGradient({
      at: { x: uniform([2, 3], 6) },
      make: (b) => b.node('Mul', ['x', b.node('Add', ['x', 'x'])]),
      step: 0.01,
    });
    await checkGradient({
      at: { x: uniform([2, 3], 6, 1, 2) },
      make: (b) => b.node('Div', ['x', b.node('Sqrt', ['x'])]),
      step: 0.01,
    });
  });

  it('Where sends the gradient to what it chose', async () => {
    const make = (b: Parameters<Parameters<typeof checkGradient>[0]['make']>[0]): string =>
      b.node('Where', [b.node('Greater', ['x', 'z']), b.node('Mul', ['x', 'x']), 'z']);
    await checkGradient({
      at: { x: distinct([3, 4], 7), z: uniform([4], 8, 0.01, 0.04) },
      make,
      step: 0.005,
      tolerance: 5e-3,
    });
  });
});

describe('remainders of constants', () => {
  const [float32, int64] = [1, 7];
  const a = { type: 'float32', dims: [8], data: Float32Array.of(7, -7, 7, -7, 6, -6, 1, -1) } as const;
  const b = { type: 'float32', dims: [8], data: Float32Array.of(3, 3, -3, -3, 3, -3, 5, 5) } as const;
  const halves = { ...a, data: a.data.map((value) => value + 0.5) };
  const whole =
    (fmod: number) =>
    (to: Builder, [p, q]: readonly [string, string]): string => {
      const cast = (name: string): string => to.node('Cast', [name], { to: int64 });
      return to.node('Cast', [to.node('Mod', [cast(p), cast(q)], { fmod })], { to: float32 }, 'y');
    };
  const truncated = (to: Builder, [p, q]: readonly [string, string]): string =>
    to.node('Mod', [p, q], { fmod: 1 }, 'y');

  it.each([
    ['of floats, as in C', truncated, halves],
    ['of whole numbers, as in C', whole(1), a],
    ['of whole numbers, as in Python', whole(0), a],
  ])("are the runtime's: %s", async (_, make, left) => {
    const asked = graphOf({ p: [8], q: [8] }, (to) => make(to, ['p', 'q']));
    const { y } = await run(asked, { p: left, q: b });
    const folded = graphOf({}, (to) => make(to, [to.constant(left), to.constant(b)]));
    expect(folded.nodes).toEqual([]);
    const { data } = folded.constants.get(folded.outputs[0]!)!;
    expect(Array.from(data as Float32Array, (value) => value + 0)).toEqual(
      Array.from(y!.data as Float32Array, (value) => value + 0), // -0 is 0
    );
  });
});
