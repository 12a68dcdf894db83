/** Which share of the true image a colour may have, in [0, 1]. */
export interface ShareBounds {
  readonly least: number;
  readonly most: number;
}

/** What holds the shares within their bounds: a price for each colour that follows what is too much or too little. */
export interface ShareControl {
  /** What prices have learned, in units of the excitation's gradient. */
  readonly learned: readonly number[];
  /** What the next step pays for a picture all in that colour; below 0 it is paid. */
  readonly prices: readonly number[];
  /** Running mean of the unit; 0 before the first step. */
  readonly unit: number;
}

/** Price of a picture that is all too much, in units. */
const atOnce = 10;
/** What is learned from it in a step, where little is missing: of much, the price would learn too much. */
const perStep = 0.5;
const little = 0.1;

/** The control before the first step, with a price of 0 for each colour; `null`: its share is free. */
export function startShares(bounds: readonly (ShareBounds | null)[]): ShareControl {
  const none = bounds.map(() => 0);
  return { learned: none, prices: none, unit: 0 };
}

/**
 * The control after a step that left these shares: price = unit (learned + atOnce * error), learned += perStep * error,
 * error = how far a share is beyond its bounds. The unit is the L1 norm of the excitation's gradient on the picture as
 * it enters the loss, so that the same control suits every network.
 */
export function followShares(
  control: ShareControl,
  shares: readonly number[],
  bounds: readonly (ShareBounds | null)[],
  unit: number,
): ShareControl {
  const errors = bounds.map((bound, n) => (bound ? beyond(shares[n]!, bound) : 0));
  const learned = control.learned.map((sum, n) => {
    const error = errors[n]!;
    return error === 0 ? 0.9 * sum : sum + (Math.abs(error) < little ? perStep * error : 0);
  });
  const mean = control.unit === 0 ? unit : 0.9 * control.unit + 0.1 * unit;
  return { learned, prices: learned.map((sum, n) => mean * (sum + atOnce * errors[n]!)), unit: mean };
}

function beyond(share: number, { least, most }: ShareBounds): number {
  return share - Math.max(least, Math.min(most, share));
}
