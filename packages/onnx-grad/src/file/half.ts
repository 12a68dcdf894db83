/** IEEE half floats to float32. */
export function widenFloat16(half: Uint16Array): Float32Array {
  const wide = new Float32Array(half.length);
  for (let i = 0; i < half.length; i++) wide[i] = halfValue(half[i]!);
  return wide;
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
export function widenBfloat16(half: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(half, (bits) => bits << 16).buffer);
}
