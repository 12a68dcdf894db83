import { badOption, oneOf } from '../option.ts';
import { curves, type Schedule } from './schedule.ts';

/**
 * The schedule, when it is one, whatever was given for its points: at least one, from left to right (two at one place are
 * a jump); above 0 where the curve is geometric. Errors: `bad-option`, naming the setting.
 */
export function checkSchedule(name: string, schedule: Schedule): Schedule {
  const { points, curve } = schedule;
  oneOf(`${name}.curve`, curve, curves);
  if (points.length === 0)
    throw badOption(`${name}.points is [], expected at least one [progress from 0 to 1, value]`);
  points.forEach((point, i) => {
    checkPoint(`${name}.points[${i}]`, point, i === 0 ? 0 : points[i - 1]![0]);
  });
  return curve === 'geometric' ? checkAboveZero(name, schedule) : schedule;
}

function checkPoint(name: string, point: unknown, from: number): void {
  const isPair = Array.isArray(point) && point.length === 2 && point.every(Number.isFinite);
  if (isPair && point[0] >= from && point[0] <= 1) return;
  throw badOption(`${name} is ${JSON.stringify(point)}, expected [progress from ${from} to 1, value]`);
}

/** The schedule, when all its values are above 0. Errors: `bad-option`, naming the setting. */
export function checkAboveZero(name: string, schedule: Schedule): Schedule {
  const low = schedule.points.find(([, value]) => !(value > 0));
  if (!low) return schedule;
  throw badOption(
    `${name} is ${low[1]} at ${low[0]} of the run, expected numbers above 0 (curve ${schedule.curve})`,
  );
}
