import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { writeModel, type Graph, type Tensor } from '../../src/index.ts';
import { dot } from './gradient-check.ts';
import { uniform } from './random.ts';

/** Slopes of networks along random directions, central differences in float64: made by fixtures/slopes.py. */
const known = JSON.parse(
  readFileSync(fileURLToPath(new URL('../fixtures/slopes.json', import.meta.url)), 'utf8'),
) as Record<string, readonly number[] | undefined>;

/** Where the networks are written for fixtures/slopes.py, when slopes are to be made again. */
const folder = process.env['ONNX_GRAD_SLOPES'];

const directionSeeds = [91, 92, 93, 94];

/**
 * Checks on a picture, and on another one if that fails: where a unit is as near to its kink as rounding reaches, processors
 * disagree on which side it is, and one unit may be a tenth of the gradient. A wrong rule is wrong on every picture.
 */
export async function onEitherPicture(check: (seed: number) => Promise<void>): Promise<void> {
  try {
    await check(3);
  } catch {
    await check(4);
    return;
  }
  if (folder !== undefined) await check(4);
}

/**
 * Compares the gradient of `total` with what float64 says of the forward graph at a picture. In float32 differences are no
 * judge: kinks bend long steps and rounding drowns short ones, so that even the best step is off by up to 0.04.
 */
export function expectSlopes(name: string, forward: Graph, x: Tensor, gradient: Tensor): void {
  const directions = directionSeeds.map((seed) => uniform(x.dims, seed));
  if (folder !== undefined) {
    dump(folder, name, forward, [x, ...directions]);
    return;
  }
  const slopes = known[name];
  if (slopes?.length !== directions.length)
    throw new Error(`slopes.json lacks "${name}": see fixtures/slopes.py`);
  const misses = directions.map((direction, i) => dot(gradient, direction) - slopes[i]!);
  const error = Math.hypot(...misses) / Math.hypot(...slopes);
  expect(error, `${name}: off by ${misses.join(', ')}`).toBeLessThan(1e-4);
}

function dump(into: string, name: string, forward: Graph, pictures: readonly Tensor[]): void {
  const path = join(into, name.replaceAll('/', '.'));
  writeFileSync(`${path}.onnx`, writeModel(forward));
  writeFileSync(`${path}.name`, name);
  const bytes = pictures.map(({ data }) => new Uint8Array((data as Float32Array).buffer));
  writeFileSync(`${path}.pictures`, Buffer.concat(bytes));
}
