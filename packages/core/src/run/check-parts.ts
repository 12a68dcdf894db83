import { shapeNames } from '../canvas/mask.ts';
import {
  among,
  checkBoolean,
  checkEach,
  checkGiven,
  checkList,
  checkNumber,
  checkOneOf,
  checkText,
  checkWhole,
  fieldOf,
  isRecord,
  listOf,
  refuse,
  type Check,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import { readHex } from '../palette/pens-file.ts';
import type { Composition } from './composition.ts';

const parts: Readonly<Record<keyof Composition, Check>> = {
  symmetry: ofRecord({
    turns: checkWhole,
    mirror: among(['left-right', 'up-down', null]),
  }),
  tile: checkBoolean,
  allOver: checkBoolean,
  poster: checkWhole,
  mask: checkMask,
  lead: ofRecord({ pen: checkWhole, width: checkNumber }),
  start: checkStart,
  layout: ofRecord({ place: checkPair, scale: checkNumber, repeat: checkPair }),
};

/** The parts of a job's composition, from JSON, each as `checkComposition` takes it. Errors: the place's code. */
export function checkParts(value: unknown, place: Place): void {
  checkGiven(recordOf(value, place, Object.keys(parts)), place, parts);
}

function ofRecord(fields: Readonly<Record<string, Check>>): Check {
  return (value, place) => {
    const record = recordOf(value, place, Object.keys(fields));
    checkEach(record, place, fields);
  };
}

function recordOf(value: unknown, place: Place, names: readonly string[]): JsonRecord {
  return isRecord(value) ? value : refuse(place, value, `a record with ${names.join(', ')}`);
}

function checkMask(value: unknown, place: Place): void {
  const mask = recordOf(value, place, ['kind', 'shape or png']);
  if (mask['kind'] === 'shape') checkOneOf(mask['shape'], fieldOf(place, 'shape'), shapeNames);
  else checkText(mask['png'], fieldOf(place, 'png'));
}

function checkStart(value: unknown, place: Place): void {
  const start = recordOf(value, place, ['png or strokes and colours', 'strength']);
  checkNumber(start['strength'], fieldOf(place, 'strength'), 0);
  if (start['png'] !== undefined) {
    checkText(start['png'], fieldOf(place, 'png'));
    return;
  }
  checkList(start['colours'], fieldOf(place, 'colours'), 'a list of colours "#rrggbb"', readHex);
  checkList(start['strokes'], fieldOf(place, 'strokes'), 'a list of strokes', checkStroke);
}

const checkStroke = ofRecord({
  pen: checkWhole,
  closed: checkBoolean,
  points: listOf(checkNumber, 'a list of numbers, x0, y0, x1, y1, ...'),
});

function checkPair(value: unknown, place: Place): void {
  const expected = 'two numbers';
  if (Array.isArray(value) && value.length !== 2) refuse(place, value, expected);
  checkList(value, place, expected, checkNumber);
}
