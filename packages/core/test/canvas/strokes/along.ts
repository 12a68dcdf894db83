import type { StartStroke } from '../../../src/canvas/strokes/begin-as.ts';
import type { TrueStroke } from '../../../src/canvas/canvas.ts';
import { flatten, splineBasis } from '../../../src/canvas/strokes/spline.ts';

/** Points along a stroke, close together: both ends, a closed one's first again at its end. */
export function along({ points, closed }: StartStroke | TrueStroke): [x: number, y: number][] {
  const basis = splineBasis({ controls: points.length / 2, closed }, 32);
  const line = new Float32Array(2 * basis.samples);
  flatten(basis, Float32Array.from(points), 0, 1, line, 0);
  return Array.from({ length: basis.samples }, (_, i) => [line[2 * i]!, line[2 * i + 1]!]);
}
