import { bytes, put } from './lanes';

/**
 * One step of Adam: m += (1 - beta1) (g - m), s += (1 - beta2) (g^2 - s), x -= rate m / (sqrt(s) + epsilon),
 * with the corrections for the start already in `rate` and `epsilon`.
 */
export function adam(
  x: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  length: i32,
  shareOfMean: f32,
  shareOfSquare: f32,
  rate: f32,
  epsilon: f32,
): void {
  const newMean = f32x4.splat(shareOfMean);
  const newSquare = f32x4.splat(shareOfSquare);
  for (let i = 0; i < length; i += 4) {
    const at = bytes(i);
    const left = length - i;
    const g = v128.load(gradient + at);
    let m = v128.load(mean + at);
    let s = v128.load(square + at);
    m = f32x4.add(m, f32x4.mul(newMean, f32x4.sub(g, m)));
    s = f32x4.add(s, f32x4.mul(newSquare, f32x4.sub(f32x4.mul(g, g), s)));
    const size = f32x4.add(f32x4.sqrt(s), f32x4.splat(epsilon));
    const move = f32x4.div(f32x4.mul(f32x4.splat(rate), m), size);
    put(mean + at, m, left);
    put(square + at, s, left);
    put(x + at, f32x4.sub(v128.load(x + at), move), left);
  }
}
