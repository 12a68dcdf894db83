import type { Canvas } from './canvas.ts';

/** Added to a dropped colour's logits: it is never chosen, and has no part in any mixture. */
const gone = -10_000;

/** Whether a logit is that of a dropped colour. */
export function isGone(logit: number): boolean {
  return logit < gone / 2;
}

/**
 * Takes a colour out of a canvas of `colours`; it stays out, for what has no share has no gradient. Returns what puts it
 * back.
 */
export function dropColour({ parameters }: Canvas, colour: number, colours: number): () => void {
  const { values, interleaved } = parameters.findLast(({ kind }) => kind === 'logits')!; // pixels: the coarsest surfaces
  const each = values.length / colours;
  const own = Array.from({ length: each }, (_, i) =>
    interleaved ? colours * i + colour : each * colour + i,
  );
  const before = own.map((i) => values[i]!);
  for (const i of own) values[i] = gone;
  return () => {
    own.forEach((i, k) => (values[i] = before[k]!));
  };
}
