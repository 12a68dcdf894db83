import { InkceptionError } from '../error.ts';
import {
  checkPositive,
  checkRecord,
  checkText,
  fieldOf,
  isRecord,
  parseJson,
  pickTexts,
  refuse,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import { hexToRgb, rgbToHex } from './colour.ts';
import { checkDistinct, finestMm, mostPens, usualWidthMm, widestMm } from './pen-rules.ts';
import type { Pen } from './pen.ts';

const penFields = ['brand', 'line', 'code', 'name', 'hex', 'widthMm', 'opaque', 'source'] as const;

/**
 * The pens of a pens file: JSON, `[{name, hex, widthMm?, opaque?, brand?, line?, code?, source?}, ...]` or the
 * same under `pens`. Pens without a width are `usualWidthMm` wide. Errors: `bad-pens`, naming the file (`source`),
 * the pen by its number from 1, the field, what is there and what is expected.
 */
export function parsePens(text: string, source: string): Pen[] {
  const place: Place = { code: 'bad-pens', source, field: '' };
  const entries = listOf(parseJson(text, place), place);
  if (entries.length < 1 || entries.length > mostPens) {
    throw new InkceptionError('bad-pens', `${source} has ${entries.length} pens, expected 1 to ${mostPens}`);
  }
  const pens = entries.map((entry, i) => readPen(entry, { ...place, source: `${source}, pen ${i + 1}` }));
  checkDistinct(pens, 'bad-pens', source);
  return pens;
}

function listOf(json: unknown, place: Place): readonly unknown[] {
  const list = isRecord(json) ? checkRecord(json, place, ['pens'])['pens'] : json;
  return Array.isArray(list) ? list : refuse(place, list, 'an array of pens, or {"pens": [...]}');
}

function readPen(entry: unknown, place: Place): Pen {
  const record = checkRecord(entry, place, penFields);
  return {
    name: checkText(record['name'], fieldOf(place, 'name')),
    hex: readHex(record['hex'], fieldOf(place, 'hex')),
    widthMm: readWidth(record['widthMm'], fieldOf(place, 'widthMm')),
    ...readOpaque(record, place),
    ...pickTexts(record, place, ['brand', 'line', 'code', 'source']),
  };
}

/** A pen of a job: complete, of whatever width was asked for. Errors: the place's code. */
export function checkPen(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a pen {name, hex, widthMm}');
  checkText(value['name'], fieldOf(place, 'name'));
  readHex(value['hex'], fieldOf(place, 'hex'));
  checkPositive(value['widthMm'], fieldOf(place, 'widthMm'));
  readOpaque(value, place);
  pickTexts(value, place, ['brand', 'line', 'code', 'source']);
}

/** `#rrggbb` of a colour. Errors: the place's code. */
export function readHex(value: unknown, place: Place): string {
  const expected = 'its ink on white paper as "#rrggbb"';
  if (typeof value !== 'string') return refuse(place, value, expected);
  try {
    return rgbToHex(hexToRgb(value));
  } catch {
    return refuse(place, value, expected);
  }
}

function readWidth(value: unknown, place: Place): number {
  if (value === undefined) return usualWidthMm;
  if (typeof value === 'number' && value >= finestMm && value <= widestMm) return value;
  return refuse(place, value, `a number of mm from ${finestMm} to ${widestMm}`);
}

function readOpaque(record: JsonRecord, place: Place): { opaque?: boolean } {
  const opaque = record['opaque'];
  if (opaque === undefined) return {};
  return typeof opaque === 'boolean' ? { opaque } : refuse(fieldOf(place, 'opaque'), opaque, 'true or false');
}
