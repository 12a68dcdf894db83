import { planMemory } from '../kernels/memory.ts';

/** Adam's memory for one parameter array: running means of the gradient and of its square. */
export interface AdamState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/** How far Adam steps, in the parameters' own units, and how long it remembers. */
export interface AdamSettings {
  readonly learningRate: number;
  /** Decay of the running mean of the gradient, in [0, 1). */
  readonly beta1: number;
  /** Decay of the running mean of its square, in [0, 1). */
  readonly beta2: number;
}

const epsilon = 1e-8;

/** Adam for one array of parameters. */
export interface Adam {
  /** One descent step in place; the gradient does not change. `step` counts from 1. */
  step(parameters: Float32Array, gradient: Float32Array, step: number, settings: AdamSettings): void;
  /** A copy of what it remembers. */
  state(): AdamState;
}

/** Adam for `length` parameters, fresh or from a state. Source: Kingma & Ba 2015, algorithm 1. */
export function openAdam(length: number, from?: AdamState): Adam {
  const plan = planMemory();
  const blocks = [
    plan.reserve(length),
    plan.reserve(length),
    plan.reserve(length),
    plan.reserve(length),
  ] as const;
  const memory = plan.open();
  const [x, g, mean, square] = blocks.map((block) => memory.floats(block)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const at = blocks.map((block) => block.at) as [number, number, number, number];
  if (from) {
    mean.set(from.mean);
    square.set(from.square);
  }
  return {
    step(parameters, gradient, step, { learningRate, beta1, beta2 }) {
      const correction = Math.sqrt(1 - beta2 ** step);
      const rate = (learningRate * correction) / (1 - beta1 ** step);
      x.set(parameters);
      g.set(gradient);
      memory.kernels.adam(...at, length, 1 - beta1, 1 - beta2, rate, epsilon * correction);
      parameters.set(x);
    },
    state: () => ({ mean: mean.slice(), square: square.slice() }),
  };
}
