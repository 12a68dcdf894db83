import { spreadDots } from './dots.ts';
import type { Fill } from './fill.ts';
import { lineThroughDots } from './line-through-dots.ts';
import { openPitch } from './open-pitch.ts';
import { sideGrid } from './side-grid.ts';
import { dotAt } from './stipple.ts';

/** The dots of a stipple as one line that wanders through all of them and hardly ever crosses itself. */
export const stippleLine: Fill = (rings, _, { pitchMm, tone, seed }) => {
  const spacingMm = openPitch(pitchMm, tone);
  const dots = spreadDots(rings, spacingMm, seed);
  return lineThroughDots(dots, spacingMm, sideGrid(rings, spacingMm)).map((points) =>
    points.length > 2 ? { points, closed: false } : dotAt(points[0]!, points[1]!),
  );
};
