import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { readModel, type Graph, type Tensor } from '../../src/index.ts';
import { random } from './random.ts';

const folder = fileURLToPath(new URL('../../../../../shared/models', import.meta.url));

/** Tests that read real networks, which are not part of the repository: skipped, saying so, where they are missing. */
export function describeWithModels(name: string, tests: () => void): void {
  if (existsSync(folder)) {
    describe(name, tests);
  } else {
    console.warn(`skipped: ${name}, ${folder} is not there`);
    describe.skip(name, tests);
  }
}

export function bytesOf(file: string): Uint8Array {
  return readFileSync(join(folder, file));
}

export function load(file: string): Graph {
  return readModel(bytesOf(file), { source: file });
}

/**
 * The same network with random weights, for files whose weights are constant fills: matrices and filters as He et al.
 * initialise them, so that signals keep their size; variances positive; the rest small.
 */
export function withRandomWeights(graph: Graph, seed: number): Graph {
  const next = random(seed);
  const variances = new Set(graph.nodes.filter((n) => n.op === 'BatchNormalization').map((n) => n.inputs[4]));
  const constants = [...graph.constants].map(([name, tensor]): [string, Tensor] => {
    if (tensor.type !== 'float32' || tensor.data.length < 2) return [name, tensor];
    const inputs = tensor.dims.slice(1).reduce((a, b) => a * b, 1);
    const scale = tensor.dims.length > 1 ? Math.sqrt(6 / inputs) : 0.1;
    const [low, high] = variances.has(name) ? [0.5, 1.5] : [-scale, scale];
    return [
      name,
      { ...tensor, data: Float32Array.from(tensor.data as Float32Array, () => low + (high - low) * next()) },
    ];
  });
  return { ...graph, constants: new Map(constants) };
}
