/** Adam's memory for one parameter array: running means of the gradient and of its square. */
export interface AdamState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

export interface AdamSettings {
  readonly learningRate: number;
  /** Decay of the running mean of the gradient, in [0, 1). */
  readonly beta1: number;
  /** Decay of the running mean of its square, in [0, 1). */
  readonly beta2: number;
}

const epsilon = 1e-8;

/** A fresh state for `length` parameters. */
export function adamState(length: number): AdamState {
  return { mean: new Float32Array(length), square: new Float32Array(length) };
}

/**
 * One descent step in place: parameters and state change, the gradient does not.
 * `step` counts from 1. Source: Kingma & Ba 2015, algorithm 1.
 */
export function adamStep(
  parameters: Float32Array,
  gradient: Float32Array,
  state: AdamState,
  step: number,
  settings: AdamSettings,
): void {
  const { learningRate, beta1, beta2 } = settings;
  const { mean, square } = state;
  const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  const epsilonHat = epsilon * Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]!;
    const m = (mean[i]! += (1 - beta1) * (g - mean[i]!));
    const s = (square[i]! += (1 - beta2) * (g * g - square[i]!));
    parameters[i]! -= (rate * m) / (Math.sqrt(s) + epsilonHat);
  }
}
