import {
  checkBoolean,
  checkList,
  checkNumber,
  checkOneOf,
  checkOptional,
  checkPositive,
  checkText,
  fieldOf,
  isRecord,
  refuse,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import { mostPens } from '../palette/pen-rules.ts';
import { checkPen, readHex } from '../palette/pens-file.ts';
import type { JobColour } from './job.ts';

/** The paper, all pens that there may be, and the lead of a style. */
const mostColours = mostPens + 2;

const fields: Readonly<Record<JobColour['kind'], (colour: JsonRecord, place: Place) => void>> = {
  paper: (colour, place) => {
    checkText(colour['name'], fieldOf(place, 'name'));
    readHex(colour['hex'], fieldOf(place, 'hex'));
  },
  learned: (colour, place) => {
    checkPositive(colour['widthMm'], fieldOf(place, 'widthMm'));
    checkOptional(colour['opaque'], fieldOf(place, 'opaque'), checkBoolean);
  },
  given: (colour, place) => {
    checkPen(colour['pen'], fieldOf(place, 'pen'));
  },
};

/** The colours of a job, from JSON. Errors: the place's code. */
export function checkColours(value: unknown, place: Place): void {
  const expected = `a list of pens, ${mostPens} at most, after the paper where there is one`;
  if (Array.isArray(value) && (value.length > mostColours || !hasPens(value))) refuse(place, value, expected);
  checkList(value, place, expected, checkColour);
}

function hasPens(colours: readonly unknown[]): boolean {
  const isPaper = colours.map((colour) => isRecord(colour) && colour['kind'] === 'paper');
  return isPaper.includes(false) && isPaper.lastIndexOf(true) <= 0;
}

function checkColour(value: unknown, place: Place): void {
  const colour: JsonRecord = isRecord(value) ? value : refuse(place, value, 'a record with kind');
  checkOneOf(colour['kind'], fieldOf(place, 'kind'), Object.keys(fields));
  fields[colour['kind'] as JobColour['kind']](colour, place);
  checkOptional(colour['share'], fieldOf(place, 'share'), checkShare);
}

function checkShare(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, '{ least, most } of the picture from 0 to 1');
  checkNumber(value['least'], fieldOf(place, 'least'), 0, 1);
  checkNumber(value['most'], fieldOf(place, 'most'), value['least'] as number, 1);
}
