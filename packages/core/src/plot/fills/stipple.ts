import type { Path } from '../drawing.ts';
import { spreadDots } from './dots.ts';
import type { Fill } from './fill.ts';

/** Part of the area that dots cover at tone 1; more would take the night, as every dot is a lift. */
const mostCovered = 0.25;
const leastTone = 0.2;

/** Length of the stroke that makes a dot, mm: some drivers drop strokes without length. */
const dotMm = 0.05;

/** Dots, evenly spread without rows or clumps, closer the darker the tone. */
export const stipple: Fill = (rings, _, { pitchMm, tone, seed }) => {
  const dots = spreadDots(rings, dotSpacing(pitchMm, tone), seed);
  return Array.from({ length: dots.length / 2 }, (_, i) => dotAt(dots[2 * i]!, dots[2 * i + 1]!));
};

/** Dots as wide as the pitch, of area pi p^2 / 4, one on each s^2 sqrt(3) / 2 of a hexagonal pattern. */
function dotSpacing(pitchMm: number, tone: number): number {
  return pitchMm * Math.sqrt(Math.PI / (2 * Math.sqrt(3)) / (mostCovered * Math.max(leastTone, tone)));
}

/** The shortest stroke there is. */
export function dotAt(x: number, y: number): Path {
  return { points: Float64Array.of(x, y, x + dotMm, y), closed: false };
}
