/** Between points: geometric suits temperatures, linear suits weights and rates. */
export const curves = ['linear', 'geometric'] as const;

/** A value over the run, through points of [progress in [0, 1], value]; before the first and after the last it rests. */
export interface Schedule {
  readonly points: readonly (readonly [progress: number, value: number])[];
  readonly curve: (typeof curves)[number];
}

/** The same value all the time. */
export function constant(value: number): Schedule {
  return { points: [[0, value]], curve: 'linear' };
}

/** Every value of a schedule times a factor. */
export function scaled({ points, curve }: Schedule, factor: number): Schedule {
  return { points: points.map(([at, value]) => [at, factor * value]), curve };
}

/** The schedule's value at `progress` in [0, 1]. */
export function scheduled({ points, curve }: Schedule, progress: number): number {
  const after = points.findIndex(([at]) => at > progress);
  if (after === 0) return points[0]![1];
  if (after < 0) return points.at(-1)![1];
  const [[start, from], [end, to]] = [points[after - 1]!, points[after]!];
  const t = (progress - start) / (end - start);
  return curve === 'linear' ? from + (to - from) * t : from * (to / from) ** t;
}
