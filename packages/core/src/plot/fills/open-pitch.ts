/** Part of the area that lines of an open fill cover at tone 1. */
const mostCovered = 0.6;

/** Lighter than this, lines are so far apart that they no longer show the area. */
const leastTone = 0.35;

/** From line to line, mm, so that lines cover 0.6 of the area times the tone, where lines at `pitchMm` cover all. */
export function openPitch(pitchMm: number, tone: number): number {
  return pitchMm / (mostCovered * Math.max(leastTone, tone));
}
