import type { Attribute } from '../file/model.ts';
import type { AttributeLike, Attributes } from './rule.ts';

/** Attributes of ONNX's operators that are floats even when whole. */
const floats = new Set([
  'alpha',
  'beta',
  'bias',
  'epsilon',
  'gamma',
  'lambd',
  'cubic_coeff_a',
  'extrapolation_value',
]);

/** Plain values as ONNX attributes. */
export function toAttributes(values: Attributes): Record<string, Attribute> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toAttribute(name, value)]));
}

function toAttribute(name: string, value: AttributeLike): Attribute {
  if (typeof value === 'number')
    return { kind: floats.has(name) || !Number.isInteger(value) ? 'float' : 'int', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if (isList(value)) return toList(value);
  return 'kind' in value ? value : { kind: 'tensor', value };
}

function isList(value: AttributeLike): value is readonly number[] | readonly string[] {
  return Array.isArray(value);
}

function toList(value: readonly number[] | readonly string[]): Attribute {
  if (typeof value[0] === 'string') return { kind: 'strings', value: value as readonly string[] };
  const numbers = value as readonly number[];
  return { kind: numbers.every((v) => Number.isInteger(v)) ? 'ints' : 'floats', value: numbers };
}
