import { rules } from './table.ts';

/** What is known about an operator. */
export interface OpCoverage {
  readonly op: string;
  readonly shape: boolean;
  readonly gradient: boolean;
}

/** Every operator with a rule, by name. An op that is said in other nodes has their gradients. */
const alwaysLowered = new Set(['HardSwish', 'GlobalMaxPool']);

export const opCoverage: readonly OpCoverage[] = Object.entries(rules)
  .map(([op, rule]) => ({ op, shape: true, gradient: rule.gradient !== undefined || alwaysLowered.has(op) }))
  .sort((a, b) => (a.op < b.op ? -1 : 1));
