import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRgbPng } from '@inkception/core';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const quick = ['classes', 'sea', '--sheet', '--steps', '2'];

interface Index {
  readonly complete: boolean;
  readonly job: { readonly names: readonly string[] };
  readonly tiles: { readonly file: string }[];
}

const indexIn = (folder: string): Index =>
  JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;

describe('inkception classes --sheet', () => {
  it('draws every class of a group, with its name and the command that draws it', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    const { code, out, error } = await runMain([...quick, '--out', folder]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const { complete, job, tiles } = indexIn(folder);
    expect(out).toContain(`sea: ${job.names.length} of ${job.names.length} classes`);
    expect(complete).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['index.html', 'index.json', 'sheet.png', 'tiles']);
    for (const { file } of tiles) expect(decodeRgbPng(readFileSync(join(folder, file))).width).toBe(128);
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    for (const name of job.names) expect(page).toContain(`inkception excite ${name}`);
  });

  it('goes on where it was stopped, to the same sheet', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    await runMain([...quick, '--out', folder]);
    const whole = readFileSync(join(folder, 'sheet.png'));
    rmSync(join(folder, indexIn(folder).tiles[1]!.file));
    rmSync(join(folder, 'sheet.png'));
    expect((await runMain([...quick, '--out', folder])).code).toBe(0);
    expect(readFileSync(join(folder, 'sheet.png')).equals(whole)).toBe(true);
  });

  it('draws nothing once it is stopped', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    const { code, out } = await runMain([...quick, '--out', folder], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(out).toContain('0 of');
    expect(out).toContain('the same command goes on');
  });

  it.each([
    [['classes', 'sea', '--pens', '3'], /--pens go with --sheet/],
    [['classes', 'sea', 'food'], /one group at a time/],
    [['classes', 'see', '--sheet'], /the nearest are .*sea/],
    [['classes', 'sea', '--sheet', '--pens', '0'], /pens is 0/],
  ])('refuses %j and leaves nothing', async (argv, message) => {
    const folder = join(temporaryFolder(), 'none');
    const { code, error } = await runMain(
      [...argv, '--out', folder].slice(0, argv.includes('--sheet') ? undefined : argv.length),
    );
    expect(code).toBe(2);
    expect(error).toMatch(message);
    expect(existsSync(folder)).toBe(false);
  });
});
