import { expect } from 'vitest';
import type { Graph, Tensor } from '../../src/index.ts';
import { dot } from './gradient-check.ts';
import { random, uniform } from './random.ts';
import { open, type Results } from './run.ts';

export interface Objective {
  /** The number that was differentiated, from what the forward graph gives; summed here in double precision. */
  readonly value: (results: Results) => number;
  readonly tolerance: number;
}

/** The value of the output `total`. */
export const totalOf = (results: Results): number => Number(results['total']!.data[0]);

const total: Objective = { value: totalOf, tolerance: 0.05 };

/**
 * Compares the gradient of an objective with central differences along random directions, and along halves of the gradient
 * itself, where the slope is steep. Networks are full of kinks and float32 is coarse: of steps from large to small one
 * must be right, over all directions together. Directions of one kind are about as long as `x`.
 */
export async function checkDirections(
  graph: Graph,
  x: Tensor,
  gradient: Tensor,
  { value, tolerance } = total,
): Promise<void> {
  const directions = [91, 92, 93].flatMap((seed) => [uniform(x.dims, seed), halfOf(gradient, seed)]);
  const slopes = directions.map((direction) => dot(gradient, direction));
  const runner = await open(graph);
  const at = async (direction: Tensor, h: number): Promise<number> => {
    const moved = Float32Array.from(x.data as Float32Array, (v, i) => v + h * Number(direction.data[i]));
    return value(await runner.run({ [graph.inputs[0]!]: { ...x, data: moved } }));
  };
  const errors: number[] = [];
  for (const h of [3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6]) {
    const misses: number[] = [];
    for (const [i, d] of directions.entries())
      misses.push(((await at(d, h)) - (await at(d, -h))) / (2 * h) - slopes[i]!);
    errors.push(Math.max(part(misses, slopes, 0), part(misses, slopes, 1)));
    if (errors.at(-1)! < tolerance) break;
  }
  await runner.close();
  expect(Math.min(...errors), `errors ${errors.join(', ')}`).toBeLessThan(tolerance);
}

/** The relative error over all directions of one kind. */
function part(misses: readonly number[], slopes: readonly number[], kind: number): number {
  const of = (list: readonly number[]): number => Math.hypot(...list.filter((_, i) => i % 2 === kind));
  return of(misses) / of(slopes);
}

/** The gradient at a random half of the places, as long as a uniform direction. */
function halfOf(gradient: Tensor, seed: number): Tensor {
  const next = random(seed);
  const data = Float32Array.from(gradient.data as Float32Array, (v) => (next() < 0.5 ? 0 : v));
  const length = Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length) * Math.sqrt(3) || 1;
  return { ...gradient, data: data.map((v) => v / length) };
}
