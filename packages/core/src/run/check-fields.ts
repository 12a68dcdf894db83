import {
  checkEach,
  checkIsRecord,
  checkIsText,
  checkText,
  checkWhole,
  fieldOf,
  isRecord,
  listOf,
  optional,
  refuse,
  type Check,
  type JsonRecord,
  type Place,
} from '../json-record.ts';
import { checkInput } from '../network/network-input.ts';
import { checkTerms } from '../objective/check-terms.ts';
import { checkColours } from './check-colours.ts';
import { checkParts } from './check-parts.ts';
import type { Job } from './job.ts';
import { checkOutput } from './output-settings.ts';
import { checkSheet } from './sheet-for.ts';

const fields: Readonly<Record<keyof Job, Check>> = {
  format: checkText,
  network: checkNetwork,
  objective: checkTerms,
  like: optional(checkLike),
  recipe: optional(checkText),
  settings: checkIsRecord,
  palette: checkColours,
  overprint: optional(checkIsTrue),
  choice: optional(wholeNumbers(['pens', 'relaxSteps', 'settleSteps'])),
  size: wholeNumbers(['width', 'height']),
  sheet: checkSheet,
  composition: optional(checkParts),
  unlike: optional(listOf(checkText, 'a list of PNGs as base64')),
  plot: checkIsRecord,
  output: optional(checkOutput),
  seed: checkSeed,
};

/** The fields of a job from JSON, each by itself; its settings and plot are only records here. Errors: the place's code. */
export function checkFields(job: JsonRecord, place: Place): void {
  checkEach(job, place, fields);
}

function checkIsTrue(value: unknown, place: Place): void {
  if (value !== true) refuse(place, value, 'true, or nothing');
}

/** Counts, from 1 on. */
function wholeNumbers(names: readonly string[]): Check {
  return (value, place) => {
    if (!isRecord(value)) return refuse(place, value, `whole numbers: ${names.join(', ')}`);
    for (const name of names) checkWhole(value[name], fieldOf(place, name), 1);
  };
}

function checkNetwork(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a record with name, file, sha256 and input');
  checkText(value['name'], fieldOf(place, 'name'));
  if (value['file'] !== null) checkText(value['file'], fieldOf(place, 'file'));
  checkIsText(value['sha256'], fieldOf(place, 'sha256'));
  checkInput(value['input'], fieldOf(place, 'input'));
}

function checkLike(value: unknown, place: Place): void {
  if (!isRecord(value)) return refuse(place, value, 'a record with png, or nothing');
  checkText(value['png'], fieldOf(place, 'png'));
}

function checkSeed(value: unknown, place: Place): void {
  if (!Number.isSafeInteger(value)) refuse(place, value, 'a whole number');
}
