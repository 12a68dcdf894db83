import { readFileSync } from 'node:fs';
import type { JobRequest } from '@inkception/core';
import { option } from '../options.ts';

/** One way to make pictures: what is asked for beside the target and the seed. */
export interface Variant {
  readonly name: string;
  readonly request: Partial<JobRequest>;
}

const named: Readonly<Record<string, readonly Variant[]>> = {
  recipes: [
    { name: 'seed', request: { recipe: 'seed' } },
    { name: 'default', request: {} },
  ],
  pens: [2, 3, 4, 6, 8].map((pens) => ({ name: `${pens} pens`, request: { pens } })),
  time: [40, 80, 160, 320, 640].map((steps) => ({
    name: `${steps} steps`,
    request: { settings: { steps, tries: 1 } },
  })),
  boundary: [15, 25, 37, 50, 70].map((boundaryBudget) => ({
    name: `boundary ${boundaryBudget}`,
    request: { settings: { boundaryBudget } },
  })),
  recognise: [
    { name: 'seed', request: { recipe: 'seed' } },
    ...[6, 12, 25, 50].map((steps) => ({
      name: `${steps} steps`,
      request: { settings: { steps, tries: 1 } },
    })),
  ],
};

/** `--variants=recipes|pens|time|boundary|recognise`, or a file with a JSON array of {name, request}. */
export function chosenVariants(): readonly Variant[] {
  const wanted = option('variants') ?? 'recipes';
  return named[wanted] ?? (JSON.parse(readFileSync(wanted, 'utf8')) as Variant[]);
}
