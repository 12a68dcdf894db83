import type { Tensor } from '../../src/index.ts';

/** Seeded uniform numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function size(dims: readonly number[]): number {
  return dims.reduce((a, b) => a * b, 1);
}

/** Uniform in [low, high). */
export function uniform(dims: readonly number[], seed: number, low = -1, high = 1): Tensor {
  const next = random(seed);
  return {
    type: 'float32',
    dims,
    data: Float32Array.from({ length: size(dims) }, () => low + (high - low) * next()),
  };
}

/** All values 0.1 apart, none within 0.05 of a multiple of 0.1: a small step crosses no kink of a maximum or rectifier. */
export function distinct(dims: readonly number[], seed: number): Tensor {
  const next = random(seed);
  const n = size(dims);
  const order = Array.from({ length: n }, (_, i) => ({ i, key: next() })).sort((a, b) => a.key - b.key);
  const data = new Float32Array(n);
  order.forEach(({ i }, rank) => (data[i] = 0.1 * (rank - Math.floor(n / 2)) + 0.05));
  return { type: 'float32', dims, data };
}
