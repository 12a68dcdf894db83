import { InkceptionError, type ErrorCode } from './error.ts';
import { nearestNames } from './nearest-names.ts';

/** A JSON object whose fields nobody has looked at yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Where a value stands in a user's JSON, and the code of the error that a wrong value is. */
export interface Place {
  readonly code: ErrorCode;
  /** The file, and the entry in it: "pens.json, pen 3". */
  readonly source: string;
  /** The field: "input.range"; empty for the whole. */
  readonly field: string;
}

/** Throws for what is not right at its place. */
export type Check = (value: unknown, place: Place) => void;

/** The place of a field within a record's. */
export function fieldOf(place: Place, name: string): Place {
  return { ...place, field: place.field === '' ? name : `${place.field}.${name}` };
}

/** Throws: what was given at a place, and what was expected there. */
export function refuse({ code, source, field }: Place, given: unknown, expected: string): never {
  const what = field === '' ? 'it' : field;
  const fault = given === undefined ? `${what} is missing` : `${what} is ${show(given)}`;
  throw new InkceptionError(code, `${source}: ${fault}, expected ${expected}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** JSON as a value. Errors: the place's code, with what the parser says. */
export function parseJson(text: string, { code, source }: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InkceptionError(code, `${source} is not JSON: ${reason.replace(/\s+/g, ' ')}`, {
      cause: error,
    });
  }
}

/** A record with no field but the known ones. */
export function checkRecord(value: unknown, place: Place, known: readonly string[]): JsonRecord {
  if (!isRecord(value)) refuse(place, value, `a record with ${known.join(', ')}`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  const nearest = nearestNames(unknown, known, 3).join(', ');
  throw new InkceptionError(
    place.code,
    `${place.source}: there is no field ${fieldOf(place, unknown).field}; the nearest are ${nearest}`,
  );
}

/** Whether a value is a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A record of any fields. */
export function checkIsRecord(value: unknown, place: Place): void {
  if (!isRecord(value)) refuse(place, value, 'a record');
}

/** A text, also one with nothing in it. */
export function checkIsText(value: unknown, place: Place): void {
  if (typeof value !== 'string') refuse(place, value, 'a text');
}

/** A text with something in it. */
export function checkText(value: unknown, place: Place): string {
  return typeof value === 'string' && value.trim() !== '' ? value : refuse(place, value, 'a text');
}

/** Texts with something in them; at least one. */
export function checkTexts(value: unknown, place: Place): string[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(place, value, 'an array of texts');
  return value.map((item: unknown, i) => checkText(item, { ...place, field: `${place.field}[${i}]` }));
}

/** A list, each item checked at its own place. */
export function checkList(value: unknown, place: Place, expected: string, check: Check): void {
  if (!Array.isArray(value)) return refuse(place, value, expected);
  value.forEach((item: unknown, i) => {
    check(item, { ...place, field: `${place.field}[${i}]` });
  });
}

/** Each of a record's fields by its check, whether it is there or not. */
export function checkEach(record: JsonRecord, place: Place, fields: Readonly<Record<string, Check>>): void {
  for (const [name, check] of Object.entries(fields)) check(record[name], fieldOf(place, name));
}

/** Fields that may be left out: each that is there by its check. */
export function checkGiven(record: JsonRecord, place: Place, fields: Readonly<Record<string, Check>>): void {
  for (const [name, check] of Object.entries(fields))
    checkOptional(record[name], fieldOf(place, name), check);
}

/** What may be left out, checked where it is there. */
export function checkOptional(value: unknown, place: Place, check: Check): void {
  if (value !== undefined) check(value, place);
}

/** `checkOptional` as a check. */
export function optional(check: Check): Check {
  return unless([undefined], check);
}

/** Checks what is not one of these. */
export function unless(words: readonly (string | null | undefined)[], check: Check): Check {
  return (value, place) => {
    if (!words.some((word) => word === value)) check(value, place);
  };
}

/** `checkList` as a check. */
export function listOf(check: Check, expected: string): Check {
  return (value, place) => {
    checkList(value, place, expected, check);
  };
}

/** `checkOneOf` as a check. */
export function among(names: readonly (string | null)[]): Check {
  return (value, place) => {
    checkOneOf(value, place, names);
  };
}

/** A finite number from `least` to `most`, both included. */
export function checkNumber(value: unknown, place: Place, least = -Infinity, most = Infinity): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return;
  refuse(place, value, `a number${rangeOf(least, most)}`);
}

/** A number above 0. */
export function checkPositive(value: unknown, place: Place): void {
  if (!(typeof value === 'number' && value > 0 && value < Infinity)) refuse(place, value, 'a number above 0');
}

/** A whole number from `least` on. */
export function checkWhole(value: unknown, place: Place, least = 0): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  refuse(place, value, `a whole number${rangeOf(least, Infinity)}`);
}

function rangeOf(least: number, most: number): string {
  if (least === -Infinity) return '';
  return most === Infinity ? ` from ${least} on` : ` from ${least} to ${most}`;
}

export function checkBoolean(value: unknown, place: Place): void {
  if (typeof value !== 'boolean') refuse(place, value, 'true or false');
}

/** One of these names, or null where that is one of them. */
export function checkOneOf(value: unknown, place: Place, names: readonly (string | null)[]): void {
  if (!names.some((name) => name === value)) refuse(place, value, `one of ${names.map(String).join(', ')}`);
}

/** What a check of plain values throws, with the file that they stand in. */
export function inFile<T>(source: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InkceptionError)) throw error;
    throw new InkceptionError(error.code, `${source}: ${error.message}`, { cause: error });
  }
}

/** The named fields that are there, each checked. */
export function pickTexts<Name extends string>(
  record: JsonRecord,
  place: Place,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const given = names.filter((name) => record[name] !== undefined);
  const entries = given.map((name) => [name, checkText(record[name], fieldOf(place, name))]);
  return Object.fromEntries(entries) as Partial<Record<Name, string>>;
}
