import type { Fill } from './fill.ts';
import { hatch } from './hatch.ts';

/** Directions of the layers against the pen's own, as they come in with the tone, degrees. */
const layerAngles = [0, 90, 45, 135] as const;

/** Part of the area that is covered at tone 1, and the least that is. */
const mostCovered = 0.7;
const leastCovered = 0.1;

/**
 * Hatching over hatching: up to four layers in as many directions, one more for each quarter of the tone. n layers of
 * pitch p leave (1 - w / p)^n of the paper open, which gives the pitch.
 */
export const crossHatch: Fill = (rings, pen, options) => {
  const covered = Math.max(leastCovered, mostCovered * options.tone);
  const layers = Math.max(1, Math.ceil(layerAngles.length * options.tone));
  const pitchMm = options.pitchMm / (1 - (1 - covered) ** (1 / layers));
  return layerAngles.slice(0, layers).flatMap((degrees) => {
    const angleRadians = options.angleRadians + (degrees * Math.PI) / 180;
    return hatch(rings, pen, { ...options, pitchMm, angleRadians });
  });
};
