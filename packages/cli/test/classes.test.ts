import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeRgbPng, type NetworkCard } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { describe, expect, it } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const quick = ['classes', 'sea', '--sheet', '--steps', '2'];

interface Index {
  readonly complete: boolean;
  readonly job: { readonly names: readonly string[]; readonly classes: readonly number[] };
  readonly tiles: { readonly file: string; readonly channel: number }[];
}

/** The built-in network, two of its classes, on pictures that are wider than high. */
function wideNetwork(): string[] {
  const card = JSON.parse(readFileSync(cardUrl, 'utf8')) as NetworkCard;
  const path = join(temporaryFolder(), 'wide.json');
  const wide = { ...card, input: { ...card.input, size: [64, 96] }, groups: { sea: ['fish', 'octopus'] } };
  writeFileSync(path, JSON.stringify(wide));
  return ['--model', fileURLToPath(weightsUrl), '--card', path];
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

  it('is finished for a network that sees oblong pictures, each tile in the middle of a white square', async () => {
    const folder = join(temporaryFolder(), 'sheet');
    const argv = [...quick, ...wideNetwork(), '--out', folder];
    expect((await runMain(argv)).out).toContain('sea: 2 of 2 classes');
    const { complete, job, tiles } = indexIn(folder);
    expect(complete).toBe(true);
    expect(tiles.map(({ channel }) => channel)).toEqual(job.classes);
    const files = tiles.map(({ file }) => join(folder, file));
    const { width, height, data } = decodeRgbPng(readFileSync(files[0]!));
    expect([width, height]).toEqual([192, 192]);
    const row = (y: number): Float32Array => data.subarray(y * width, (y + 1) * width);
    expect([row(31), row(160)].flatMap((values) => [...values]).every((value) => value === 1)).toBe(true);
    expect(data.some((value) => value < 1)).toBe(true);
    const drawnAt = files.map((file) => statSync(file).mtimeMs);
    expect((await runMain(argv)).code).toBe(0);
    expect(files.map((file) => statSync(file).mtimeMs)).toEqual(drawnAt);
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
