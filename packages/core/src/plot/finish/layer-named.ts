import { InkceptionError } from '../../error.ts';
import { nearestNames } from '../../nearest-names.ts';
import type { PenLayer } from '../drawing.ts';

/** The place of a pen among layers, from 0: by its name, or its number from 1. Errors: `bad-option`. */
export function layerNamed(layers: readonly PenLayer[], wanted: string): number {
  const names = layers.map(({ pen }) => pen.name);
  const key = wanted.trim().toLowerCase();
  const byName = names.findIndex((name) => name.trim().toLowerCase() === key);
  if (byName >= 0) return byName;
  const number = /^\d+$/.test(key) ? Number(key) : NaN;
  if (number >= 1 && number <= layers.length) return number - 1;
  const near = nearestNames(wanted, names, 3).map((name) => `${names.indexOf(name) + 1} ${name}`);
  throw new InkceptionError(
    'bad-option',
    `there is no pen "${wanted}" among ${layers.length}: the nearest are ${near.join(', ')}`,
  );
}
