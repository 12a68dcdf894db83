import { expect } from 'vitest';
import { extend, gradientGraph, type Builder, type Graph, type Tensor } from '../../src/index.ts';
import { graphOf } from './graphs.ts';
import { uniform } from './random.ts';
import { open, type Feeds } from './run.ts';

export interface Check {
  /** Inputs, and where they are tried; every one is differentiated. */
  readonly at: Readonly<Record<string, Tensor>>;
  readonly make: (b: Builder) => string;
  /** Which inputs to differentiate; all when not given. */
  readonly wrt?: readonly string[];
  /** Step of the central difference, and how far it may be off, relative to what the gradient's terms add up to. */
  readonly step?: number;
  readonly tolerance?: number;
}

/** Checks gradients against central differences along random directions, with optimisations off and on. */
export async function checkGradient({
  at,
  make,
  step = 0.02,
  tolerance = 2e-3,
  ...rest
}: Check): Promise<void> {
  const forward = graphOf(Object.fromEntries(Object.entries(at).map(([name, x]) => [name, x.dims])), make);
  const y = forward.outputs[0]!;
  const weights = uniform(forward.types.get(y)!.dims as number[], 5, 0.5, 1.5);
  const wrt = rest.wrt ?? Object.keys(at);
  const whole = withGradients(forward, weights, wrt);
  const [plain, optimised] = [await open(whole), await open(whole, 'all')];
  const found = await plain.run(at);
  expectClose(await optimised.run(at), found, wrt);
  for (const [i, name] of wrt.entries()) {
    const direction = uniform(at[name]!.dims, 11 + i);
    const value = async (h: number): Promise<number> => {
      const moved = await plain.run({ ...at, [name]: along(at[name]!, direction, h) });
      return dot(moved[y]!, weights);
    };
    const difference = ((await value(step)) - (await value(-step))) / (2 * step);
    const gradient = found[`${name}_gradient`]!;
    expect(gradient.dims).toEqual(at[name]!.dims);
    const scale = magnitude(gradient, direction) + 0.05;
    expect(
      Math.abs(difference - dot(gradient, direction)) / scale,
      describe(name, difference, gradient, direction),
    ).toBeLessThan(tolerance);
  }
  await Promise.all([plain.close(), optimised.close()]);
}

/** y, and the gradient of sum(y * weights) with respect to each input. */
export function withGradients(forward: Graph, weights: Tensor, wrt: readonly string[]): Graph {
  const y = forward.outputs[0]!;
  const total = extend(forward, (b) => [
    y,
    b.node('ReduceSum', [b.node('Mul', [y, b.constant(weights)])], { keepdims: 0 }, 'total'),
  ]);
  return wrt.reduce((graph, name) => gradientGraph(graph, { of: 'total', wrt: name }), total);
}

function along(x: Tensor, direction: Tensor, h: number): Tensor {
  return {
    ...x,
    data: Float32Array.from(x.data as Float32Array, (v, i) => v + h * Number(direction.data[i])),
  };
}

export function dot(a: Tensor, b: Tensor): number {
  return Array.from(a.data as Float32Array).reduce((sum, v, i) => sum + v * Number(b.data[i]), 0);
}

function magnitude(a: Tensor, b: Tensor): number {
  return Array.from(a.data as Float32Array).reduce((sum, v, i) => sum + Math.abs(v * Number(b.data[i])), 0);
}

function describe(name: string, difference: number, gradient: Tensor, direction: Tensor): string {
  return `${name}: central difference ${difference}, gradient ${dot(gradient, direction)}`;
}

function expectClose(a: Feeds, b: Feeds, wrt: readonly string[]): void {
  for (const name of wrt.map((n) => `${n}_gradient`)) {
    const [p, q] = [a[name]!.data as Float32Array, b[name]!.data as Float32Array];
    const largest = q.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-3);
    p.forEach((v, i) => {
      if (Math.abs(v - q[i]!) > 1e-4 * largest)
        expect(v, `${name}[${i}] with optimisations on`).toBeCloseTo(q[i]!, 4);
    });
  }
}
