/** Four 32-bit words; plain numbers, so that a checkpoint can hold them. */
export type RandomState = readonly [number, number, number, number];

/** The one source of randomness of a run: seeded, and the same on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  state(): RandomState;
}

/** A generator from a seed, a whole number: each has a stream of its own. */
export function seededRandom(seed: number): Random {
  const high = Math.floor(seed / 2 ** 32);
  const random = resumeRandom([seed >>> 0, high >>> 0, 0x9e3779b9, 1]);
  for (let i = 0; i < 16; i++) random.uniform(); // near seeds start out alike
  return random;
}

/** Goes on where `state()` was taken. Source: sfc32 of PractRand (C. Doty-Humphrey), public domain. */
export function resumeRandom(state: RandomState): Random {
  let [a, b, c, counter] = state;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  return {
    uniform: next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    // Box-Muller, one of the pair only, so that the state is the four words and nothing else
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    state: () => [a, b, c, counter],
  };
}

/** Fills an array with normal numbers of the given mean and deviation. */
export function fillNormal(out: Float32Array, random: Random, mean: number, deviation: number): Float32Array {
  for (let i = 0; i < out.length; i++) out[i] = mean + deviation * random.normal();
  return out;
}
