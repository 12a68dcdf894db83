import { InkceptionError } from '../error.ts';
import {
  checkRecord,
  checkText,
  checkTexts,
  fieldOf,
  isRecord,
  parseJson,
  pickTexts,
  refuse,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import { nearestNames } from '../nearest-names.ts';
import { checkInput, type NetworkInput } from './network-input.ts';

/** What a network's file does not say. Its format is explained in docs/network-cards.md. */
export interface NetworkCard {
  readonly name: string;
  readonly description?: string;
  readonly input: NetworkInput;
  /** One per class, in the order of the network's output. */
  readonly labels?: readonly string[];
  /** Other words for a label. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  /** Labels by subject, for people who look around. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly licence: string;
  /** Where the network comes from: a link. */
  readonly source: string;
  /** Of the network's file, hex. */
  readonly sha256?: string;
  /** Where layers were left out: the whole file's hash, and the layer after which it was cut. */
  readonly origin?: { readonly sha256: string; readonly cut: string };
  /** The network's own drawing defaults; checked by whoever draws with them. */
  readonly drawing?: JsonRecord;
}

/** Gives the content of a file beside the card. */
export type ReadLabels = (fileName: string) => string;

const cardFields = [
  'name',
  'description',
  'input',
  'labels',
  'synonyms',
  'groups',
  'licence',
  'source',
  'sha256',
  'origin',
  'drawing',
];

/**
 * A card from its JSON; `labels` may be the name of a text file beside it, one label a line, which `readLabels`
 * reads. Errors: `bad-card`, naming the file (`source`), the field, what is there and what is expected.
 */
export function parseCard(text: string, source: string, readLabels?: ReadLabels): NetworkCard {
  const place: Place = { code: 'bad-card', source, field: '' };
  const record = checkRecord(parseJson(text, place), place, cardFields);
  const labels = optional(record, 'labels', place, (value, at) => checkLabels(value, at, readLabels));
  const known = labels.labels ?? [];
  return {
    name: checkText(record['name'], fieldOf(place, 'name')),
    ...pickTexts(record, place, ['description']),
    input: checkInput(record['input'], fieldOf(place, 'input')),
    licence: checkText(record['licence'], fieldOf(place, 'licence')),
    source: checkText(record['source'], fieldOf(place, 'source')),
    ...optional(record, 'sha256', place, checkHash),
    ...optional(record, 'origin', place, checkOrigin),
    ...labels,
    ...optional(record, 'synonyms', place, (value, at) => checkSynonyms(value, at, known)),
    ...optional(record, 'groups', place, (value, at) => checkGroups(value, at, known)),
    ...optional(record, 'drawing', place, checkDrawing),
  };
}

/** The checked field under its name, or nothing where it is not given. */
function optional<Name extends string, Value>(
  record: JsonRecord,
  name: Name,
  place: Place,
  check: (value: unknown, place: Place) => Value,
): Partial<Record<Name, Value>> {
  const value = record[name];
  if (value === undefined) return {};
  return { [name]: check(value, fieldOf(place, name)) } as Partial<Record<Name, Value>>;
}

function checkLabels(value: unknown, place: Place, readLabels: ReadLabels | undefined): string[] {
  if (typeof value !== 'string') return checkTexts(value, place);
  const fileName = checkFileName(value, place);
  if (!readLabels) return refuse(place, value, 'an array of labels: no file can be read here');
  const lines = readLabels(fileName).trimEnd().split(/\r?\n/);
  return checkTexts(lines, { ...place, field: `${place.field} (${fileName})` });
}

/** A plain name: a card from a stranger must not make anyone read files elsewhere. */
function checkFileName(value: string, place: Place): string {
  const isPlain = /^[^/\\:\p{Cc}]+$/u.test(value) && value !== '.' && value !== '..';
  return isPlain
    ? value
    : refuse(place, value, 'an array of labels, or the name of a text file in the same folder as the card');
}

function checkSynonyms(value: unknown, place: Place, labels: readonly string[]): Record<string, string[]> {
  const synonyms = checkLists(value, place);
  for (const label of Object.keys(synonyms)) checkIsLabel(label, place, labels);
  return synonyms;
}

function checkGroups(value: unknown, place: Place, labels: readonly string[]): Record<string, string[]> {
  const groups = checkLists(value, place);
  for (const [group, members] of Object.entries(groups)) {
    for (const label of members) checkIsLabel(label, fieldOf(place, group), labels);
  }
  return groups;
}

function checkLists(value: unknown, place: Place): Record<string, string[]> {
  if (!isRecord(value)) return refuse(place, value, 'a record of arrays of texts');
  return Object.fromEntries(
    Object.entries(value).map(([key, list]) => [key, checkTexts(list, fieldOf(place, key))]),
  );
}

function checkIsLabel(label: string, place: Place, labels: readonly string[]): void {
  if (labels.includes(label)) return;
  const nearest = nearestNames(label, labels, 3).join(', ') || 'none: it has no labels';
  throw new InkceptionError(
    place.code,
    `${place.source}: ${place.field} has "${label}", which is no label; the nearest are ${nearest}`,
  );
}

function checkHash(value: unknown, place: Place): string {
  const isHash = typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  return isHash ? value : refuse(place, value, '64 hexadecimal digits in lower case');
}

function checkOrigin(value: unknown, place: Place): { sha256: string; cut: string } {
  const record = checkRecord(value, place, ['sha256', 'cut']);
  return {
    sha256: checkHash(record['sha256'], fieldOf(place, 'sha256')),
    cut: checkText(record['cut'], fieldOf(place, 'cut')),
  };
}

function checkDrawing(value: unknown, place: Place): JsonRecord {
  return isRecord(value) ? value : refuse(place, value, 'a record of drawing defaults');
}

/** A class that was found by name. */
export interface ClassMatch {
  /** Of the class in the network's output. */
  readonly index: number;
  readonly label: string;
}

/**
 * The class that a person means: its label, whatever its case, hyphens and blanks; a part of a label with commas
 * ("tench, Tinca tinca"); a synonym; or its index (107, "#107"). The first of equals. Errors: `unknown-class`
 * with the nearest names; always for a network that was cut.
 */
export function findClass(card: NetworkCard, wanted: string | number): ClassMatch {
  if (card.origin) throw new InkceptionError('unknown-class', describeCut(card.name, card.origin.cut));
  const labels = card.labels ?? [];
  const index = typeof wanted === 'number' ? wanted : indexByName(card, wanted.trim());
  if (Number.isInteger(index) && index >= 0 && (labels.length === 0 || index < labels.length)) {
    return { index, label: labels[index] ?? `class ${index}` };
  }
  throw new InkceptionError('unknown-class', describeUnknown(card, wanted));
}

function describeCut(name: string, layer: string): string {
  return `${name} was cut after ${layer}, its classes were in what was left out: excite channels (inkception layers shows what there is), or take the whole network`;
}

/** -1 where no class goes by that name. A number is a name before it is an index, unless it has a #. */
function indexByName(card: NetworkCard, wanted: string): number {
  const labels = card.labels ?? [];
  if (isIndex(wanted) && wanted.startsWith('#')) return Number(wanted.slice(1));
  const exact = labels.indexOf(wanted);
  if (exact >= 0) return exact;
  const simple = simplify(wanted);
  for (const namesOf of [wholeName, partNames, synonymsIn(card)]) {
    const index = labels.findIndex((label) => namesOf(label).some((name) => simplify(name) === simple));
    if (simple !== '' && index >= 0) return index;
  }
  return isIndex(wanted) ? Number(wanted) : -1;
}

function isIndex(wanted: string): boolean {
  return /^#?\d{1,9}$/.test(wanted);
}

function wholeName(label: string): string[] {
  return [label];
}

function partNames(label: string): string[] {
  return label.split(',').map((part) => part.trim());
}

function synonymsIn({ synonyms = {} }: NetworkCard): (label: string) => readonly string[] {
  return (label) => (Object.hasOwn(synonyms, label) ? synonyms[label]! : []);
}

/** Letters and digits alone, without case and accents: "T-shirt" and "t shirt" are the same word. */
function simplify(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function describeUnknown(card: NetworkCard, wanted: string | number): string {
  const labels = card.labels ?? [];
  const shown = JSON.stringify(wanted).slice(0, 60);
  if (labels.length === 0) {
    return `${card.name}: ${shown} is no class, and its card has no labels: give the class by its index, such as "#107"`;
  }
  const start = `${card.name} has no class ${shown}`;
  if (typeof wanted === 'number' || isIndex(wanted))
    return `${start}: its classes are 0 to ${labels.length - 1}`;
  const names = [...labels.flatMap(partNames), ...labels.flatMap(synonymsIn(card))];
  return `${start}; the nearest are ${nearestNames(wanted, names).join(', ')} (\`inkception classes\` shows all ${labels.length})`;
}
