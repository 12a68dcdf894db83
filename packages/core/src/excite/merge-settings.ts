import { InkceptionError } from '../error.ts';
import { nearestNames } from '../nearest-names.ts';
import { checkSchedule } from '../optimise/check-schedule.ts';
import { constant, type Schedule } from '../optimise/schedule.ts';
import type { Settings } from './settings.ts';

/**
 * Settings with some of their values changed: `changes` has the shape of `Settings` with what stays left out. A
 * number where a schedule belongs means that number all the time. `source` names who asked, for messages.
 * Errors: `bad-option` for a name or a type that settings do not have.
 */
export function mergeSettings(
  settings: Settings,
  changes: Readonly<Record<string, unknown>>,
  source: string,
): Settings {
  return mergeRecord(settings as unknown as PlainRecord, changes, source, '') as unknown as Settings;
}

type PlainRecord = Readonly<Record<string, unknown>>;

function mergeRecord(target: PlainRecord, changes: PlainRecord, source: string, path: string): PlainRecord {
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(changes)) {
    if (!Object.hasOwn(target, key)) throw unknownSetting(path + key, Object.keys(target), path, source);
    merged[key] = mergeValue(target[key], value, source, path + key);
  }
  return merged;
}

function mergeValue(target: unknown, value: unknown, source: string, path: string): unknown {
  if (path === 'pixels.paper' && value === null) return null;
  if (isSchedule(target) && typeof value === 'number') return constant(finite(value, source, path));
  if (isSchedule(target) && isRecord(value)) return mergeSchedule(target, value, source, path);
  if (isRecord(target) && isRecord(value)) return mergeRecord(target, value, source, `${path}.`);
  if (path === 'pixels.paper' && target === null && isRecord(value)) {
    return mergeRecord({ bias: 0, vignette: 0, vignetteFrom: 1 }, value, source, `${path}.`);
  }
  if (Array.isArray(target) && Array.isArray(value)) return numbers(value, source, path);
  if (typeof target === 'number' && typeof value === 'number') return finite(value, source, path);
  if (typeof target === 'string' && typeof value === 'string') return value;
  throw new InkceptionError(
    'bad-option',
    `${source}: setting ${path} is ${JSON.stringify(value)}, expected ${kindOf(target)}`,
  );
}

function mergeSchedule(target: Schedule, value: PlainRecord, source: string, path: string): Schedule {
  const merged = mergeRecord(target as unknown as PlainRecord, value, source, `${path}.`);
  return checkSchedule(`${source}: setting ${path}`, merged as unknown as Schedule);
}

function numbers(value: readonly unknown[], source: string, path: string): unknown {
  return value.map((item): unknown =>
    Array.isArray(item) ? numbers(item, source, path) : finite(item, source, path),
  );
}

function finite(value: unknown, source: string, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new InkceptionError(
    'bad-option',
    `${source}: setting ${path} is ${JSON.stringify(value)}, expected a finite number`,
  );
}

function unknownSetting(
  name: string,
  known: readonly string[],
  path: string,
  source: string,
): InkceptionError {
  const near = nearestNames(name.slice(path.length), known, 3).map((key) => path + key);
  return new InkceptionError(
    'bad-option',
    `${source}: there is no setting ${name}; did you mean ${near.join(', ')}?`,
  );
}

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchedule(value: unknown): value is Schedule {
  return isRecord(value) && 'points' in value && 'curve' in value;
}

function kindOf(target: unknown): string {
  if (isSchedule(target)) return 'a number, or a schedule {points: [[progress, value], ...], curve}';
  if (Array.isArray(target)) return 'an array of numbers';
  return typeof target === 'object' ? 'an object' : `a ${typeof target}`;
}
