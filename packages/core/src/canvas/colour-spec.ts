import type { Rgb } from '../palette/colour.ts';
import { overprinted, seenOn, white } from '../palette/ink-on-paper.ts';

/** A colour of a canvas's palette, as it is seen. */
export type ColourSpec = {
  /** Its share of the mixture at the start, in (0, 1); those without share what is left. */
  readonly start?: number;
} & (
  | /** Moved by the optimiser: an ink on what is `below` it, white unless given. */
    { readonly kind: 'learned'; readonly below?: Rgb }
  | { readonly kind: 'given'; readonly rgb: Rgb }
  /** Two colours of the palette, clear inks, printed over each other on a sheet. */
  | { readonly kind: 'overprint'; readonly of: readonly [number, number]; readonly sheet: Rgb }
);

/** What to add to each colour's logits for the shares at the start: softmax gives them back. */
export function startLogits(palette: readonly ColourSpec[]): number[] {
  const given = palette.flatMap(({ start }) => (start === undefined ? [] : [start]));
  const left = 1 - given.reduce((sum, share) => sum + share, 0);
  const each = Math.max(left, 0.01) / Math.max(1, palette.length - given.length);
  return palette.map(({ start }) => (start === undefined ? 0 : Math.log(start / each)));
}

/** The colours of a palette; `raw` [colours, 3] are learned inks before the sigmoid. */
export function coloursOf(palette: readonly ColourSpec[], raw: Float32Array): Rgb[] {
  const single = palette.map((spec, n): Rgb => {
    if (spec.kind === 'learned') return seenOn(spec.below ?? white, inkAt(raw, n), false);
    return spec.kind === 'given' ? spec.rgb : white;
  });
  return palette.map((spec, n) =>
    spec.kind === 'overprint'
      ? overprinted(spec.sheet, single[spec.of[0]]!, single[spec.of[1]]!)
      : single[n]!,
  );
}

/**
 * The gradient of `raw` from that of the colours [colours, 3]: through products to inks, and through the sigmoid,
 * d sigmoid(x) = sigmoid(x) (1 - sigmoid(x)). A given colour does not move.
 */
export function coloursBackward(
  palette: readonly ColourSpec[],
  raw: Float32Array,
  gradient: Float32Array,
): Float32Array {
  const ofSingle = overprintBackward(palette, coloursOf(palette, raw), gradient);
  return raw.map((_, i) => {
    const n = Math.floor(i / 3);
    const spec = palette[n]!;
    if (spec.kind !== 'learned') return 0;
    const y = inkAt(raw, n)[i % 3]!;
    return ofSingle[i]! * (spec.below ?? white)[i % 3]! * y * (1 - y);
  });
}

/** d(a b / s) = b / s da + a / s db */
function overprintBackward(
  palette: readonly ColourSpec[],
  colours: readonly Rgb[],
  gradient: Float32Array,
): Float32Array {
  const into = gradient.slice();
  palette.forEach((spec, n) => {
    if (spec.kind !== 'overprint') return;
    const [a, b] = spec.of;
    spec.sheet.forEach((below, c) => {
      const passed = below > 0 ? gradient[3 * n + c]! / below : 0;
      into[3 * a + c]! += passed * colours[b]![c]!;
      into[3 * b + c]! += passed * colours[a]![c]!;
    });
  });
  return into;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function inkAt(raw: Float32Array, n: number): Rgb {
  return [sigmoid(raw[3 * n]!), sigmoid(raw[3 * n + 1]!), sigmoid(raw[3 * n + 2]!)];
}
