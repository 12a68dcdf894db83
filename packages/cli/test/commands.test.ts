import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runMain } from './run-main.ts';

describe('the inkception command', () => {
  it.each([[[]], [['--help']], [['help']]])('explains itself: %j', async (argv) => {
    const { code, out } = await runMain(argv);
    expect(code).toBe(0);
    expect(out).toContain('inkception excite');
  });

  const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
  const isBuilt = existsSync(at('dist/index.js'));
  if (!isBuilt) console.warn('skipped: the command as a process, the packages are not built (npm run build)');

  it.skipIf(!isBuilt)('goes on when whoever read along stops', async () => {
    const command = spawn(process.execPath, [at('bin/inkception.js'), 'classes']);
    command.stdout.destroy();
    let said = '';
    command.stderr.on('data', (part) => (said += String(part)));
    expect(await once(command, 'exit')).toEqual([0, null]);
    expect(said).toBe('');
  });

  it('suggests the nearest command', async () => {
    const { code, error } = await runMain(['exite']);
    expect(code).toBe(2);
    expect(error).toContain('did you mean excite');
  });

  it('lists the layers of the built-in network with shapes', async () => {
    const { code, out } = await runMain(['layers']);
    expect(code).toBe(0);
    expect(out).toMatch(/conv5b +\S+ +256 x 4 x 4 +256/);
    expect(out).toMatch(/logits +\S+ +(\d{3}) +\1/);
    const json = JSON.parse((await runMain(['layers', '--json'])).out) as { label: string }[];
    expect(json.map(({ label }) => label)).toContain('pool4');
  });

  it('says what units see, at the size that is asked for, and hides what shows nothing', async () => {
    const { out } = await runMain(['layers', '--size', '128x64']);
    expect(out).toMatch(/^conv4 +Mul +192 x 8 x 16 +192 +40 px +8 px$/m);
    expect(out).toMatch(/^conv5b +Mul .* all +16 px$/m);
    expect(out).not.toContain('conv4/sigmoid');
    expect((await runMain(['layers', '--all'])).out).toContain('conv4/sigmoid');
    const bad = await runMain(['layers', '--size', 'big']);
    expect(bad).toMatchObject({ code: 2 });
    expect(bad.error).toMatch(/--size is "big"/);
  });

  it('lists classes, all and by group', async () => {
    expect((await runMain(['classes'])).out).toContain('octopus');
    const sea = await runMain(['classes', 'sea']);
    expect(sea.out.split('\n')).toContain('octopus');
    const unknown = await runMain(['classes', 'anmals']);
    expect(unknown.code).toBe(2);
    expect(unknown.error).toContain('animals');
  });
});
