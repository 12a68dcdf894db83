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

describe("a command's help", () => {
  it.each(['excite', 'strokes', 'plot', 'pens', 'classes', 'layers', 'channels', 'models'])(
    'names every option of %s and no other',
    async (command) => {
      const { code, out } = await runMain([command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`inkception ${command}`);
      const named = new Set(Array.from(out.matchAll(/--([a-z-]*[a-z])/g), ([, name]) => name));
      const known = [...asked.options, ...(others[command] ?? [])];
      const hidden = ['help', ...(refused[command] ?? [])];
      expect(asked.options.filter((name) => !named.has(name)).sort()).toEqual(hidden.sort());
      expect([...named].filter((name) => !known.includes(name!))).toEqual([]);
    },
  );
});
