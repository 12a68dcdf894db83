import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@inkception/core';
import { main } from '../src/main.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs one command line in this process, as a person or a program would. */
export async function runMain(
  argv: readonly string[],
  options: {
    interactive?: boolean;
    signal?: AbortSignal;
    onOut?: (text: string) => void;
    ask?: (question: string) => Promise<boolean>;
  } = {},
): Promise<Outcome> {
  let out = '';
  let error = '';
  const code = await main(argv, {
    out: (text) => {
      out += text;
      options.onOut?.(text);
    },
    error: (text) => (error += text),
    interactive: options.interactive ?? false,
    ...(options.ask ? { ask: options.ask } : {}),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out, error };
}

/** A fresh folder that goes with the machine's temporary files. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'inkception-'));
}

/** Flags that make a run take a moment. */
export const quick = ['--steps', '4', '--tries', '1', '--set', 'fineness=2'];

/** The report of a run's folder. */
export function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
}
