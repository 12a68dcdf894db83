import type { Drawing, Path } from '../plot/drawing.ts';

/** Plotter units in a millimetre. */
const unitsPerMm = 40;

/** Points in one PD: old plotters have small buffers. */
const pointsPerCommand = 64;

/**
 * A drawing as HPGL for any old plotter: units of 0.025 mm from the sheet's lower left corner, y upwards; a pen per
 * layer (SP), those that draw nothing left out.
 */
export function writeHpgl({ sheet, layers }: Drawing): string {
  const drawn = layers.flatMap(({ paths }, i) =>
    paths.length > 0 ? [`SP${i + 1};`, ...paths.flatMap((path) => writePath(path, sheet.heightMm))] : [],
  );
  return ['IN;DF;', ...drawn, 'PU;SP0;', ''].join('\n');
}

function writePath({ points, closed }: Path, heightMm: number): string[] {
  const units: string[] = [];
  for (let i = 0; i < points.length; i += 2) {
    units.push(`${toUnits(points[i]!)},${toUnits(heightMm - points[i + 1]!)}`);
  }
  if (closed) units.push(units[0]!);
  const lines = [`PU${units[0]};`];
  for (let i = 1; i < units.length; i += pointsPerCommand) {
    lines.push(`PD${units.slice(i, i + pointsPerCommand).join(',')};`);
  }
  return lines;
}

function toUnits(mm: number): number {
  return Math.round(mm * unitsPerMm) + 0;
}
