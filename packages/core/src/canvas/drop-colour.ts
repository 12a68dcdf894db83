import type { Canvas } from './canvas.ts';

/** Added to a dropped colour's logits: it is never chosen, and has no part in any mixture. */
const gone = -10_000;

/**
 * Takes a colour out of a pixel canvas of `colours`; it stays out, for what has no share has no gradient. Returns
 * what puts it back.
 */
export function dropColour({ parameters }: Canvas, colour: number, colours: number): () => void {
  const { values } = parameters.findLast(({ kind }) => kind === 'logits')!; // the coarsest surfaces, [colours, knots]
  const knots = values.length / colours;
  const own = values.subarray(colour * knots, (colour + 1) * knots);
  const before = own.slice();
  own.fill(gone);
  return () => {
    own.set(before);
  };
}
