/** How much of each stroke each colour of the palette has, [strokes, colours]; the first colour is the paper. */
export interface Choice {
  readonly probabilities: Float32Array;
  readonly colours: number;
}

/** softmax(logits / temperature), stroke by stroke. */
export function relaxedChoice(logits: Float32Array, colours: number, temperature: number): Choice {
  const probabilities = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += colours) {
    let most = -Infinity;
    for (let n = from; n < from + colours; n++) most = Math.max(most, logits[n]!);
    let sum = 0;
    for (let n = from; n < from + colours; n++)
      sum += probabilities[n] = Math.exp((logits[n]! - most) / temperature);
    for (let n = from; n < from + colours; n++) probabilities[n]! /= sum;
  }
  return { probabilities, colours };
}

/** Of each stroke its likeliest colour alone: the choice at temperature 0. */
export function trueChoice(logits: Float32Array, colours: number): Choice {
  const probabilities = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += colours) {
    const own = logits.subarray(from, from + colours);
    probabilities[from + own.indexOf(own.reduce((a, b) => Math.max(a, b)))] = 1;
  }
  return { probabilities, colours };
}

/** dlogit_n = p_n (dp_n - sum_m p_m dp_m) / temperature */
export function choiceBackward(
  { probabilities: p, colours }: Choice,
  gradient: Float32Array,
  temperature: number,
): Float32Array {
  const out = new Float32Array(p.length);
  for (let from = 0; from < p.length; from += colours) {
    let mean = 0;
    for (let n = from; n < from + colours; n++) mean += p[n]! * gradient[n]!;
    for (let n = from; n < from + colours; n++) out[n] = (p[n]! * (gradient[n]! - mean)) / temperature;
  }
  return out;
}

/**
 * sum over pens n of max(0, floor - mean p_n)^2: no pen is left in its box. Adds its gradient, times `weight`, to
 * `into`; the paper may be used or not.
 */
export function addDisusePrice(
  { probabilities, colours }: Choice,
  floor: number,
  weight: number,
  into: Float32Array,
): number {
  const strokes = probabilities.length / colours;
  let price = 0;
  for (let n = 1; n < colours; n++) {
    let sum = 0;
    for (let i = n; i < probabilities.length; i += colours) sum += probabilities[i]!;
    const lack = Math.max(0, floor - sum / strokes);
    price += lack ** 2;
    const push = (2 * weight * lack) / strokes;
    if (lack > 0) for (let i = n; i < probabilities.length; i += colours) into[i]! -= push;
  }
  return price;
}
