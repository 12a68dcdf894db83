#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  const { runAsProcess } = await import(main.href);
  await runAsProcess();
} else {
  process.stderr.write('inkception is not built yet: run `npm run build` in the repository first\n');
  process.exitCode = 2;
}
