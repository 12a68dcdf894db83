import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it.each(['../src/', '../src/plot/'])('has a line on every folder of %s', (path) => {
    const folders = readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders).not.toEqual([]);
    expect(folders.filter((name) => !new RegExp(`^\\| \`${name}\``, 'm').test(readme))).toEqual([]);
  });
});
