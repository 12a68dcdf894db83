import type { Node } from '../file/model.ts';
import type { Builder } from './rule.ts';

/**
 * Elements [start, end) along an axis. Channels of a Conv's output are computed by themselves, by its filters [start, end),
 * so that no whole is made, moved out of the runtime's blocked layout and cut; the whole is for nothing else then.
 */
export function partOf(b: Builder, value: string, axis: number, start: number, end: number): string {
  if (start === 0 && end === b.shape(value)[axis]) return value;
  const bounds = (at: number): string[] => [b.ints([start]), b.ints([end]), b.ints([at])];
  const conv = b.maker(value);
  if (axis !== 1 || !conv || !isPlain(conv)) return b.node('Slice', [value, ...bounds(axis)]);
  const [x = '', weights = ''] = conv.inputs;
  const { attributes } = conv;
  return b.node('Conv', [x, b.deferred('Slice', [weights, ...bounds(0)])], attributes);
}

/** As gradients of convolutions are: no bias, one group. */
function isPlain({ op, inputs, attributes: { group } }: Node): boolean {
  return op === 'Conv' && inputs.length === 2 && (group === undefined || group.value === 1);
}
