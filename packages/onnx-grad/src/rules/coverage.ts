import { rules } from './table.ts';

/** What is known about an operator. */
export interface OpCoverage {
  readonly op: string;
  readonly shape: boolean;
  readonly gradient: boolean;
}

/** Every operator with a rule, by name. An op that is said in other nodes has their gradients. */
export const opCoverage: readonly OpCoverage[] = Object.entries(rules)
  .map(([op, { gradient, lower }]) => ({ op, shape: true, gradient: (gradient ?? lower) !== undefined }))
  .sort((a, b) => (a.op < b.op ? -1 : 1));
