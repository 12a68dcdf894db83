/** Below this share of the largest, a pen's probability is nothing that a picture shows: no exponential is spent. */
const nothing = -20;

/** p_n = exp(s x_n) / sum_m exp(s x_m) over pens, for planar logits [pens, plane]; `out` may be `logits`. */
export function softmax(logits: Float32Array, pens: number, sharpness: number, out: Float32Array): void {
  const total = logits.length;
  const plane = total / pens;
  for (let i = 0; i < plane; i++) {
    let most = logits[i]!;
    for (let n = i + plane; n < total; n += plane) if (logits[n]! > most) most = logits[n]!;
    let sum = 0;
    for (let n = i; n < total; n += plane) {
      const power = sharpness * (logits[n]! - most);
      sum += out[n] = power === 0 ? 1 : power < nothing ? 0 : Math.exp(power);
    }
    const scale = 1 / sum;
    for (let n = i; n < total; n += plane) out[n]! *= scale;
  }
}

/** dx_n = s p_n (dp_n - sum_m p_m dp_m), added to `into`. */
export function addSoftmaxBackward(
  probabilities: Float32Array,
  gradient: Float32Array,
  pens: number,
  sharpness: number,
  into: Float32Array,
): void {
  const total = probabilities.length;
  const plane = total / pens;
  for (let i = 0; i < plane; i++) {
    let mean = 0;
    let most = 0;
    for (let n = i; n < total; n += plane) {
      const p = probabilities[n]!;
      mean += p * gradient[n]!;
      if (p > most) most = p;
    }
    if (most === 1) continue; // decided: nothing passes
    for (let n = i; n < total; n += plane) into[n]! += sharpness * probabilities[n]! * (gradient[n]! - mean);
  }
}

/** The pen with the largest logit at each pixel; the first of equals. */
export function argmax(logits: Float32Array, pens: number): Uint8Array {
  const plane = logits.length / pens;
  const best = new Uint8Array(plane);
  for (let i = 0; i < plane; i++) {
    let most = logits[i]!;
    for (let n = 1, at = i + plane; n < pens; n++, at += plane) {
      if (logits[at]! > most) {
        most = logits[at]!;
        best[i] = n;
      }
    }
  }
  return best;
}
