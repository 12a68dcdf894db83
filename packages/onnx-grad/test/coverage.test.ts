import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { opCoverage } from '../src/index.ts';
import { coverageTable, testedNames } from './support/coverage-table.ts';

describe('COVERAGE.md', () => {
  it('is what the rule table, the tests and the exported networks say (npx vitest run coverage -u)', async () => {
    await expect(coverageTable()).toMatchFileSnapshot('../COVERAGE.md');
  });

  it('has no operator with a gradient that no test of the rules names', () => {
    const tested = testedNames();
    expect(opCoverage.filter(({ op, gradient }) => gradient && !tested.has(op))).toEqual([]);
  });

  it('is linked from the README', () => {
    const here = fileURLToPath(new URL('..', import.meta.url));
    expect(readdirSync(here)).toContain('COVERAGE.md');
    expect(readFileSync(join(here, 'README.md'), 'utf8')).toContain('](COVERAGE.md)');
  });
});
