import {
  among,
  checkEach,
  checkList,
  checkNumber,
  checkOneOf,
  checkText,
  checkWhole,
  fieldOf,
  isRecord,
  refuse,
  type Check,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import type { ClassTerm, Term } from './objective.ts';

/** More terms than this are a mistake. */
const mostTerms = 100;

const measures: readonly ClassTerm['measure'][] = ['logit', 'log-probability', 'standing'];

const layer = { layer: checkText };
const channel = { ...layer, channel: checkWhole };

/** What a term of each kind has beside its weight. */
const fields: Readonly<Record<Term['kind'], Readonly<Record<string, Check>>>> = {
  class: {
    index: checkWhole,
    label: checkText,
    measure: among(measures),
  },
  channel,
  neuron: { ...channel, y: checkWhole, x: checkWhole },
  content: layer,
  style: layer,
};

/** The terms of an objective, from JSON. Errors: the place's code. */
export function checkTerms(value: unknown, place: Place): void {
  const expected = `a list of classes, channels, neurons, content and style, 1 to ${mostTerms}`;
  if (Array.isArray(value) && (value.length === 0 || value.length > mostTerms))
    refuse(place, value, expected);
  checkList(value, place, expected, checkTerm);
}

function checkTerm(value: unknown, place: Place): void {
  const term: JsonRecord = isRecord(value) ? value : refuse(place, value, 'a record with kind and weight');
  checkOneOf(term['kind'], fieldOf(place, 'kind'), Object.keys(fields));
  checkNumber(term['weight'], fieldOf(place, 'weight'));
  checkEach(term, place, fields[term['kind'] as Term['kind']]);
}
