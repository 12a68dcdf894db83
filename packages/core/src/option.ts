import { InkceptionError } from './error.ts';

/** The value, when it is a whole number from `low` to `high`. Errors: `bad-option`. */
export function wholeNumber(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw badOption(`${name} is ${value}, expected a whole number from ${low} to ${high}`);
}

/** Errors: `bad-option` for a value that is none of the names. */
export function oneOf(name: string, value: string, names: readonly string[]): void {
  if (names.includes(value)) return;
  throw badOption(`${name} is ${JSON.stringify(value)}, expected one of ${names.join(', ')}`);
}

export function badOption(message: string): InkceptionError {
  return new InkceptionError('bad-option', message);
}
