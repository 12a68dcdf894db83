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

/** A text with something in it. */
export function checkText(value: unknown, place: Place): string {
  return typeof value === 'string' && value.trim() !== '' ? value : refuse(place, value, 'a text');
}

/** Texts with something in them; at least one. */
export function checkTexts(value: unknown, place: Place): string[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(place, value, 'an array of texts');
  return value.map((item: unknown, i) => checkText(item, { ...place, field: `${place.field}[${i}]` }));
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
