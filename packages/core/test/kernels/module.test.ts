import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the committed module is what the kernels compile to', () => {
  const compile = fileURLToPath(new URL('../../kernels/compile.js', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [compile, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 300_000);
