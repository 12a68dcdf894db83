import type { Rgb } from '../palette/colour.ts';

/** A colour of the palette: learned by the optimiser, or given. */
export type ColourSpec = { readonly kind: 'learned' } | { readonly kind: 'given'; readonly rgb: Rgb };

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The palette's colours; a learned one is the sigmoid of its three parameters, `raw` [colours, 3]. */
export function coloursOf(palette: readonly ColourSpec[], raw: Float32Array): Rgb[] {
  return palette.map((spec, n) =>
    spec.kind === 'given'
      ? spec.rgb
      : [sigmoid(raw[3 * n]!), sigmoid(raw[3 * n + 1]!), sigmoid(raw[3 * n + 2]!)],
  );
}

/** d sigmoid(x) = sigmoid(x) (1 - sigmoid(x)); a given colour does not move. */
export function coloursBackward(
  palette: readonly ColourSpec[],
  raw: Float32Array,
  gradient: Float32Array,
): Float32Array {
  return raw.map((x, i) => {
    if (palette[Math.floor(i / 3)]!.kind === 'given') return 0;
    const y = sigmoid(x);
    return gradient[i]! * y * (1 - y);
  });
}
