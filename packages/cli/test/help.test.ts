import { readFileSync, readdirSync } from 'node:fs';
import type * as Util from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { runMain } from './run-main.ts';

const asked = vi.hoisted((): { options: string[] } => ({ options: [] }));

vi.mock('node:util', async (original) => {
  const util = await original<typeof Util>();
  const parseArgs: typeof util.parseArgs = (config) => {
    asked.options = Object.keys(config?.options ?? {});
    return util.parseArgs(config);
  };
  return { ...util, parseArgs };
});

/** Known, and refused with a reason. */
const refused: Readonly<Record<string, readonly string[]>> = { strokes: ['poster', 'overprint'] };
/** Other commands' options, in examples. */
const others: Readonly<Record<string, readonly string[]>> = { layers: ['layer'], models: ['class'] };

const commands = ['excite', 'strokes', 'plot', 'pens', 'classes', 'layers', 'channels', 'models'];

const docs = new URL('../../../docs/', import.meta.url);
const optionsIn = (text: string): Set<string> =>
  new Set(Array.from(text.matchAll(/--([a-z-]*[a-z])/g), ([, name]) => name!));

describe("a command's help", () => {
  it.each(commands)('names every option of %s and no other', async (command) => {
    const { code, out } = await runMain([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`inkception ${command}`);
    const named = optionsIn(out);
    const known = [...asked.options, ...(others[command] ?? [])];
    const hidden = ['help', ...(refused[command] ?? [])];
    expect(asked.options.filter((name) => !named.has(name)).sort()).toEqual(hidden.sort());
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(commands)('has no option of %s that no page of docs names', async (command) => {
    const pages = readdirSync(docs).filter((name) => name.endsWith('.md'));
    const told = optionsIn(pages.map((name) => readFileSync(new URL(name, docs), 'utf8')).join('\n'));
    const { out } = await runMain([command, '--help']);
    expect([...optionsIn(out)].filter((name) => name !== 'help' && !told.has(name))).toEqual([]);
  });

  it('names every command, and so does the README', async () => {
    const { out } = await runMain(['--help']);
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(commands.filter((name) => !out.includes(`inkception ${name} `))).toEqual([]);
    expect(Array.from(readme.matchAll(/^\| `(\w+)`/gm), ([, name]) => name)).toEqual(commands);
  });
});
