import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { describe, expect, it } from 'vitest';
import { quick, runMain, temporaryFolder } from './run-main.ts';

type Card = Readonly<Record<string, unknown>>;

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
    expect(out).toMatch(/conv5b +\S+ +512 x 4 x 4 +512/);
    expect(out).toMatch(/logits +\S+ +(\d{3}) +\1/);
    const json = JSON.parse((await runMain(['layers', '--json'])).out) as { label: string }[];
    expect(json.map(({ label }) => label)).toContain('pool4');
  });

  it('says what units see, at the size that is asked for, and hides what shows nothing', async () => {
    const { out } = await runMain(['layers', '--size', '128x64']);
    expect(out).toMatch(/^conv4 +Mul +384 x 8 x 16 +384 +40 px +8 px$/m);
    expect(out).toMatch(/^conv5b +Mul .* all +16 px$/m);
    expect(out).not.toContain('conv4/sigmoid');
    expect((await runMain(['layers', '--all'])).out).toContain('conv4/sigmoid');
    const bad = await runMain(['layers', '--size', 'big']);
    expect(bad).toMatchObject({ code: 2 });
    expect(bad.error).toMatch(/--size is "big"/);
  });

  it.each([
    [['layers', 'foo'], 'layers takes options alone, got foo'],
    [['models', 'list', 'foo'], 'models list takes options alone, got foo'],
  ])('does not overlook what it has no use for: %j', async (argv, fault) => {
    const { code, error } = await runMain(argv);
    expect(code).toBe(2);
    expect(error).toContain(fault);
  });

  it('says what helps where labels of a card are missing, which works', async () => {
    const folder = temporaryFolder();
    const card = join(folder, 'card.json');
    const { labels, groups, synonyms, ...plain } = JSON.parse(readFileSync(cardUrl, 'utf8')) as Card;
    expect([labels, groups, synonyms]).not.toContain(undefined);
    writeFileSync(card, JSON.stringify({ ...plain, labels: 'none.txt' }));
    const model = ['--model', fileURLToPath(weightsUrl), '--card', card];
    const excite = ['excite', '--class', '#7', ...quick, ...model, '--out', join(folder, 'run')];
    expect((await runMain(excite)).error).toMatch(
      /none\.txt: there is no such file; put none\.txt .* by number/,
    );
    writeFileSync(card, JSON.stringify(plain));
    expect(await runMain(excite)).toMatchObject({ code: 0, error: '' });
    const group = await runMain(['classes', 'birds', ...model]);
    expect(group.error).toContain('this network has no groups');
  });

  it('draws a sheet of very many classes only when that is meant', async () => {
    const card = join(temporaryFolder(), 'card.json');
    const whole = JSON.parse(readFileSync(cardUrl, 'utf8')) as Card;
    const labels = Array.from({ length: 401 }, (_, i) => `class ${i}`);
    writeFileSync(card, JSON.stringify({ ...whole, labels, groups: undefined, synonyms: undefined }));
    const command = ['classes', '--sheet', '--model', fileURLToPath(weightsUrl), '--card', card];
    const { code, error } = await runMain([...command, '--out', join(temporaryFolder(), 'sheet')]);
    expect(code).toBe(2);
    expect(error).toMatch(/all 401 classes takes 7 h at a minute each: give --force/);
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
