import { checkRecord, fieldOf, pickTexts, refuse, type Place } from '../json-record.ts';

type Three = readonly [number, number, number];

/** How a picture in [0, 1] becomes the network's input: stretched to `range`, then (x - mean) / std. */
export interface NetworkInput {
  /** Of the network's input, where it has several. */
  readonly name?: string;
  readonly channels: 'RGB' | 'BGR';
  /** What [0, 1] is stretched to: [0, 1], [0, 255] or [-1, 1]. */
  readonly range: readonly [number, number];
  /** In the network's own channel order, in units of `range`. */
  readonly mean: Three;
  /** In the network's own channel order, in units of `range`. */
  readonly std: Three;
  /** The size the network was made for, px. */
  readonly size: readonly [height: number, width: number];
}

const inputFields = ['name', 'channels', 'range', 'mean', 'std', 'size'];
const ranges = [
  [0, 1],
  [0, 255],
  [-1, 1],
] as const;
const largestSize = 8192;

interface NumbersRule {
  readonly count: number;
  readonly isRight: (value: number) => boolean;
  readonly expected: string;
}

const meanRule: NumbersRule = {
  count: 3,
  isRight: Number.isFinite,
  expected: 'three numbers, one a channel',
};
const stdRule: NumbersRule = {
  count: 3,
  isRight: isPositive,
  expected: 'three numbers above 0, one a channel',
};
const sizeRule: NumbersRule = {
  count: 2,
  isRight: isSize,
  expected: `[height, width], whole px from 1 to ${largestSize}`,
};

/** The input of a network card. Errors: the place's code. */
export function checkInput(value: unknown, place: Place): NetworkInput {
  const record = checkRecord(value, place, inputFields);
  const at = (name: string): readonly [unknown, Place] => [record[name], fieldOf(place, name)];
  return {
    ...pickTexts(record, place, ['name']),
    channels: checkChannels(...at('channels')),
    range: checkRange(...at('range')),
    mean: checkNumbers(...at('mean'), meanRule) as Three,
    std: checkNumbers(...at('std'), stdRule) as Three,
    size: checkNumbers(...at('size'), sizeRule) as readonly [number, number],
  };
}

function checkChannels(value: unknown, place: Place): 'RGB' | 'BGR' {
  return value === 'RGB' || value === 'BGR' ? value : refuse(place, value, '"RGB" or "BGR"');
}

function checkRange(value: unknown, place: Place): readonly [number, number] {
  const given = JSON.stringify(value);
  const range = ranges.find((known) => JSON.stringify(known) === given);
  return (
    range ?? refuse(place, value, '[0, 1], [0, 255] or [-1, 1]: what the network takes black and white for')
  );
}

function checkNumbers(value: unknown, place: Place, rule: NumbersRule): readonly unknown[] {
  const isRight = (item: unknown): boolean => typeof item === 'number' && rule.isRight(item);
  const isList = Array.isArray(value) && value.length === rule.count && value.every(isRight);
  return isList ? (value as readonly unknown[]) : refuse(place, value, rule.expected);
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= largestSize;
}
