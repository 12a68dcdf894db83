import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { opCoverage } from '../src/index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const [, withGradient = '', without = ''] =
  /With a gradient: ([\s\S]*?)\.\n[\s\S]*?constants\): ([\s\S]*?)\.\s`/.exec(
    readFileSync(join(here, '../README.md'), 'utf8'),
  )!;

/** The source of the rules' tests: an op that is not named there is not tested. */
const tests = readdirSync(join(here, 'rules'))
  .map((file) => readFileSync(join(here, 'rules', file), 'utf8'))
  .join('\n');

const ops = (text: string): string[] => text.split(/[\s,]+/);
const named = (gradient: boolean): string[] =>
  opCoverage.filter((op) => op.gradient === gradient).map(({ op }) => op);

describe('the operators in the README', () => {
  it('are those of the rule table', () => {
    expect(ops(withGradient)).toEqual(named(true));
    expect(ops(without)).toEqual(named(false));
  });

  it('with a gradient are each checked against differences', () => {
    expect(named(true).filter((op) => !new RegExp(`\\b${op}\\b`).test(tests))).toEqual([]);
  });
});
