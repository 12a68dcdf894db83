import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { part } from './options.ts';

/** Results that are kept as they come, a JSON line each, so that a long bench goes on where it was stopped. */
export interface Lines<Line> {
  readonly has: (key: string) => boolean;
  readonly add: (line: Line) => void;
  /** Those of every process that shares the work. */
  readonly all: () => Line[];
}

/** The lines in a folder; each line has a `key` of its own. */
export function openLines<Line extends { readonly key: string }>(folder: string): Lines<Line> {
  mkdirSync(folder, { recursive: true });
  const { index, of } = part();
  const own = join(folder, `lines-${index + 1}-of-${of}.jsonl`);
  const all = (): Line[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => linesOf<Line>(join(folder, name)));
  const known = new Set(all().map(({ key }) => key));
  return {
    has: (key) => known.has(key),
    add: (line) => {
      appendFileSync(own, `${JSON.stringify(line)}\n`);
    },
    all,
  };
}

function linesOf<Line>(file: string): Line[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}
