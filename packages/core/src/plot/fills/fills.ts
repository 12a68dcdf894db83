import { concentric } from './concentric.ts';
import { crossHatch } from './cross-hatch.ts';
import type { Fill } from './fill.ts';
import { flow } from './flow.ts';
import { hatch } from './hatch.ts';
import { scribble } from './scribble.ts';
import { spiral } from './spiral.ts';
import { stippleLine } from './stipple-line.ts';
import { stipple } from './stipple.ts';

const nothing: Fill = () => [];

/** Every fill by name. */
export const fills = {
  hatch,
  spiral,
  concentric,
  'cross-hatch': crossHatch,
  flow,
  stipple,
  'stipple-line': stippleLine,
  scribble,
  outline: nothing,
  none: nothing,
} satisfies Record<string, Fill>;

/** Names of the fills. */
export type FillName = keyof typeof fills;
