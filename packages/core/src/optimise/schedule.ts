/** A value over the run: holds `from` until `start`, then goes to `to`, which it reaches at `end`. */
export interface Schedule {
  readonly from: number;
  readonly to: number;
  /** Fractions of the run in [0, 1]. */
  readonly start: number;
  readonly end: number;
  /** Geometric suits temperatures, linear suits weights and rates. */
  readonly curve: 'linear' | 'geometric';
}

/** The same value all the time. */
export function constant(value: number): Schedule {
  return { from: value, to: value, start: 0, end: 1, curve: 'linear' };
}

/** The schedule's value at `progress` in [0, 1]. */
export function scheduled(schedule: Schedule, progress: number): number {
  const { from, to, start, end, curve } = schedule;
  const t = Math.min(1, Math.max(0, (progress - start) / Math.max(end - start, 1e-9)));
  return curve === 'linear' ? from + (to - from) * t : from * (to / from) ** t;
}
